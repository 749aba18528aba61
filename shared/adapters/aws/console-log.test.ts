import { consoleLog } from "./console-log";

it("writes one JSON line an event, at its level, with the error's words", () => {
  const lines: string[] = [];
  const sink = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  const log = consoleLog("start", { info: sink("info"), warn: sink("warn"), error: sink("error") });
  log.info("one", { id: "m-1", missing: undefined });
  log.warn("two");
  log.error("three", { id: "m-2" }, new TypeError("line\nbreak"));
  log.error("four", {}, "thrown text");
  expect(lines[0]).toBe('info {"event":"one","function":"start","id":"m-1"}');
  expect(lines[1]).toBe('warn {"event":"two","function":"start"}');
  expect(JSON.parse(lines[2]?.slice(6) ?? "")).toMatchObject({
    id: "m-2",
    error: "TypeError",
    reason: "line\nbreak",
  });
  expect(lines[3]).toContain("thrown text");
  expect(lines.join("")).not.toContain("\n");
});
