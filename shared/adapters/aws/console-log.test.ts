import { StatedError } from "../../domain/stated-error";
import { consoleLog } from "./console-log";

let entries: [level: string, entry: Readonly<Record<string, unknown>>][];
const sink = (level: string) => (entry: Readonly<Record<string, unknown>>) =>
  void entries.push([level, entry]);
const log = consoleLog("start", {
  info: sink("info"),
  warn: sink("warn"),
  error: sink("error"),
});

beforeEach(() => {
  entries = [];
});

it("gives the console one object an event, at its level", () => {
  log.info("one", { id: "m-1", missing: undefined });
  log.warn("two");
  expect(entries).toEqual([
    ["info", { event: "one", function: "start", id: "m-1" }],
    ["warn", { event: "two", function: "start" }],
  ]);
});

it("tells of an error of ours what it says", () => {
  log.error("three", { id: "m-2" }, new StatedError("It should be of another form."));
  expect(entries[0]?.[1]).toMatchObject({
    id: "m-2",
    error: "StatedError",
    reason: "It should be of another form.",
  });
});

it("tells of any other error its name, its code and its place, and none of its words", () => {
  const foreign = Object.assign(new TypeError("secret\n  at +12025550199"), {
    code: "ECONNRESET",
    $metadata: { httpStatusCode: 400, requestId: "r-1" },
  });
  log.error("four", {}, foreign);
  log.error("five", {}, "secret");
  expect(entries.map(([, entry]) => entry)).toMatchObject([
    { error: "TypeError", code: "ECONNRESET", httpStatus: 400, requestId: "r-1" },
    { error: "string" },
  ]);
  expect(entries[0]?.[1].stack).toMatch(/^at .*console-log\.test\.ts/);
  expect(JSON.stringify(entries)).not.toMatch(/secret|12025550199/);
});
