/** What the provider's configuration in the stack says of the account. */
export interface AccountSettings {
  /** `aws:region`. */
  readonly region?: string;
  /** `aws:defaultTags`. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

const usualRegion = "eu-central-1";

let settings: AccountSettings = {};

/**
 * The one simulated account; its id is the one AWS uses in its own examples. Region and default
 * tags are read when they are needed: the stack's configuration says them (`configureAccount`).
 */
export const simulatedAccount = {
  accountId: "123456789012",
  partition: "aws",
  get region(): string {
    return settings.region ?? usualRegion;
  },
  get defaultTags(): Readonly<Record<string, string>> {
    return settings.defaultTags ?? {};
  },
} as const;

/**
 * Gives the account of this process its Region and default tags. To be called before anything
 * exists in it: what exists keeps the ARNs it has.
 */
export function configureAccount(configured: AccountSettings): void {
  settings = configured;
}

/** An ARN in the simulated account: `arn("sqs", "conversation.fifo")`. */
export function arn(service: string, resource: string): string {
  const { partition, region, accountId } = simulatedAccount;
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
