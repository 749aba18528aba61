/**
 * How long a client of DynamoDB, SQS or Secrets Manager waits, as its configuration:
 * `new DynamoDBClient(clientTimeouts)`. The SDK by default waits for ever and tries three times.
 * These services answer within tens of milliseconds, and their calls may be repeated: an attempt
 * that takes longer than a second and a half is better made anew, and all three end within the six
 * seconds of a conversation's turn.
 */
export const clientTimeouts = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 1_500,
    // An answer that stops halfway: the timeout above ends with its first bytes.
    socketTimeout: 1_500,
    // Otherwise the SDK only warns.
    throwOnRequestTimeout: true,
  },
};
