/** The shape of the one table; `infra/` declares it and `shared/store` reads and writes it. */
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
