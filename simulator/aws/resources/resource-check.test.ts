import { modelOf } from "../all-models";
import { check } from "./resource-check";

const queue = modelOf("aws:sqs/queue:Queue");
const random = "0123456789abcdef";

test("a property that is not there is refused with the nearest that is", () => {
  const { failures } = check(queue, {
    logicalName: "q",
    inputs: { visibilityTimeoutSecond: 30 },
    random,
  });
  expect(failures).toEqual([
    {
      property: "visibilityTimeoutSecond",
      reason:
        'aws:sqs/queue:Queue has no property "visibilityTimeoutSecond"; did you mean "visibilityTimeoutSeconds"?',
    },
  ]);
});

test("whatever is missing is listed", () => {
  const { failures } = check(modelOf("aws:lambda/permission:Permission"), {
    logicalName: "p",
    inputs: { action: "lambda:InvokeFunction" },
    random,
  });
  expect(failures.map(({ property }) => property)).toEqual(["function", "principal"]);
});

test("a document given as an object becomes text", () => {
  const { inputs } = check(queue, {
    logicalName: "q",
    inputs: { redrivePolicy: { maxReceiveCount: 5 } },
    random,
  });
  expect(inputs.redrivePolicy).toBe('{"maxReceiveCount":5}');
});

test("a FIFO queue's name ends in .fifo", () => {
  expect(check(queue, { logicalName: "q", inputs: { fifoQueue: true }, random }).inputs.name).toBe(
    "q-0123456.fifo",
  );
});

test("a name of the program's own is taken as it is; a generated one that is too long is refused", () => {
  expect(check(queue, { logicalName: "q", inputs: { name: "mine" }, random }).inputs.name).toBe(
    "mine",
  );
  const { failures } = check(queue, { logicalName: "q".repeat(80), inputs: {}, random });
  expect(failures[0]?.reason).toContain("has 88 characters, AWS allows 80");
});

test("a generated name follows a new prefix", () => {
  const prior = { name: "old-0123456", namePrefix: "old-" };
  expect(
    check(queue, {
      logicalName: "q",
      inputs: { namePrefix: "new-" },
      prior,
      random: "abcdefabcdef",
    }).inputs.name,
  ).toBe("new-abcdefa");
});

test("a generated name stays under another logical name", () => {
  const renamed = { logicalName: "talks", inputs: { fifoQueue: true }, random: "abcdefabcdef" };
  const named = (name: string) => check(queue, { ...renamed, prior: { name } }).inputs.name;
  expect(named("talk-0123456.fifo")).toBe("talk-0123456.fifo");
  expect(named("mine.fifo")).toBe("talks-abcdefa.fifo");
});

test("an unknown type is refused with the nearest that is known", () => {
  expect(() => modelOf("aws:sqs/queue:Queu")).toThrow(
    'no resource type "aws:sqs/queue:Queu" (did you mean "aws:sqs/queue:Queue"?)',
  );
  expect(() => modelOf("aws:kinesis/stream:Stream")).toThrow(
    'no resource type "aws:kinesis/stream:Stream"',
  );
});
