/*
 * How long each part of the way takes on AWS: what has been published, and where nothing is, a
 * distribution that errs on the slow side and says "unverified". All are warm: cold starts are
 * apart.
 */

/** Milliseconds by the share of calls that take no longer; 1 is the longest that is drawn. */
export type Distribution = readonly (readonly [share: number, milliseconds: number])[];

const published = (p10: number, p50: number, p90: number, p99: number): Distribution => [
  [0, p10 * 0.8],
  [0.1, p10],
  [0.5, p50],
  [0.9, p90],
  [0.99, p99],
  [1, p99 * 2],
];

const unverified = (p50: number, p90: number, p99: number): Distribution =>
  published(p50 * 0.7, p50, p90, p99);

/**
 * "Serverless Messaging: Latency Compared" (bitesizedserverless.com, 1,024 messages each, 4 and 5
 * September 2022, eu-west-1): from before the producer's call to the consumer's start, so that the
 * call which sends, the poll and Lambda's own part are in it. Whether its slowest hundredth had
 * cold starts among it could not be found out.
 */
const sqsToLambda = published(13.7, 16.2, 33.8, 105);
const fifoToLambda = published(21.9, 28.1, 61.2, 645);
/** The same, SNS to Lambda by an asynchronous invocation, more than a delivery to a queue takes. */
const snsDelivery = published(62, 73, 125, 225);

/**
 * Unverified: an API's overhead and a synchronous invocation of a warm function. A forum's ten
 * calls by hand came to about 30 ms for each of the two (forum.serverless.com/t/3891).
 */
const apiToLambda = unverified(40, 80, 200);

/** "Single-digit millisecond" (DynamoDB's own pages) is what AWS says; its tail is unverified. */
const dynamoDb = unverified(5, 9, 25);
/**
 * Unverified. Of every item DynamoDB makes two writes, one to prepare and one to commit (developer
 * guide, "Amazon DynamoDB Transactions: How it works"), so twice a write and a half more.
 */
const transaction = unverified(12, 22, 60);
/** Unverified; read once in five minutes. */
const secret = unverified(20, 50, 150);

/** How an event comes to a function. */
export const deliveries: Readonly<Record<"queue" | "fifo" | "topic" | "http", Distribution[]>> = {
  queue: [sqsToLambda],
  fifo: [fifoToLambda],
  topic: [snsDelivery, sqsToLambda],
  http: [apiToLambda],
};

const calls: Readonly<Record<string, Distribution | undefined>> = {
  "dynamodb:BatchGetItem": dynamoDb,
  "dynamodb:GetItem": dynamoDb,
  "dynamodb:PutItem": dynamoDb,
  "dynamodb:Query": dynamoDb,
  "dynamodb:TransactWriteItems": transaction,
  "dynamodb:UpdateItem": dynamoDb,
  "secretsmanager:GetSecretValue": secret,
  // Already in the delivery to the function that takes it.
  "sqs:SendMessage": [
    [0, 0],
    [1, 0],
  ],
};

/** @throws naming the call of which nothing is known here. */
export function latencyOf(call: string): Distribution {
  const found = calls[call];
  if (found) return found;
  throw new Error(`How long ${call} takes on AWS is not in tools/bench/aws-latencies.ts.`);
}

/** @param drawn in [0, 1). Between two published shares, in proportion. */
export function drawn(distribution: Distribution, draw: number): number {
  const above = distribution.findIndex(([share]) => share > draw);
  const [low, high] = [distribution[above - 1], distribution[above]];
  if (!low || !high) throw new Error(`No distribution has a share for ${draw}.`);
  return low[1] + ((high[1] - low[1]) * (draw - low[0])) / (high[0] - low[0]);
}

/**
 * "At 1,769 MB, a function has the equivalent of one vCPU", in proportion to memory (Lambda
 * developer guide, "Configure Lambda function memory"). That a vCPU is as fast as a core here is
 * unverified.
 */
export const memoryOfOneCpuMb = 1769;
