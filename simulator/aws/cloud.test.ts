import { arn } from "./account/account";
import { SimulatedCloud } from "./cloud";
import { bundle, Declare, queueUrl, readsQueue } from "./declare.testing";

describe("a message through the simulated cloud", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
  });
  afterEach(() => cloud.stop());

  it("goes from a topic through a queue and a function into the table and on to the next queue", async () => {
    await declare.topic("events", "social-messaging.amazonaws.com");
    await declare.queue("inbox");
    await declare.queue("next.fifo");
    await declare.subscription("events", "inbox");
    await declare.table("notes");
    await declare.function("reader", readerBundle, {
      allow: {
        ...readsQueue("inbox"),
        "dynamodb:PutItem": arn("dynamodb", "table/notes"),
        "sqs:SendMessage": arn("sqs", "next.fifo"),
      },
      properties: {
        environment: { variables: { TABLE_NAME: "notes", NEXT_URL: queueUrl("next.fifo") } },
      },
    });
    await declare.mapping("inbox", "reader");

    const logged: string[] = [];
    cloud.onLog(({ text }) => logged.push(text));
    await cloud.sns.publish(arn("sns", "events"), "two eggs", {
      servicePrincipal: "social-messaging.amazonaws.com",
      sourceArn: arn("social-messaging", "waba/1"),
    });
    await cloud.quiet();

    expect(logged).toEqual([]);
    expect(await cloud.dynamodb.items("notes")).toMatchObject([{ note: { S: "two eggs" } }]);
    expect(cloud.sqs.peekAll("next.fifo")).toMatchObject([{ body: "two eggs", groupId: "one" }]);
    expect(cloud.sqs.depth("inbox")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "Queue next.fifo holds messages and no event source mapping reads it.",
    ]);
  });
});

const readerBundle = bundle(`
  import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
  import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
  const table = new DynamoDBClient();
  const queue = new SQSClient();
  export async function handler(event) {
    for (const record of event.Records) {
      const note = JSON.parse(record.body).Message;
      await table.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { pk: { S: record.messageId }, sk: { S: "note" }, note: { S: note } } }));
      await queue.send(new SendMessageCommand({ QueueUrl: process.env.NEXT_URL, MessageBody: note, MessageGroupId: "one", MessageDeduplicationId: record.messageId }));
    }
    return { batchItemFailures: [] };
  }
`);
