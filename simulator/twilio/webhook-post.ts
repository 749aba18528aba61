import { createHmac } from "node:crypto";
import type { CarrierCloud, IncomingResponse } from "../carriers/carrier-cloud";
import type { HandOver } from "../kernel/event-post";

/** Time between two tries; Twilio does not say how long it waits. */
const retryAfterMilliseconds = 5;

export interface WebhookRequest {
  /** With connection overrides in the fragment. */
  readonly url: string;
  readonly form: URLSearchParams;
  readonly authToken: string;
  /** The same for every try and every repetition of one event. */
  readonly idempotencyToken: string;
}

type Try =
  | { readonly answer: IncomingResponse; readonly failure: TryFailure | undefined }
  | { readonly answer: undefined; readonly failure: TryFailure; readonly reason: string };

/**
 * Posts webhooks as Twilio does: signed, and tried again where the connection overrides say so. The
 * user agent is unverified.
 */
export class WebhookPost {
  constructor(
    private readonly cloud: Pick<CarrierCloud, "activity" | "clock" | "faults" | "fetch">,
  ) {}

  /**
   * @param what names the event in a fault, such as `the message`.
   * @param onAnswer sees the answer that was accepted.
   */
  async deliver(
    request: WebhookRequest,
    what: string,
    onAnswer: (answer: IncomingResponse) => void = () => {},
  ): Promise<HandOver> {
    const { url, policy } = connectionOverrides(request.url);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#try(url, request);
      if (outcome.answer && !outcome.failure) {
        onAnswer(outcome.answer);
        return "delivered";
      }
      if (!outcome.failure || attempt >= policy.retries || !policy.on.includes(outcome.failure)) {
        this.#lost(url, outcome, what);
        return "lost";
      }
      const waits = new Promise<void>(
        (resolve) => void this.cloud.clock.after(retryAfterMilliseconds, resolve),
      );
      await this.cloud.activity.onClock(waits);
    }
  }

  /** Posts once. @returns the HTTP status; rejects when there is no connection. */
  async once(request: WebhookRequest): Promise<number> {
    return (await this.#send(connectionOverrides(request.url).url, request)).status;
  }

  async #try(url: string, request: WebhookRequest): Promise<Try> {
    try {
      const answer = await this.#send(url, request);
      return { answer, failure: failureOf(answer.status) };
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      return {
        answer: undefined,
        failure: timedOut ? "rt" : "ct",
        reason: error instanceof Error ? error.message : String(error),
      };
    }
  }

  #send(
    url: string,
    { form, authToken, idempotencyToken }: WebhookRequest,
  ): Promise<IncomingResponse> {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "TwilioProxy/1.1",
      "x-twilio-signature": twilioSignature(authToken, url, form),
      "i-twilio-idempotency-token": idempotencyToken,
    };
    return this.cloud.fetch(url, { method: "POST", headers, body: form.toString() });
  }

  /** 11200 is Twilio's own code for a webhook that failed. */
  #lost(url: string, outcome: Try, what: string): void {
    const problem = outcome.answer
      ? `answered HTTP ${outcome.answer.status}`
      : `could not be reached (${outcome.reason})`;
    this.cloud.faults.report(
      "twilio",
      `${url} ${problem} and is not tried again (11200): ${what} is lost.`,
    );
  }
}

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

/**
 * X-Twilio-Signature: HMAC-SHA1 with the auth token over the URL and the sorted form parameters,
 * each as name and value without separators; the values of a repeated name are taken once and
 * sorted (Twilio documentation, webhooks security).
 * @param url as requested: with scheme, host and query, without the fragment.
 */
export function twilioSignature(
  authToken: string,
  url: string,
  parameters: URLSearchParams,
): string {
  const names = [...new Set(parameters.keys())].sort();
  const data = names
    .map((name) =>
      [...new Set(parameters.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(""),
    )
    .join("");
  return createHmac("sha1", authToken)
    .update(url + data, "utf8")
    .digest("base64");
}

/**
 * What Twilio would log about the answer to an inbound message; undefined when it is fine. It wants
 * TwiML: another content type is its error 12300. A reply inside the TwiML would be sent; that is
 * not simulated.
 */
export function answerProblem({ headers = {}, body }: IncomingResponse): string | undefined {
  const text = body.toString();
  if (text.trim() === "") return undefined;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const contentType = typeof type === "string" ? type : (type?.[0] ?? "");
  if (!/^(text|application)\/xml\b/i.test(contentType)) {
    return `answered with content type "${contentType}" instead of text/xml (12300)`;
  }
  return /<Message\b/.test(text)
    ? "answered with a reply in TwiML, which is not simulated"
    : undefined;
}
