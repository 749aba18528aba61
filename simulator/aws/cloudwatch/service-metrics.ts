import type { PerformedOperation } from "../../gateway/dispatch";
import type { ControlPlane } from "../account/control-plane";
import type { ApiGateway } from "../apigateway/api-gateway";
import type { Lambda } from "../lambda/lambda";
import type { Sns } from "../sns/sns";
import type { Queue } from "../sqs/queue";
import type { Sqs } from "../sqs/sqs";
import type { Dimensions } from "./metric";
import type { MetricStore } from "./metric-store";

/** Leaves values of one service's metrics in the store. */
function recorder(metrics: MetricStore, namespace: string) {
  return (at: number, name: string, dimensions: Dimensions, unit: string, value: number) =>
    metrics.series({ namespace, name, dimensions }, unit).add(at, value);
}

/**
 * AWS/Lambda, for each function and for all of them ("Types of metrics for Lambda functions").
 * `Throttles` and the metrics of asynchronous invocations do not come: nothing is throttled, nobody
 * invokes asynchronously yet.
 */
export function recordLambda(lambda: Lambda, metrics: MetricStore): void {
  const record = recorder(metrics, "AWS/Lambda");
  lambda.onInvocation(({ at, functionName: FunctionName, durationMs, outcome, concurrency }) => {
    for (const dimensions of [{ FunctionName }, {}]) {
      record(at, "Invocations", dimensions, "Count", 1);
      record(at, "Errors", dimensions, "Count", outcome === "failed" ? 1 : 0);
      record(at, "Duration", dimensions, "Milliseconds", durationMs);
    }
    record(at, "ConcurrentExecutions", { FunctionName }, "Count", concurrency);
  });
}

/** AWS/ApiGateway of a REST API ("API Gateway dimensions and metrics"): by API and by stage. */
export function recordApiGateway(apis: ApiGateway, metrics: MetricStore): void {
  const record = recorder(metrics, "AWS/ApiGateway");
  apis.onAnswer(
    ({ at, apiName: ApiName, stage: Stage, status, latencyMs, integrationLatencyMs }) => {
      for (const dimensions of [{ ApiName }, { ApiName, Stage }]) {
        record(at, "Count", dimensions, "Count", 1);
        record(at, "4XXError", dimensions, "Count", status >= 400 && status < 500 ? 1 : 0);
        record(at, "5XXError", dimensions, "Count", status >= 500 ? 1 : 0);
        record(at, "Latency", dimensions, "Milliseconds", latencyMs);
        if (integrationLatencyMs !== undefined)
          record(at, "IntegrationLatency", dimensions, "Milliseconds", integrationLatencyMs);
      }
    },
  );
}

/** AWS/SNS ("Monitoring Amazon SNS topics using CloudWatch"). */
export function recordSns(sns: Sns, metrics: MetricStore): void {
  const record = recorder(metrics, "AWS/SNS");
  sns.onTraffic(({ at, topicName: TopicName, metric, value }) =>
    record(at, metric, { TopicName }, metric === "PublishSize" ? "Bytes" : "Count", value),
  );
}

const throttling = [
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
];

/**
 * AWS/DynamoDB ("DynamoDB metrics and dimensions"), without the capacity that requests consume: of
 * each operation on a table, and the errors of all tables together.
 */
export function recordDynamoDb(
  { operation: Operation, permissions, error, status, durationMs }: PerformedOperation,
  at: number,
  metrics: MetricStore,
): void {
  const record = recorder(metrics, "AWS/DynamoDB");
  const tables = permissions.map(([, arn]) => /:table\/([^/]+)/.exec(arn)?.[1] ?? "");
  for (const TableName of new Set(tables.filter((name) => name !== ""))) {
    const ofOperation = { TableName, Operation };
    if (error === undefined)
      record(at, "SuccessfulRequestLatency", ofOperation, "Milliseconds", durationMs);
    else if (throttling.includes(error)) record(at, "ThrottledRequests", ofOperation, "Count", 1);
    else if (error === "ConditionalCheckFailedException")
      record(at, "ConditionalCheckFailedRequests", { TableName }, "Count", 1);
    else if (status >= 500) record(at, "SystemErrors", ofOperation, "Count", 1);
  }
  // Conditional checks and throttling are no errors of the user's (metric UserErrors).
  const isUsers = error !== undefined && status < 500 && !throttling.includes(error);
  if (isUsers && error !== "ConditionalCheckFailedException")
    record(at, "UserErrors", {}, "Count", 1);
}

/**
 * "A queue is considered active by CloudWatch for up to six hours from the last activity (any API
 * call)" (SQS developer guide, monitoring with CloudWatch); also as long as it holds messages. An
 * idle one stops reporting.
 */
const activeForMs = 6 * 3_600_000;

/**
 * AWS/SQS, "collected and pushed to CloudWatch at one-minute intervals": to be called once a
 * minute.
 * @returns a function that takes the time, the end of the minute
 */
export function sqsSampler({
  sqs,
  controlPlane,
  metrics,
}: {
  sqs: Sqs;
  controlPlane: ControlPlane;
  metrics: MetricStore;
}): (minuteEnd: number) => void {
  const record = recorder(metrics, "AWS/SQS");
  return (minuteEnd) => {
    // Within the minute that ends.
    const at = minuteEnd - 1;
    const polled = polledQueues(controlPlane);
    for (const queue of sqs.queues())
      if (isActive(queue, polled, at)) recordQueue(queue, at, record);
  };
}

/** An event source mapping calls ReceiveMessage all the time. */
function polledQueues(controlPlane: ControlPlane): ReadonlySet<unknown> {
  const mappings = controlPlane.all("aws:lambda/eventSourceMapping:EventSourceMapping");
  return new Set(
    mappings
      .filter(({ outputs }) => outputs.enabled !== false)
      .map(({ outputs }) => outputs.eventSourceArn),
  );
}

function isActive(queue: Queue, polled: ReadonlySet<unknown>, at: number): boolean {
  const { visible, inFlight, delayed } = queue.depth();
  if (visible + inFlight + delayed > 0 || polled.has(queue.arn)) return true;
  return queue.traffic.lastAt > at - activeForMs;
}

/** "Available CloudWatch metrics for Amazon SQS" says which are left out when. */
function recordQueue(queue: Queue, at: number, record: ReturnType<typeof recorder>): void {
  const dimensions = { QueueName: queue.declaration.name };
  const count = (name: string, value: number) => record(at, name, dimensions, "Count", value);
  const { visible, inFlight, delayed } = queue.depth();
  count("ApproximateNumberOfMessagesVisible", visible);
  if (inFlight > 0) count("ApproximateNumberOfMessagesNotVisible", inFlight);
  if (delayed > 0) count("ApproximateNumberOfMessagesDelayed", delayed);
  const oldestAt = queue.oldestAt();
  if (oldestAt !== undefined) {
    const seconds = Math.max(0, Math.floor((at - oldestAt) / 1000));
    record(at, "ApproximateAgeOfOldestMessage", dimensions, "Seconds", seconds);
  }
  const { sent, received, deleted, sizes } = queue.traffic.take();
  count("NumberOfMessagesSent", sent);
  count("NumberOfMessagesReceived", received);
  count("NumberOfMessagesDeleted", deleted);
  for (const size of sizes) record(at, "SentMessageSize", dimensions, "Bytes", size);
}
