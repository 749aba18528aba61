import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import { operation, validationException } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare, readsQueue } from "../declare.testing";

const minute = 60_000;
const start = Date.UTC(2030, 0, 1, 12);

describe("the metrics that services publish", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    cloud.clock.set(start);
    declare = new Declare(cloud.controlPlane);
  });
  afterEach(() => cloud.stop());

  const pass = (minutes: number) => cloud.clock.pass(minutes * minute, () => cloud.quiet());
  /** A statistic of all values so far, or nothing when there is none. */
  const value = (
    metric: string,
    dimensions: Record<string, string>,
    statistic: "sum" | "max" | "count",
  ) => {
    const [namespace = "", name = ""] = metric.split(" ");
    const range = { from: start, to: start + 24 * 60 * minute };
    const all = cloud.cloudwatch.metrics.aggregates({ namespace, name, dimensions }, range, 86_400);
    return [...all.values()][0]?.[statistic];
  };

  describe("of queues", () => {
    const ofQueue = (name: string, statistic: "sum" | "max" | "count", QueueName = "inbox") =>
      value(`AWS/SQS ${name}`, { QueueName }, statistic);

    it("count what came, went and waits, each minute", async () => {
      await declare.queue("inbox");
      for (const body of ["one", "three"]) cloud.sqs.send("inbox", { body });
      cloud.sqs.send("inbox", { body: "later", delaySeconds: 600 });
      await pass(1);
      const [taken] = cloud.sqs.receive("inbox", 1);
      await pass(0.4);
      cloud.sqs.delete("inbox", taken?.receiptHandle ?? "");
      await pass(2);
      expect({
        visible: ofQueue("ApproximateNumberOfMessagesVisible", "max"),
        delayed: ofQueue("ApproximateNumberOfMessagesDelayed", "max"),
        inFlight: ofQueue("ApproximateNumberOfMessagesNotVisible", "max"),
        sent: ofQueue("NumberOfMessagesSent", "sum"),
        received: ofQueue("NumberOfMessagesReceived", "sum"),
        deleted: ofQueue("NumberOfMessagesDeleted", "sum"),
        bytes: ofQueue("SentMessageSize", "sum"),
        age: ofQueue("ApproximateAgeOfOldestMessage", "max"),
        minutes: ofQueue("NumberOfMessagesSent", "count"),
      }).toEqual({
        visible: 2,
        delayed: 1,
        // Between two reports, so that none saw it.
        inFlight: undefined,
        sent: 3,
        received: 1,
        deleted: 1,
        bytes: 13,
        age: 179,
        minutes: 3,
      });
    });

    it("count a dead letter's age from when it was moved", async () => {
      await declare.queue("dead");
      await declare.queue("inbox", {
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: arn("sqs", "dead"),
          maxReceiveCount: 1,
        }),
      });
      cloud.sqs.send("inbox", { body: "x" });
      cloud.sqs.receive("inbox");
      await pass(10);
      cloud.sqs.receive("inbox");
      await pass(2);
      expect(ofQueue("ApproximateAgeOfOldestMessage", "max", "dead")).toBe(119);
      expect(ofQueue("NumberOfMessagesSent", "sum", "dead")).toBe(0);
    });

    it("stop six hours after the last call, unless a mapping polls the queue", async () => {
      await declare.queue("inbox");
      await declare.queue("polled");
      await declare.function("reader", "exports.handler = async () => {};", {
        allow: readsQueue("polled"),
      });
      await declare.mapping("polled", "reader");
      await pass(8 * 60);
      expect(ofQueue("NumberOfMessagesSent", "count")).toBe(6 * 60);
      expect(ofQueue("NumberOfMessagesSent", "count", "polled")).toBe(8 * 60);
    });
  });

  it("of functions: invocations, errors, duration, concurrency", async () => {
    await declare.function(
      "probe",
      "exports.handler = async (event) => { if (event.bad) throw new Error('no'); };",
    );
    await Promise.all([
      cloud.lambda.invoke("probe", {}),
      cloud.lambda.invoke("probe", { bad: true }),
    ]);
    for (const dimensions of [{ FunctionName: "probe" }, {} as Record<string, string>]) {
      expect(value("AWS/Lambda Invocations", dimensions, "sum")).toBe(2);
      expect(value("AWS/Lambda Errors", dimensions, "sum")).toBe(1);
      expect(value("AWS/Lambda Duration", dimensions, "count")).toBe(2);
    }
    expect(value("AWS/Lambda ConcurrentExecutions", { FunctionName: "probe" }, "max")).toBe(2);
  });

  it("of topics: published, delivered, failed, and what became of it", async () => {
    await declare.queue("inbox");
    await declare.queue("dead");
    await declare.topic("events", "ses.amazonaws.com");
    await declare.subscription("events", "inbox", {
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead") }),
    });
    const publish = () =>
      cloud.sns.publish(arn("sns", "events"), "hello", {
        servicePrincipal: "ses.amazonaws.com",
        sourceArn: arn("ses", "x"),
      });
    await publish();
    await cloud.quiet();
    await declare.remove("aws:sqs/queuePolicy:QueuePolicy", "inbox");
    await publish();
    await cloud.quiet();
    const ofTopic = (name: string) => value(`AWS/SNS ${name}`, { TopicName: "events" }, "sum");
    expect({
      published: ofTopic("NumberOfMessagesPublished"),
      bytes: ofTopic("PublishSize"),
      delivered: ofTopic("NumberOfNotificationsDelivered"),
      failed: ofTopic("NumberOfNotificationsFailed"),
      lost: ofTopic("NumberOfNotificationsFailedToRedriveToDlq"),
    }).toEqual({ published: 2, bytes: 10, delivered: 1, failed: 1, lost: 1 });
  });

  it("of tables: latency of each operation, and what was refused", async () => {
    const answers: (() => object)[] = [
      () => ({}),
      () => {
        throw new AwsError("ConditionalCheckFailedException", "no");
      },
      () => {
        throw new AwsError("ValidationException", "no");
      },
      () => {
        throw new AwsError("ThrottlingException", "no");
      },
      () => {
        throw new Error("a bug");
      },
    ];
    const table = arn("dynamodb", "table/notes");
    cloud.addService({
      scope: "dynamodb",
      protocol: awsJson({ version: "1.0" }),
      invalid: validationException,
      throttled: new AwsError("ThrottlingException", "slow down"),
      internal: new AwsError("InternalServerError", "no", 500),
      operations: {
        GetItem: operation({
          input: v.object({}),
          authorise: () => [["dynamodb:GetItem", table]],
          run: () => answers.shift()?.() ?? {},
        }),
      },
    });
    const client = new DynamoDBClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      maxAttempts: 1,
    });
    const get = () =>
      client.send(new GetItemCommand({ TableName: "notes", Key: {} })).catch(() => {});
    for (let call = 0; call < 5; call += 1) await get();
    client.destroy();
    const ofOperation = { TableName: "notes", Operation: "GetItem" };
    const metrics = {
      latencies: value("AWS/DynamoDB SuccessfulRequestLatency", ofOperation, "count"),
      throttled: value("AWS/DynamoDB ThrottledRequests", ofOperation, "sum"),
      conditional: value(
        "AWS/DynamoDB ConditionalCheckFailedRequests",
        { TableName: "notes" },
        "sum",
      ),
      system: value("AWS/DynamoDB SystemErrors", ofOperation, "sum"),
      user: value("AWS/DynamoDB UserErrors", {}, "sum"),
    };
    expect(metrics).toEqual({ latencies: 1, throttled: 1, conditional: 1, system: 1, user: 1 });
  });

  it("of APIs: requests, errors and latency, by API and stage", async () => {
    await declare.resource("aws:apigateway/restApi:RestApi", "api", {
      id: "a1b2c3",
      name: "public",
      executionArn: "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3",
      body: JSON.stringify({ openapi: "3.0.1", paths: {} }),
    });
    await declare.resource("aws:apigateway/stage:Stage", "live", {
      restApi: "a1b2c3",
      stageName: "live",
    });
    await cloud.fetch("https://a1b2c3.execute-api.eu-central-1.amazonaws.com/live/nowhere");
    for (const dimensions of [{ ApiName: "public" }, { ApiName: "public", Stage: "live" }]) {
      const counts = ["Count", "4XXError", "5XXError"].map((name) =>
        value(`AWS/ApiGateway ${name}`, dimensions, "sum"),
      );
      expect(counts).toEqual([1, 1, 0]);
      expect(value("AWS/ApiGateway Latency", dimensions, "count")).toBe(1);
      expect(value("AWS/ApiGateway IntegrationLatency", dimensions, "count")).toBeUndefined();
    }
  });

  describe("of functions' own log lines", () => {
    const line = (metrics: object) =>
      JSON.stringify({
        _aws: {
          Timestamp: start,
          CloudWatchMetrics: [{ Namespace: "app", Dimensions: [[]], Metrics: [metrics] }],
        },
        turns: 3,
      });
    const logging = async (write: string, properties = {}) => {
      await declare.function("probe", `exports.handler = async (text) => { ${write} };`, {
        properties,
      });
      return (text: string) => cloud.lambda.invoke("probe", text);
    };
    const faults = () => cloud.faults.since(0).map(({ message }) => message);

    it("count, and name what is malformed", async () => {
      const log = await logging("console.log(text)");
      await log(line({ Name: "turns", Unit: "Count" }));
      await log(line({ Name: "turns", Unit: "Turns" }));
      expect(value("app turns", {}, "sum")).toBe(3);
      expect(faults()).toEqual([
        expect.stringContaining(
          "A log line of function probe is malformed embedded metric format and counts nothing",
        ),
      ]);
    });

    it("count only from a stream where the log format is JSON", async () => {
      const json = { loggingConfig: { logFormat: "JSON" } };
      await (await logging("console.log(text)", json))(line({ Name: "turns" }));
      expect(value("app turns", {}, "sum")).toBeUndefined();
      expect(faults()).toEqual([expect.stringContaining("Write them to process.stdout")]);
      await (await logging("process.stdout.write(text + '\\n')", json))(line({ Name: "turns" }));
      expect(value("app turns", {}, "sum")).toBe(3);
    });
  });
});
