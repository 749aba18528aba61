import fc from "fast-check";
import { type FailureRule, Failures, type RequestNames } from "./failures";
import { SeededRandom } from "./random";

const failuresOf = (seed: number) =>
  new Failures(
    new SeededRandom(seed),
    () =>
      new Map<string, RequestNames>([
        ["sqs", { by: "operation", operations: ["SendMessage", "ReceiveMessage", "x"] }],
        ["dynamodb", { by: "operation", operations: ["Query"] }],
        ["sns", { by: "nothing" }],
        ["twilio", { by: "method-and-path" }],
      ]),
  );

const lost = { kind: "answer-lost" } as const;
const throttle = { kind: "throttle" } as const;

describe("failures on command", () => {
  it("happen to the service and operation that the rule names, and to no other", () => {
    const failures = failuresOf(1);
    failures.add({ service: "sqs", operation: "Send*", failure: lost });
    failures.add({ service: "twilio", failure: throttle });
    expect([
      failures.ofRequest("sqs", "SendMessage"),
      failures.ofRequest("sqs", "ReceiveMessage"),
      failures.ofRequest("twilio", "GET /x"),
      failures.ofRequest("dynamodb", "SendMessage"),
    ]).toEqual([lost, undefined, throttle, undefined]);
  });

  it("are drawn by the first rule that speaks of the request, then by the next", () => {
    const failures = failuresOf(1);
    failures.add({ service: "sqs", share: 0, failure: lost });
    failures.add({ service: "sqs", share: 1, failure: throttle });
    expect(failures.ofRequest("sqs", "SendMessage")).toEqual(throttle);
  });

  it("come as often as the rule says, in the same places for the same seed", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (share, seed) => {
        const drawn = [1, 2].map(() => {
          const failures = failuresOf(seed);
          failures.add({ service: "sqs", share, failure: throttle });
          return Array.from({ length: 1000 }, () => failures.ofRequest("sqs", "x") !== undefined);
        });
        expect(drawn[0]).toEqual(drawn[1]);
        const hits = drawn[0]?.filter((hit) => hit).length ?? 0;
        // Six standard deviations of a thousand draws.
        expect(Math.abs(hits / 1000 - share)).toBeLessThan(0.1);
      }),
      { numRuns: 50 },
    );
  });

  it("end when the rule is removed, or all of a service are cleared", () => {
    const failures = failuresOf(1);
    const id = failures.add({ service: "sqs", failure: throttle });
    failures.add({ service: "sqs", failure: lost });
    failures.add({ service: "dynamodb", failure: { kind: "refuse" } });
    expect([failures.remove(id), failures.remove(id)]).toEqual([true, false]);
    failures.clear("sqs");
    expect(failures.list()).toEqual([
      { id: "failure-3", service: "dynamodb", share: 1, failure: { kind: "refuse" } },
    ]);
    failures.clear();
    expect([failures.list(), failures.ofConnection("dynamodb")]).toEqual([[], undefined]);
  });

  it.each([
    ["sqs", "SendMesage", 'sqs has no operation "SendMesage" (is it "SendMessage"?)'],
    ["sqs", "Nobody*", "there are SendMessage, ReceiveMessage"],
    ["sns", "Publish", "A failure of sns is one of the whole service"],
    ["twilio", "CreateMessage", 'named by its method and path, such as "POST /*"'],
  ])("of %s are refused for %s, which nobody would ask for", (service, operation, words) => {
    expect(() => failuresOf(1).add({ service, operation, failure: throttle })).toThrow(words);
  });

  it.each([
    ["sqs", "*Message"],
    ["twilio", "POST *"],
    ["twilio", "*"],
  ])("of %s are taken for %s", (service, operation) => {
    expect(() => failuresOf(1).add({ service, operation, failure: throttle })).not.toThrow();
  });

  it.each([
    ["a service that nobody knows", { service: "sqz", failure: throttle }, 'host "sqz" can fail'],
    ["a share over 1", { service: "sqs", share: 2, failure: throttle }, "<=1"],
    ["a status that is none", { service: "sqs", failure: { kind: "error", status: 200 } }, ">=400"],
    [
      "an operation of a connection",
      { service: "sqs", operation: "SendMessage", failure: { kind: "refuse" } },
      "operation",
    ],
  ])("refuse %s", (_, rule, words) => {
    expect(() => failuresOf(1).add(rule as FailureRule)).toThrow(words);
  });
});
