/** How a provider treats the business, apart from what it is asked to do. */
export interface Unkindness {
  /** Probability that an event (a status, a person's message) is delivered a second time. */
  readonly duplicates: number;
  /** Probability that a status event changes places with the next one of the same message. */
  readonly reorderings: number;
  /** Each event waits up to so many milliseconds of simulated time; 0 delivers at once. */
  readonly maxLatencyMs: number;
  /** What becomes of a request to send. */
  readonly requests: RequestTreatment;
}

export type RequestTreatment =
  | "taken"
  /** Refused for now: HTTP 429, or the service's own throttling error. */
  | "throttled"
  /** The provider is down: HTTP 5xx, nothing was sent. */
  | "refused"
  /** The message is sent, but the connection drops before the answer (`ResponseLost`). */
  | "answer-lost";

/** No latency; the small unkindness that every client must live with anyway. */
export const everydayUnkindness: Unkindness = {
  duplicates: 0.02,
  reorderings: 0.05,
  maxLatencyMs: 0,
  requests: "taken",
};

/** Each event once and in order, for tests that are about something else. */
export const noUnkindness: Unkindness = {
  duplicates: 0,
  reorderings: 0,
  maxLatencyMs: 0,
  requests: "taken",
};
