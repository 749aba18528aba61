import fc from "fast-check";
import { verdictOf } from "./batch";

const batch = new Set(["a", "b", "c"]);

describe("a function's answer to a batch", () => {
  it.each([null, undefined, {}, { batchItemFailures: null }, { batchItemFailures: [] }])(
    "%j is success",
    (payload) => {
      expect(verdictOf(payload, batch)).toEqual({ kind: "some-failed", messageIds: new Set() });
    },
  );

  it.each([
    "text",
    { batchItemFailures: "a" },
    { batchItemFailures: [{ itemIdentifier: "" }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ id: "a" }] },
    { batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "unknown" }] },
    { batchItemFailures: [null] },
  ])("%j fails the whole batch", (payload) => {
    expect(verdictOf(payload, batch)).toEqual({ kind: "all-failed" });
  });

  it("fails exactly the messages that it names", () => {
    fc.assert(
      fc.property(fc.subarray([...batch]), (failed) => {
        const payload = { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
        expect(verdictOf(payload, batch)).toEqual({
          kind: "some-failed",
          messageIds: new Set(failed),
        });
      }),
    );
  });
});
