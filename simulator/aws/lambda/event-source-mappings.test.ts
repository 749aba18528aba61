import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare, readsQueue } from "../declare.testing";

describe("an event source mapping", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;
  let logs: string[];

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
    logs = [];
    cloud.onLog(({ text }) => logs.push(text));
  });
  afterEach(() => cloud.stop());

  const faults = () => cloud.faults.since(0).map(({ message }) => message);
  const bodies = (queue: string) => cloud.sqs.peekAll(queue).map(({ body }) => body);
  const reader = (queue: string, body: string, allow = readsQueue(queue)) =>
    declare.function("reader", `exports.handler = async ({ Records }) => { ${body} };`, { allow });
  const failing =
    "return { batchItemFailures: Records.filter((r) => r.body.startsWith('bad')).map((r) => ({ itemIdentifier: r.messageId })) };";
  const failsInOrder = `
    const failed = new Set();
    for (const r of Records) {
      const group = r.attributes.MessageGroupId;
      if (failed.has(group) || r.body.startsWith("bad")) failed.add(group);
      else console.log(r.body);
      r.failed = failed.has(group);
    }
    return { batchItemFailures: Records.filter((r) => r.failed).map((r) => ({ itemIdentifier: r.messageId })) };`;

  it("gives the function its messages in Lambda's form, and deletes them", async () => {
    await declare.queue("inbox");
    await reader("inbox", "console.log(JSON.stringify(Records[0]));");
    await declare.mapping("inbox", "reader");
    cloud.sqs.send("inbox", {
      body: "one",
      attributes: { kind: { DataType: "String", StringValue: "text" } },
      groupId: "tenant",
    });
    await cloud.quiet();
    expect(JSON.parse(logs[0] ?? "")).toEqual({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: "one",
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        MessageGroupId: "tenant",
      },
      messageAttributes: {
        kind: {
          stringValue: "text",
          stringListValues: [],
          binaryListValues: [],
          dataType: "String",
        },
      },
      md5OfBody: expect.any(String),
      md5OfMessageAttributes: expect.any(String),
      eventSource: "aws:sqs",
      eventSourceARN: arn("sqs", "inbox"),
      awsRegion: "eu-central-1",
    });
    expect(bodies("inbox")).toEqual([]);
    expect(faults()).toEqual([]);
  });

  it("keeps only the failed messages, shows them again after their visibility timeout, and in the end buries them", async () => {
    const dead = await declare.queue("dead");
    await declare.queue("inbox", {
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 2 }),
    });
    await reader("inbox", `console.log(Records.length); ${failing}`);
    await declare.mapping("inbox", "reader");
    for (const body of ["good", "bad", "fine"]) cloud.sqs.send("inbox", { body });
    await cloud.quiet();
    expect(bodies("inbox")).toEqual(["bad"]);
    expect(logs).toEqual(["3"]);
    cloud.clock.advance(30_001);
    await cloud.quiet();
    expect(logs).toEqual(["3", "1"]);
    cloud.clock.advance(30_001);
    await cloud.quiet();
    expect([bodies("inbox"), bodies("dead")]).toEqual([[], ["bad"]]);
    expect(faults()).toEqual([]);
  });

  describe("of a FIFO queue with a poison message", () => {
    const send = (body: string) =>
      cloud.sqs.send("talk.fifo", {
        body,
        groupId: body.replace("bad ", "").charAt(0),
        deduplicationId: body.replaceAll(" ", "-"),
      });
    const passVisibilityTimeouts = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        cloud.clock.advance(30_001);
        await cloud.quiet();
      }
    };
    beforeEach(async () => {
      const dead = await declare.queue("dead.fifo");
      await declare.queue("talk.fifo", {
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 2 }),
      });
      await reader("talk.fifo", failsInOrder);
    });

    it("keeps the conversation's order behind it, and does not hold up the others", async () => {
      await declare.mapping("talk.fifo", "reader");
      for (const body of ["bad a1", "b1"]) send(body);
      await cloud.quiet();
      for (const body of ["a2", "b2", "a3"]) send(body);
      await cloud.quiet();
      expect(logs).toEqual(["b1", "b2"]);
      await passVisibilityTimeouts(2);
      expect(logs).toEqual(["b1", "b2", "a2", "a3"]);
      expect(bodies("dead.fifo")).toEqual(["bad a1"]);
    });

    it("buries with it what was received with it every time, as SQS does; a batch size of one does not", async () => {
      await declare.mapping("talk.fifo", "reader");
      for (const body of ["bad a1", "a2"]) send(body);
      await cloud.quiet();
      await passVisibilityTimeouts(2);
      expect(bodies("dead.fifo")).toEqual(["bad a1", "a2"]);

      await declare.mapping("talk.fifo", "reader", { batchSize: 1 });
      for (const body of ["bad c1", "c2"]) send(body);
      await cloud.quiet();
      await passVisibilityTimeouts(2);
      expect(bodies("dead.fifo")).toEqual(["bad a1", "a2", "bad c1"]);
      expect(logs).toEqual(["c2"]);
    });
  });

  describe("with a batching window", () => {
    const window = { batchSize: 15, maximumBatchingWindowInSeconds: 20 };
    const send = (count: number) => {
      for (let index = 0; index < count; index += 1) cloud.sqs.send("inbox", { body: "x" });
    };
    beforeEach(async () => {
      await declare.queue("inbox");
      await reader("inbox", "console.log(Records.length);");
      await declare.mapping("inbox", "reader", window);
    });

    it("waits from the first message until its time is over", async () => {
      send(2);
      await cloud.quiet();
      cloud.clock.advance(10_000);
      send(1);
      await cloud.quiet();
      expect(logs).toEqual([]);
      cloud.clock.advance(10_001);
      await cloud.quiet();
      expect(logs).toEqual(["3"]);
    });

    it("does not wait once the batch is full, which may be larger than one receive", async () => {
      send(17);
      await cloud.quiet();
      expect(logs).toEqual(["15"]);
      cloud.clock.advance(20_001);
      await cloud.quiet();
      expect(logs).toEqual(["15", "2"]);
    });

    it("that is missing, refuses a batch of more than 10", async () => {
      const refused = declare.mapping("inbox", "reader", { batchSize: 11 });
      await expect(refused).rejects.toThrow("needs a batching window");
    });
  });

  it("gives a function no more than it takes at once, 6 MB", async () => {
    await declare.queue("inbox", { maxMessageSize: 1_048_576 });
    await reader("inbox", "console.log(Records.length);");
    for (let index = 0; index < 8; index += 1)
      cloud.sqs.send("inbox", { body: "x".repeat(1_048_576) });
    await declare.mapping("inbox", "reader");
    await cloud.quiet();
    expect([...logs].sort()).toEqual(["3", "5"]);
    expect(bodies("inbox")).toEqual([]);
  });

  it("of a function that is throttled, brings the messages back received once more", async () => {
    const dead = await declare.queue("dead");
    await declare.queue("inbox", {
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 2 }),
    });
    const never = { reservedConcurrentExecutions: 0 };
    await declare.function("reader", "exports.handler = async () => {};", {
      allow: readsQueue("inbox"),
      properties: never,
    });
    await declare.mapping("inbox", "reader");
    cloud.sqs.send("inbox", { body: "one" });
    for (let time = 0; time < 3; time += 1) {
      await cloud.quiet();
      cloud.clock.advance(30_001);
    }
    await cloud.quiet();
    expect(bodies("dead")).toEqual(["one"]);
    expect(faults()[0]).toBe("Function reader is throttled: its reserved concurrency is 0.");
  });

  it("brings the whole batch back when the function fails", async () => {
    await declare.queue("inbox");
    await reader("inbox", "throw new Error('no');");
    await declare.mapping("inbox", "reader");
    for (const body of ["one", "two"]) cloud.sqs.send("inbox", { body });
    await cloud.quiet();
    expect(cloud.sqs.depth("inbox")).toEqual({ visible: 0, inFlight: 2, delayed: 0 });
  });

  it("ignores reported failures that it does not declare, and says so", async () => {
    await declare.queue("inbox");
    await reader("inbox", failing);
    await declare.mapping("inbox", "reader", { functionResponseTypes: [] });
    cloud.sqs.send("inbox", { body: "bad" });
    await cloud.quiet();
    expect(bodies("inbox")).toEqual([]);
    expect(faults()).toEqual([
      expect.stringContaining("mapping inbox-reader does not declare ReportBatchItemFailures"),
    ]);
  });

  it.each(Object.keys(readsQueue("inbox")))(
    "does nothing while the role may not %s, names it, and works once it may",
    async (missing) => {
      await declare.queue("inbox");
      const { [missing]: _, ...allow } = readsQueue("inbox");
      await reader("inbox", "console.log(Records[0].body);");
      await declare.mapping("inbox", "reader");
      await declare.role("reader-role", allow);
      cloud.sqs.send("inbox", { body: "one" });
      await cloud.quiet();
      expect(logs).toEqual([]);
      expect(faults()).toEqual([
        `Event source mapping inbox-reader does nothing: the role of function reader may not ${missing} on queue inbox.`,
      ]);
      await declare.role("reader-role", readsQueue("inbox"));
      await cloud.quiet();
      expect(logs).toEqual(["one"]);
    },
  );

  it("is refused where the role may not read the queue when it is created", async () => {
    await declare.queue("inbox");
    await reader("inbox", "", {});
    await expect(declare.mapping("inbox", "reader")).rejects.toThrow(
      /^functionName names reader, whose role \S+ may not sqs:ReceiveMessage on \S+:inbox; allowed/,
    );
  });

  it("is missed by name when messages come to a queue that nobody reads, once until the queue is empty", async () => {
    await declare.queue("inbox");
    await reader("inbox", "");
    await declare.mapping("inbox", "reader");
    await declare.remove("aws:lambda/eventSourceMapping:EventSourceMapping", "inbox-reader");
    cloud.sqs.send("inbox", { body: "one" });
    cloud.sqs.send("inbox", { body: "two" });
    await cloud.quiet();
    expect(faults()).toEqual(["Queue inbox holds messages and no event source mapping reads it."]);
    await declare.mapping("inbox", "reader", { enabled: false });
    cloud.sqs.send("inbox", { body: "three" });
    expect(faults()).toHaveLength(1);
    await declare.mapping("inbox", "reader");
    await cloud.quiet();
    expect(bodies("inbox")).toEqual([]);
  });

  it.each([
    [
      "queue",
      { eventSourceArn: arn("sqs", "nowhere") },
      ["mapping inbox-reader", arn("sqs", "nowhere")],
    ],
    ["function", { functionName: "nobody" }, ["mapping inbox-reader", "nobody"]],
  ])("is refused when its %s does not exist", async (_, properties, named) => {
    await declare.queue("inbox");
    await reader("inbox", "");
    const refused = await declare
      .mapping("inbox", "reader", properties)
      .catch((error: Error) => error.message);
    for (const name of named) expect(refused).toContain(name);
  });

  it("is refused when the function may run longer than a message stays hidden", async () => {
    await declare.queue("inbox", { visibilityTimeoutSeconds: 5 });
    await reader("inbox", "");
    await expect(declare.mapping("inbox", "reader")).rejects.toThrow(
      "visibilityTimeoutSeconds of queue inbox (5 s) is less than the timeout of function reader (10 s)",
    );
  });
});
