import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
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

  it("raises the client's own exception for an unknown queue, and names an operation that is not simulated", async () => {
    const unknown = client.send(
      new SendMessageCommand({ QueueUrl: queueUrl("nowhere"), MessageBody: "x" }),
    );
    await expect(unknown).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toThrow(
      "PurgeQueue of SQS is not simulated",
    );
  });
});
