import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  type ListQueuesCommandInput,
  ListQueueTagsCommand,
  MessageNotInflight,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  type QueueAttributeName,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  ResourceNotFoundException,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
  UnsupportedOperation,
} from "@aws-sdk/client-sqs";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare, queueUrl } from "../declare.testing";

describe("SQS on the wire, by the SDK's own client", () => {
  let cloud: SimulatedCloud;
  let client: SQSClient;
  const QueueUrl = queueUrl("inbox");

  beforeAll(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    client = new SQSClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
  });
  beforeEach(async () => {
    await new Declare(cloud.controlPlane).queue("inbox");
    await new Declare(cloud.controlPlane).queue("inbox.fifo");
  });
  afterEach(async () => {
    await cloud.controlPlane.remove("aws:sqs/queue:Queue", "inbox");
    await cloud.controlPlane.remove("aws:sqs/queue:Queue", "inbox.fifo");
  });
  afterAll(async () => {
    client.destroy();
    await cloud.stop();
  });

  it("sends, receives with attributes, and deletes; the client checks every digest", async () => {
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: "grüße 🥚",
        MessageAttributes: {
          kind: { DataType: "String", StringValue: "text" },
          raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
          count: { DataType: "Number", StringValue: "3" },
        },
      }),
    );
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      }),
    );
    expect(Messages).toMatchObject([
      {
        Body: "grüße 🥚",
        Attributes: { ApproximateReceiveCount: "1" },
        MessageAttributes: { kind: { StringValue: "text" } },
      },
    ]);
    await client.send(
      new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }),
    );
    expect(cloud.sqs.depth("inbox")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("takes a batch apart and names the entry that failed", async () => {
    const Entries = [
      { Id: "good", MessageBody: "one", MessageGroupId: "a", MessageDeduplicationId: "1" },
      { Id: "bad", MessageBody: "two", MessageDeduplicationId: "2" },
    ];
    const result = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl("inbox.fifo"), Entries }),
    );
    expect(result.Successful).toMatchObject([{ Id: "good", SequenceNumber: expect.any(String) }]);
    expect(result.Failed).toMatchObject([
      { Id: "bad", Code: "MissingParameter", SenderFault: true },
    ]);
  });

  it("waits for a message when asked to, and shows one again when asked to", async () => {
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    cloud.sqs.send("inbox", { body: "late" });
    const { Messages } = await waiting;
    expect(Messages).toMatchObject([{ Body: "late" }]);
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: Messages?.[0]?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(cloud.sqs.depth("inbox").visible).toBe(1);
  });

  it("ends a wait in vain when its time on the simulated clock is over", async () => {
    const listening = new Promise<void>((resolve) => {
      const after = cloud.clock.after.bind(cloud.clock);
      jest.spyOn(cloud.clock, "after").mockImplementationOnce((milliseconds, fire) => {
        resolve();
        return after(milliseconds, fire);
      });
    });
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await listening;
    cloud.clock.advance(20_000);
    expect((await waiting).Messages).toBeUndefined();
  });

  it("tells a queue's URL and attributes", async () => {
    cloud.sqs.send("inbox", { body: "one" });
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "inbox" }))).QueueUrl).toBe(
      QueueUrl,
    );
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: "1" });
  });

  it("raises the client's own exception for an unknown queue, and does not know what changes one", async () => {
    const unknown = client.send(
      new SendMessageCommand({ QueueUrl: queueUrl("nowhere"), MessageBody: "x" }),
    );
    await expect(unknown).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(client.send(new CreateQueueCommand({ QueueName: "new" }))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
    expect(faults()).toContain("The operation CreateQueue of sqs is not simulated.");
  });

  const receive = async (from = QueueUrl, MaxNumberOfMessages = 10) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages })))
      .Messages ?? [];
  const faults = () => cloud.faults.since(0).map(({ message }) => message);

  describe("refuses a message", () => {
    const attributes = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `a${index}`,
          { DataType: "String", StringValue: "x" },
        ]),
      );
    const fifo = { QueueUrl: queueUrl("inbox.fifo"), MessageBody: "x", MessageGroupId: "a" };
    it.each<[string, Partial<SendMessageCommandInput>, string, string]>([
      ["without a body", { MessageBody: "" }, "MissingParameter", "MessageBody"],
      ["with characters outside XML's", { MessageBody: "a\u0000" }, "InvalidMessageContents", ""],
      [
        "longer than the queue takes",
        { MessageBody: "x".repeat(262_145) },
        "InvalidParameterValue",
        "Message must be shorter than 262144 bytes",
      ],
      [
        "that its attributes make longer than the queue takes",
        { MessageBody: "x".repeat(262_140), MessageAttributes: attributes(1) },
        "InvalidParameterValue",
        "Message must be shorter than 262144 bytes",
      ],
      ["delayed too long", { DelaySeconds: 901 }, "InvalidParameterValue", "between 0 and 900"],
      [
        "with eleven attributes",
        { MessageAttributes: attributes(11) },
        "InvalidParameterValue",
        "[11] exceeds the allowed maximum [10]",
      ],
      [
        "with an attribute of AWS's own name",
        { MessageAttributes: { "AWS.x": { DataType: "String", StringValue: "x" } } },
        "InvalidParameterValue",
        "AWS.x",
      ],
      [
        "with an empty attribute",
        { MessageAttributes: { x: { DataType: "String", StringValue: "" } } },
        "InvalidParameterValue",
        "non-empty value",
      ],
      [
        "with a number that is none",
        { MessageAttributes: { x: { DataType: "Number", StringValue: "two" } } },
        "InvalidParameterValue",
        "to a number",
      ],
      [
        "with an unknown type of attribute",
        { MessageAttributes: { x: { DataType: "Text", StringValue: "x" } } },
        "InvalidParameterValue",
        "type prefixes",
      ],
      [
        "with a deduplication id for a standard queue",
        { MessageDeduplicationId: "x" },
        "InvalidParameterValue",
        "not valid for this queue type",
      ],
      [
        "without a group for a FIFO queue",
        { ...fifo, MessageGroupId: undefined, MessageDeduplicationId: "1" },
        "MissingParameter",
        "MessageGroupId",
      ],
      [
        "without a deduplication id for a FIFO queue",
        fifo,
        "InvalidParameterValue",
        "ContentBasedDeduplication",
      ],
      [
        "with a group that has a space",
        { ...fifo, MessageGroupId: "a b", MessageDeduplicationId: "1" },
        "InvalidParameterValue",
        "MessageGroupId can only include",
      ],
    ])("%s", async (_, input, name, words) => {
      const sending = client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", ...input }));
      await expect(sending).rejects.toMatchObject({
        name,
        message: expect.stringContaining(words),
        $metadata: { httpStatusCode: 400 },
      });
      expect(cloud.sqs.depth("inbox").visible).toBe(0);
    });

    it("that is longer than a queue with a limit of its own takes, in a batch alone", async () => {
      await new Declare(cloud.controlPlane).queue("inbox", { maxMessageSize: 1024 });
      const { Successful, Failed } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: "short", MessageBody: "x" },
            { Id: "long", MessageBody: "x".repeat(1025) },
          ],
        }),
      );
      expect(Successful).toMatchObject([{ Id: "short" }]);
      expect(Failed).toMatchObject([{ Id: "long", Code: "InvalidParameterValue" }]);
    });
  });

  describe("refuses a batch as a whole", () => {
    const entry = (Id: string, MessageBody = "x") => ({ Id, MessageBody });
    it.each([
      ["that is empty", [], "EmptyBatchRequest"],
      [
        "of eleven",
        Array.from({ length: 11 }, (_, index) => entry(String(index))),
        "TooManyEntriesInBatchRequest",
      ],
      ["with the same id twice", [entry("a"), entry("a")], "BatchEntryIdsNotDistinct"],
      ["with an id that is none", [entry("a b")], "InvalidBatchEntryId"],
      [
        "that is too long together",
        ["a", "b", "c", "d", "e"].map((Id) => entry(Id, "x".repeat(250_000))),
        "BatchRequestTooLong",
      ],
    ])("%s", async (_, Entries, name) => {
      await expect(
        client.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
      ).rejects.toMatchObject({ name });
      expect(cloud.sqs.depth("inbox").visible).toBe(0);
    });
  });

  describe("checks a receipt handle", () => {
    const fifo = queueUrl("inbox.fifo");
    const held = async (from = QueueUrl) => {
      const more = from === fifo ? { MessageGroupId: "a", MessageDeduplicationId: "1" } : {};
      await client.send(new SendMessageCommand({ QueueUrl: from, MessageBody: "x", ...more }));
      const [message] = await receive(from);
      return message?.ReceiptHandle ?? "";
    };
    const remove = (from: string, ReceiptHandle: string) =>
      client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
    const hide = (ReceiptHandle: string, VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }),
      );

    it("that nobody gave out, or another queue", async () => {
      const ofOther = await held(fifo);
      for (const handle of ["strange", ofOther]) {
        await expect(remove(QueueUrl, handle)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
        await expect(hide(handle, 5)).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
      }
    });

    it("that is stale: a standard queue keeps silent and the message, a FIFO queue refuses", async () => {
      const [stale, staleOfFifo] = [await held(), await held(fifo)];
      cloud.clock.advance(30_001);
      await remove(QueueUrl, stale);
      expect(cloud.sqs.depth("inbox").visible).toBe(1);
      await expect(remove(fifo, staleOfFifo)).rejects.toMatchObject({
        name: "InvalidParameterValue",
        message: expect.stringContaining("expired"),
      });
    });

    it("whose message is visible again, or gone", async () => {
      const handle = await held();
      await hide(handle, 0);
      await expect(hide(handle, 5)).rejects.toBeInstanceOf(MessageNotInflight);
      const [again] = await receive();
      await remove(QueueUrl, again?.ReceiptHandle ?? "");
      await expect(hide(handle, 5)).rejects.toMatchObject({ name: "InvalidParameterValue" });
    });

    it("that would hide its message for more than twelve hours in all", async () => {
      const handle = await held();
      cloud.clock.advance(10_000);
      await expect(hide(handle, 43_200)).rejects.toMatchObject({
        message: expect.stringContaining("beyond the limit [43200 seconds]"),
      });
      await hide(handle, 43_180);
    });

    it("of each entry of a batch by itself", async () => {
      const good = await held();
      const entries = [
        { Id: "good", ReceiptHandle: good, VisibilityTimeout: 60 },
        { Id: "bad", ReceiptHandle: "strange", VisibilityTimeout: 60 },
      ];
      const failed = [{ Id: "bad", Code: "ReceiptHandleIsInvalid", SenderFault: true }];
      const visibility = await client.send(
        new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: entries }),
      );
      expect(visibility).toMatchObject({ Successful: [{ Id: "good" }], Failed: failed });
      const deletion = await client.send(
        new DeleteMessageBatchCommand({ QueueUrl, Entries: entries }),
      );
      expect(deletion).toMatchObject({ Successful: [{ Id: "good" }], Failed: failed });
      expect(cloud.sqs.depth("inbox")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    });
  });

  it("purges a queue, once a minute", async () => {
    for (const body of ["one", "two"]) cloud.sqs.send("inbox", { body });
    await receive(QueueUrl, 1);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(cloud.sqs.depth("inbox")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toBeInstanceOf(
      PurgeQueueInProgress,
    );
    cloud.clock.advance(60_000);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
  });

  it("gives a FIFO group free that was purged in flight", async () => {
    const QueueUrl = queueUrl("inbox.fifo");
    const send = (MessageBody: string) =>
      client.send(
        new SendMessageCommand({
          QueueUrl,
          MessageBody,
          MessageGroupId: "a",
          MessageDeduplicationId: MessageBody,
        }),
      );
    await send("old");
    await receive(QueueUrl);
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    await send("new");
    expect(await receive(QueueUrl)).toMatchObject([{ Body: "new" }]);
  });

  it("lists queues by prefix and in pages, their tags and attributes, and refuses unknown ones", async () => {
    await new Declare(cloud.controlPlane).queue("inbox", { tagsAll: { team: "food" } });
    const list = async (input: ListQueuesCommandInput) =>
      await client.send(new ListQueuesCommand(input));
    expect((await list({ QueueNamePrefix: "inbox." })).QueueUrls).toEqual([queueUrl("inbox.fifo")]);
    const first = await list({ MaxResults: 1 });
    expect(first.QueueUrls).toEqual([queueUrl("inbox")]);
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    expect(second).toMatchObject({ QueueUrls: [queueUrl("inbox.fifo")] });
    expect(second.NextToken).toBeUndefined();
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({
      team: "food",
    });
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    expect(Attributes).toMatchObject({
      MaximumMessageSize: "262144",
      SqsManagedSseEnabled: "true",
    });
    expect(Attributes).not.toHaveProperty("FifoQueue");
    await expect(
      client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Size" as QueueAttributeName] }),
      ),
    ).rejects.toBeInstanceOf(InvalidAttributeName);
  });

  describe("redrives", () => {
    const dead = arn("sqs", "dead");
    let sent = 0;
    beforeEach(async () => {
      const declare = new Declare(cloud.controlPlane);
      await declare.queue("dead");
      await declare.queue("inbox", {
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 1 }),
      });
      for (const body of ["one", "two", "three"]) cloud.sqs.send("inbox", { body });
      await receive();
      cloud.clock.advance(30_001);
      await receive();
      sent = cloud.sqs.peekAll("dead").length;
    });
    afterEach(() => cloud.controlPlane.remove("aws:sqs/queue:Queue", "dead"));
    const start = (input: Partial<StartMessageMoveTaskCommandInput> = {}) =>
      client.send(new StartMessageMoveTaskCommand({ SourceArn: dead, ...input }));
    const tasks = async () =>
      (await client.send(new ListMessageMoveTasksCommand({ SourceArn: dead }))).Results;

    it("what a dead-letter queue holds to where it came from, as new messages", async () => {
      expect(sent).toBe(3);
      const { queueUrls } = await client.send(
        new ListDeadLetterSourceQueuesCommand({ QueueUrl: queueUrl("dead") }),
      );
      expect(queueUrls).toEqual([QueueUrl]);
      const before = cloud.sqs.peekAll("dead").map(({ messageId }) => messageId);
      await start();
      await cloud.quiet();
      expect(cloud.sqs.peekAll("dead")).toEqual([]);
      const after = cloud.sqs.peekAll("inbox");
      expect(after.map(({ body }) => body).sort()).toEqual(["one", "three", "two"]);
      for (const { messageId, receiveCount } of after) {
        expect(before).not.toContain(messageId);
        expect(receiveCount).toBe(0);
      }
      expect(await tasks()).toMatchObject([
        { Status: "COMPLETED", SourceArn: dead, ApproximateNumberOfMessagesMoved: 3 },
      ]);
    });

    it("so many a second, and can be cancelled; no second task beside it", async () => {
      const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 1 });
      await cloud.quiet();
      expect(await tasks()).toMatchObject([
        { TaskHandle, Status: "RUNNING", ApproximateNumberOfMessagesToMove: 3 },
      ]);
      await expect(start()).rejects.toBeInstanceOf(UnsupportedOperation);
      cloud.clock.advance(1_001);
      const cancelled = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(2);
      cloud.clock.advance(5_000);
      expect(cloud.sqs.depth("dead").visible).toBe(1);
      await expect(
        client.send(new CancelMessageMoveTaskCommand({ TaskHandle })),
      ).rejects.toMatchObject({ name: "InvalidParameterValue" });
    });

    it("elsewhere if told to, and keeps what the destination does not take", async () => {
      await new Declare(cloud.controlPlane).queue("inbox.fifo", { visibilityTimeoutSeconds: 1 });
      await start({ DestinationArn: arn("sqs", "inbox.fifo") });
      await cloud.quiet();
      expect(cloud.sqs.depth("dead").visible).toBe(3);
      expect(await tasks()).toMatchObject([
        { Status: "FAILED", FailureReason: "MissingParameter" },
      ]);
    });

    it("only from a queue that is there and is a dead-letter queue", async () => {
      await expect(start({ SourceArn: arn("sqs", "nowhere") })).rejects.toBeInstanceOf(
        ResourceNotFoundException,
      );
      await expect(start({ SourceArn: arn("sqs", "inbox") })).rejects.toMatchObject({
        message: "Source queue must be configured as a Dead Letter Queue.",
      });
    });
  });
});
