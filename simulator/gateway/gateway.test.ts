import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as v from "valibot";
import { arn } from "../aws/account/account";
import { SimulatedCloud } from "../aws/cloud";
import { bundle, Declare, queueUrl } from "../aws/declare.testing";
import { AwsError } from "./aws-error";
import { operation, validationException } from "./operation";
import { restJson } from "./protocol";

describe("the gateway", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
    await declare.queue("inbox");
    await declare.table("notes");
  });
  afterEach(() => cloud.stop());

  const faults = () => cloud.faults.since(0).map(({ message }) => message);
  const callWith = (allow: Readonly<Record<string, string>>) =>
    declare.function("caller", callerBundle, { allow });
  const call = async (operation: string) =>
    (await cloud.lambda.invoke("caller", { operation })) as { payload: string };

  it.each([
    ["send", "sqs:SendMessage", arn("sqs", "inbox")],
    ["sendBatch", "sqs:SendMessage", arn("sqs", "inbox")],
    ["getItem", "dynamodb:GetItem", arn("dynamodb", "table/notes")],
    ["queryIndex", "dynamodb:Query", arn("dynamodb", "table/notes/index/byProvider")],
    ["secret", "secretsmanager:GetSecretValue", arn("secretsmanager", "secret:twilio")],
  ])(
    "refuses %s without the permission in AWS's words, and lets it through with it",
    async (operation, action, resource) => {
      await callWith({ "sqs:ReceiveMessage": "*" });
      const refused = await call(operation);
      const user = "arn:aws:sts::123456789012:assumed-role/caller-role/caller";
      expect(refused.payload).toBe(
        `AccessDenied: User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      );
      expect(faults()).toEqual([
        `Function caller may not ${action} on ${resource}: refused to its role caller-role, because no identity-based policy allows the ${action} action.`,
      ]);
      await declare.role("caller-role", { [action]: resource });
      expect((await call(operation)).payload).not.toContain("AccessDenied");
    },
  );

  it("knows an access key, and no other", async () => {
    const stranger = { accessKeyId: "ASIASTRANGER", secretAccessKey: "x" };
    const client = new SQSClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: stranger,
    });
    const sending = client.send(
      new SendMessageCommand({ QueueUrl: queueUrl("inbox"), MessageBody: "x" }),
    );
    await expect(sending).rejects.toMatchObject({ name: "UnrecognizedClientException" });
    client.destroy();
  });

  it("lets the deployer do everything", async () => {
    const client = new DynamoDBClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
    const Key = { pk: { S: "a" }, sk: { S: "b" } };
    await expect(
      client.send(new GetItemCommand({ TableName: "notes", Key })),
    ).resolves.toMatchObject({
      $metadata: { requestId: expect.any(String) },
    });
    client.destroy();
  });

  it("takes a service that is added, and names one that is not there", async () => {
    const send = async (service: string) => {
      const scope = `20260101/eu-central-1/${service}/aws4_request`;
      const authorization = `AWS4-HMAC-SHA256 Credential=${cloud.deployerCredentials.accessKeyId}/${scope}, SignedHeaders=host, Signature=0`;
      const response = await fetch(`${cloud.endpoint}/v1/thing?x=1`, {
        method: "POST",
        headers: { authorization },
        body: JSON.stringify({ y: "body" }),
      });
      return await response.text();
    };
    cloud.addService({
      scope: "social-messaging",
      protocol: restJson,
      invalid: validationException,
      operations: {
        DoAThing: operation({
          route: "POST /v1/thing",
          input: v.object({ x: v.string(), y: v.string() }),
          authorise: () => [],
          run: ({ x, y }, { path, caller }) => ({ said: `${path} ${x} ${y} ${caller.kind}` }),
        }),
      },
      throttled: new AwsError("Throttled", ""),
      internal: new AwsError("Internal", ""),
    });
    expect(await send("social-messaging")).toBe('{"said":"/v1/thing 1 body deployer"}');
    expect(await send("kinesis")).toContain("The service kinesis is not simulated");
    expect(faults()).toEqual(["A request came in. The service kinesis is not simulated."]);
  });

  it("refuses a request that nobody signed", async () => {
    expect((await fetch(cloud.endpoint)).status).toBe(403);
  });

  it("listens on loopback alone", () => {
    expect(new URL(cloud.endpoint).hostname).toBe("127.0.0.1");
  });
});

const callerBundle = bundle(`
  import { DynamoDBClient, GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
  import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
  import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
  const QueueUrl = "${queueUrl("inbox")}";
  const key = { pk: { S: "a" }, sk: { S: "b" } };
  const calls = {
    send: () => new SQSClient().send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })),
    sendBatch: () => new SQSClient().send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "1", MessageBody: "x" }] })),
    getItem: () => new DynamoDBClient().send(new GetItemCommand({ TableName: "notes", Key: key })),
    queryIndex: () => new DynamoDBClient().send(new QueryCommand({ TableName: "notes", IndexName: "byProvider", KeyConditionExpression: "a = :a", ExpressionAttributeValues: { ":a": { S: "a" } } })),
    secret: () => new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: "twilio" })),
  };
  export const handler = async ({ operation }) => {
    try {
      await calls[operation]();
      return "done";
    } catch (error) {
      return (error.name.startsWith("AccessDenied") ? "AccessDenied" : error.name) + ": " + error.message;
    }
  };
`);
