/**
 * In what the simulated cloud is less kind than the real one usually is. All of it is within what
 * AWS promises.
 */
export interface CloudUnkindness {
  /** The chance that a standard queue holds a message twice (at-least-once delivery). */
  readonly duplicateProbability: number;
  /**
   * Standard queues hand out, and topics deliver, in an order drawn from the seed instead of the
   * order of sending.
   */
  readonly shuffle: boolean;
  /**
   * The chance that a read of DynamoDB which did not ask to be consistent sees an item as it was
   * before a write of the last second (eventual consistency).
   */
  readonly staleReads: number;
  /** The chance that DynamoDB refuses a write to an item which a transaction is writing to. */
  readonly transactionConflicts: number;
}

export const usualUnkindness: CloudUnkindness = {
  duplicateProbability: 0.05,
  shuffle: true,
  staleReads: 0.2,
  transactionConflicts: 0.5,
};
