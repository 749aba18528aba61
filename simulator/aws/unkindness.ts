/**
 * In what the simulated cloud is less kind than the real one usually is. All of it is within what
 * AWS promises.
 */
export interface Unkindness {
  /** The chance that a standard queue holds a message twice (at-least-once delivery). */
  readonly duplicateProbability: number;
  /**
   * Standard queues hand out, and topics deliver, in an order drawn from the seed instead of the
   * order of sending.
   */
  readonly shuffle: boolean;
}

export const usualUnkindness: Unkindness = { duplicateProbability: 0.05, shuffle: true };
