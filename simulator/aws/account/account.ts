/**
 * The one simulated account and its Region; the account id is the one AWS uses in its own examples.
 */
export const simulatedAccount = {
  accountId: "123456789012",
  region: "eu-central-1",
  partition: "aws",
} as const;

/** An ARN in the simulated account: `arn("sqs", "conversation.fifo")`. */
export function arn(service: string, resource: string): string {
  const { partition, region, accountId } = simulatedAccount;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
