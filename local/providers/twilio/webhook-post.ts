import type { HandOver } from "../../phones/carrier";
import type { ProviderCloud } from "../provider-cloud";
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
  | { readonly status: number; readonly failure: TryFailure | undefined }
  | { readonly status: undefined; readonly failure: TryFailure; readonly reason: string };

/** Posts webhooks as Twilio does: signed, and tried again where the connection overrides say so. */
export class WebhookPost {
  constructor(private readonly cloud: Pick<ProviderCloud, "clock" | "faults" | "fetch">) {}

  /** @param what names the event in a fault, such as `the message`. */
  async deliver(request: WebhookRequest, what: string): Promise<HandOver> {
    const { url, policy } = connectionOverrides(request.url);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#try(url, request);
      if (!outcome.failure) return "delivered";
      if (attempt >= policy.retries || !policy.on.includes(outcome.failure)) {
        this.#lost(url, outcome, what);
        return "lost";
      }
      await new Promise<void>((resolve) => void this.cloud.clock.after(retryAfterMilliseconds, resolve));
    }
  }

  /** Posts once. @returns the HTTP status; rejects when there is no connection. */
  async once(request: WebhookRequest): Promise<number> {
    return this.#send(connectionOverrides(request.url).url, request);
  }

  async #try(url: string, request: WebhookRequest): Promise<Try> {
    try {
      const status = await this.#send(url, request);
      return { status, failure: failureOf(status) };
    } catch (error) {
      const timedOut = error instanceof Error && error.name === "TimeoutError";
      return {
        status: undefined,
        failure: timedOut ? "rt" : "ct",
        reason: error instanceof Error ? error.message : String(error),
      };
    }
  }

  async #send(url: string, { form, authToken, idempotencyToken }: WebhookRequest): Promise<number> {
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "TwilioProxy/1.1",
      "x-twilio-signature": twilioSignature(authToken, url, form),
      "i-twilio-idempotency-token": idempotencyToken,
    };
    const { status } = await this.cloud.fetch(url, { method: "POST", headers, body: form.toString() });
    return status;
  }

  /** 11200 is Twilio's own code for a webhook that failed. */
  #lost(url: string, outcome: Try, what: string): void {
    const answer =
      outcome.status === undefined ? `could not be reached (${outcome.reason})` : `answered HTTP ${outcome.status}`;
    this.cloud.faults.report("twilio", `${url} ${answer} and is not tried again (11200): ${what} is lost.`);
  }
}
