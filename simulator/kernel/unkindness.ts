/** How a provider treats the business, apart from what it is asked to do. */
export interface Unkindness {
  /** Probability that an event (a status, a person's message) is delivered a second time. */
  readonly duplicates: number;
  /** Probability that a status event changes places with the next one of the same message. */
  readonly reorderings: number;
  /** Each event waits up to so many milliseconds of simulated time; 0 delivers at once. */
  readonly maxLatencyMs: number;
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
