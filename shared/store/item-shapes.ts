/*
 * The shape of the one table, and the keys of the items that `infra/` writes too. `infra/` declares
 * the table and the declared weight from here; the store reads and writes by it.
 */

export const tableShape = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Epoch seconds after which DynamoDB may drop an item. */
  expiryAttribute: "expiresAt",
  /** Finds a ledger record by the id that a provider gave the message. */
  providerIdIndex: {
    name: "byProviderMessageId",
    partitionKey: "providerMessageId",
    projection: "KEYS_ONLY",
  },
} as const;

/**
 * Keys of the two items that decide the weight in force: Pulumi writes the first, the verdict and
 * the operator the second.
 */
export const rolloutKey = "ROLLOUT";
export const declaredSortKey = "DECLARED";
export const brakeSortKey = "BRAKE";
