import {
  AuthorizationErrorException,
  BatchEntryIdsNotDistinctException,
  BatchRequestTooLongException,
  CreateTopicCommand,
  EmptyBatchRequestException,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  InvalidBatchEntryIdException,
  InvalidParameterException,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishBatchCommand,
  PublishCommand,
  type PublishCommandInput,
  ResourceNotFoundException,
  SNSClient,
  TooManyEntriesInBatchRequestException,
} from "@aws-sdk/client-sns";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { bundle, Declare } from "../declare.testing";

describe("SNS on the wire, by the SDK's own client", () => {
  let cloud: SimulatedCloud;
  let client: SNSClient;
  let declare: Declare;
  const TopicArn = arn("sns", "events");

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    client = new SNSClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      maxAttempts: 1,
    });
    declare = new Declare(cloud.controlPlane);
    await declare.resource("aws:sns/topic:Topic", "events", {
      name: "events",
      arn: TopicArn,
      displayName: "Grüße & <more>",
      tagsAll: { team: "food" },
    });
    await declare.queue("inbox");
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  const publish = async (input: Partial<PublishCommandInput>) => {
    const result = await client.send(
      new PublishCommand({ TopicArn, Message: "two eggs", ...input }),
    );
    await cloud.quiet();
    return result;
  };
  const received = () => cloud.sqs.peekAll("inbox");
  const attributes = {
    kind: { DataType: "String", StringValue: 'a & <b> "c" 🥚' },
    count: { DataType: "Number", StringValue: "3" },
    raw: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 250]) },
  };

  it("publishes in the envelope, with subject and attributes", async () => {
    await declare.subscription("events", "inbox");
    const Message = 'grüße 🥚 & <eggs> "raw" 100%+1';
    const { MessageId } = await publish({ Message, Subject: "Hi", MessageAttributes: attributes });
    expect(received().map(({ body }) => JSON.parse(body))).toEqual([
      {
        Type: "Notification",
        MessageId,
        TopicArn,
        Subject: "Hi",
        Message,
        Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        SignatureVersion: "1",
        Signature: expect.any(String),
        SigningCertURL: expect.any(String),
        UnsubscribeURL: expect.any(String),
        MessageAttributes: {
          kind: { Type: "String", Value: 'a & <b> "c" 🥚' },
          count: { Type: "Number", Value: "3" },
          raw: { Type: "Binary", Value: "AQL6" },
        },
      },
    ]);
  });

  it("publishes raw: the attributes are those of the queue's message", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    await publish({ MessageAttributes: attributes, MessageGroupId: "tenant" });
    expect(received()).toMatchObject([
      {
        body: "two eggs",
        groupId: "tenant",
        attributes: { ...attributes, raw: { DataType: "Binary", BinaryValue: "AQL6" } },
      },
    ]);
  });

  it("gives each protocol its own text of a structured message", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const Message = JSON.stringify({ default: "for all", sqs: "for queues" });
    await publish({ Message, MessageStructure: "json" });
    expect(received()).toMatchObject([{ body: "for queues" }]);
  });

  it("raw, loses a message with more attributes than a queue takes, by name", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const eleven = Array.from({ length: 11 }, (_, index) => [`a${index}`, attributes.count]);
    await publish({ MessageAttributes: Object.fromEntries(eleven) });
    expect(received()).toEqual([]);
    expect(cloud.faults.since(0)).toMatchObject([
      { message: expect.stringContaining("exceeds the allowed maximum [10]") },
    ]);
  });

  it.each<[string, Partial<PublishCommandInput>, new (...args: never[]) => Error, string]>([
    ["no topic's ARN", { TopicArn: "news" }, InvalidParameterException, "TopicArn"],
    ["an unknown topic", { TopicArn: `${TopicArn}2` }, NotFoundException, "Topic does not exist"],
    ["no topic", { TopicArn: undefined }, InvalidParameterException, "TopicArn"],
    ["no message", { Message: "" }, InvalidParameterException, "Empty message"],
    [
      "more than 256 KB",
      { Message: "x".repeat(262_145) },
      InvalidParameterException,
      "Message too long",
    ],
    [
      "more than 256 KB with its attributes",
      { Message: "x".repeat(262_144), MessageAttributes: attributes },
      InvalidParameterException,
      "Message too long",
    ],
    ["a subject of two lines", { Subject: "a\nb" }, InvalidParameterException, "Subject"],
    ["a subject of 100 characters", { Subject: "x".repeat(100) }, InvalidParameterException, ""],
    [
      "a structure without a default",
      { Message: '{"sqs":"x"}', MessageStructure: "json" },
      InvalidParameterException,
      "No default entry",
    ],
    [
      "an empty attribute",
      { MessageAttributes: { x: { DataType: "String", StringValue: "" } } },
      InvalidParameterException,
      "'x'",
    ],
  ])("refuses %s", async (_, input, exception, words) => {
    await declare.subscription("events", "inbox");
    const publishing = publish(input);
    await expect(publishing).rejects.toBeInstanceOf(exception);
    await expect(publishing).rejects.toThrow(words);
    expect(received()).toEqual([]);
  });

  it("takes a batch apart, and names the entry that failed", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const result = await client.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: "good", Message: "one", MessageAttributes: attributes },
          { Id: "bad", Message: "" },
        ],
      }),
    );
    await cloud.quiet();
    expect(result).toMatchObject({
      Successful: [{ Id: "good", MessageId: expect.any(String) }],
      Failed: [{ Id: "bad", Code: "InvalidParameter", SenderFault: true }],
    });
    expect(received()).toMatchObject([{ body: "one" }]);
  });

  const entry = (Id: string, Message = "x") => ({ Id, Message });
  it.each([
    ["that is empty", [], EmptyBatchRequestException],
    [
      "of eleven",
      Array.from({ length: 11 }, (_, index) => entry(String(index))),
      TooManyEntriesInBatchRequestException,
    ],
    ["with an id twice", [entry("a"), entry("a")], BatchEntryIdsNotDistinctException],
    ["with an id that is none", [entry("a b")], InvalidBatchEntryIdException],
    [
      "that is too long together",
      [entry("a", "x".repeat(200_000)), entry("b", "x".repeat(100_000))],
      BatchRequestTooLongException,
    ],
  ])("refuses a batch %s", async (_, PublishBatchRequestEntries, exception) => {
    await expect(
      client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
    ).rejects.toBeInstanceOf(exception);
  });

  it("lets a function publish only if its role may", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const code = bundle(`
      import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
      const client = new SNSClient();
      export const handler = () => client
        .send(new PublishCommand({ TopicArn: "${TopicArn}", Message: "from a function" }))
        .then(() => "published", (error) => error.name);
    `);
    await declare.function("caller", code);
    const call = async () => (await cloud.lambda.invoke("caller", {})) as { payload: string };
    expect(await call()).toMatchObject({ payload: AuthorizationErrorException.name });
    await declare.role("caller-role", { "sns:Publish": TopicArn });
    expect(await call()).toMatchObject({ payload: "published" });
    await cloud.quiet();
    expect(received()).toMatchObject([{ body: "from a function" }]);
  });

  it("describes topics and subscriptions, in pages, with their tags", async () => {
    await declare.subscription("events", "inbox", {
      arn: `${TopicArn}:1`,
      rawMessageDelivery: true,
    });
    await declare.resource("aws:sns/topicSubscription:TopicSubscription", "ops", {
      arn: `${TopicArn}:2`,
      topic: TopicArn,
      protocol: "email",
      endpoint: "ops@example.org",
      pendingConfirmation: true,
    });
    for (let index = 0; index < 100; index += 1) await declare.topic(`more-${index}`);
    const first = await client.send(new ListTopicsCommand({}));
    const second = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([
      100,
      1,
      undefined,
    ]);
    const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
    expect(Attributes).toMatchObject({
      TopicArn,
      DisplayName: "Grüße & <more>",
      SubscriptionsConfirmed: "1",
      SubscriptionsPending: "1",
    });
    const confirmed = {
      SubscriptionArn: `${TopicArn}:1`,
      Owner: "123456789012",
      Protocol: "sqs",
      Endpoint: arn("sqs", "inbox"),
      TopicArn,
    };
    const pending = { SubscriptionArn: "PendingConfirmation", Protocol: "email" };
    const byTopic = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const all = await client.send(new ListSubscriptionsCommand({}));
    for (const { Subscriptions } of [byTopic, all])
      expect(Subscriptions).toMatchObject([confirmed, pending]);
    const ofOne = await client.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: `${TopicArn}:1` }),
    );
    expect(ofOne.Attributes).toMatchObject({ RawMessageDelivery: "true", Protocol: "sqs" });
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
    expect(Tags).toEqual([{ Key: "team", Value: "food" }]);
    await expect(
      client.send(new ListTagsForResourceCommand({ ResourceArn: `${TopicArn}2` })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it("does not know what creates a topic", async () => {
    await expect(client.send(new CreateTopicCommand({ Name: "new" }))).rejects.toMatchObject({
      name: "InvalidAction",
      $metadata: { httpStatusCode: 400 },
    });
  });
});
