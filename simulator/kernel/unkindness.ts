/** How a provider treats the business, apart from what it is asked to do. */
export interface Unkindness {
  /** Probability that an event (a status, a person's message) is delivered a second time. */
  readonly duplicates: number;
  /** Probability that a status event changes places with the next one of the same message. */
  readonly reorderings: number;
  /** Each event waits up to so many milliseconds of simulated time; 0 delivers at once. */
  readonly maxLatencyMs: number;
  /** Probability that a status comes late: others overtake it, and the world does not wait. */
  readonly lateStatuses?: number;
  /** The same of what a person writes. */
  readonly lateMessages?: number;
  /** So many milliseconds of simulated time late at most. */
  readonly latestMs?: number;
  /** Probability that a status event is never delivered. */
  readonly lostStatuses?: number;
}

/** No latency; the small unkindness that every client must live with anyway. */
export const everydayUnkindness: Unkindness = {
  duplicates: 0.02,
  reorderings: 0.05,
  maxLatencyMs: 0,
};

/** Each event once and in order, for tests that are about something else. */
export const noUnkindness: Unkindness = {
  duplicates: 0,
  reorderings: 0,
  maxLatencyMs: 0,
};
