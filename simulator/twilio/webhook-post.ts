import type { HandOver } from "../kernel/event-post";
import type { IncomingResponse, ProviderCloud } from "../provider-cloud";
import { connectionOverrides, failureOf, type TryFailure } from "./connection-overrides";
import { twilioSignature } from "./signature";

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
  constructor(private readonly cloud: Pick<ProviderCloud, "clock" | "faults" | "fetch">) {}

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
      await new Promise<void>(
        (resolve) => void this.cloud.clock.after(retryAfterMilliseconds, resolve),
      );
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
