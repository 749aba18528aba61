/**
 * What went wrong with one try of a webhook, in Twilio's words: connection failed, read timed out,
 * or the status class.
 */
export type TryFailure = "ct" | "rt" | "4xx" | "5xx";

export interface RetryPolicy {
  /** How often a failed try is repeated. */
  readonly retries: number;
  readonly on: readonly TryFailure[];
}

/** Without overrides a webhook is tried again once, and only when no connection came about. */
const defaultPolicy: RetryPolicy = { retries: 1, on: ["ct"] };

const failures: readonly TryFailure[] = ["ct", "rt", "4xx", "5xx"];

/**
 * Splits a webhook URL from the connection overrides in its fragment, such as `#rc=3&rp=5xx,ct,rt`
 * (Twilio documentation, webhooks connection overrides). The fragment is never sent and never
 * signed; timeouts and edge locations in it have no effect here.
 */
export function connectionOverrides(webhookUrl: string): {
  readonly url: string;
  readonly policy: RetryPolicy;
} {
  const [url = "", fragment = ""] = webhookUrl.split("#", 2);
  const overrides = new URLSearchParams(fragment);
  const count = overrides.get("rc");
  const retries = count !== null && /^[0-5]$/.test(count) ? Number(count) : defaultPolicy.retries;
  const named = overrides.get("rp")?.split(",");
  if (!named) return { url, policy: { retries, on: defaultPolicy.on } };
  return {
    url,
    policy: {
      retries,
      on: named.includes("all") ? failures : failures.filter((failure) => named.includes(failure)),
    },
  };
}

/** How a status of an answer failed; undefined when it did not. */
export function failureOf(status: number): TryFailure | undefined {
  if (status >= 500) return "5xx";
  return status >= 400 ? "4xx" : undefined;
}
