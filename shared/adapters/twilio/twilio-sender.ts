import type { Alias } from "../../domain/contact/contact";
import type { OutboundContent } from "../../domain/content/content";
import type { Fault } from "../../domain/delivery";
import type { PhoneNumber } from "../../domain/message/channel";
import type { SendOutcome, SendRequest, WhatsAppSender } from "../../ports";
import type { AuthTokens } from "./twilio-auth-tokens";
import { outcomeOfAnswer, outcomeOfFailedFetch } from "./twilio-outcome";

export interface TwilioSettings {
  readonly accountSid: string;
  /** Number A. */
  readonly number: PhoneNumber;
  /** Our template name → Twilio's ContentSid (`HX…`). */
  readonly contentSids: Readonly<Record<string, string>>;
  /** Where Twilio reports what became of a message. */
  readonly statusUrl: string;
}

/** Twilio, "Messages resource": Body. Meta itself would take 4,096. */
const longestBody = 1600;

/** Sign-in, connection and answer together. */
const timeoutMs = 10_000;

/**
 * WhatsApp from number A, by Twilio's REST API (its SDK is ten times the size of everything else in
 * the bundle).
 */
export class TwilioSender implements WhatsAppSender {
  readonly provider = "twilio";
  readonly number: PhoneNumber;

  constructor(
    private readonly settings: TwilioSettings,
    private readonly credentials: { tokens(): Promise<AuthTokens> },
    private readonly request: typeof fetch = fetch,
  ) {
    this.number = settings.number;
  }

  async send(request: SendRequest): Promise<SendOutcome> {
    const address = addressOf(request.to);
    if (!address)
      return refused("recipient", "no-address", "no number and no business-scoped user id");
    const content = this.#contentFields(request.content);
    if (!content.ok) return { kind: "refused", fault: content.fault };
    const [authToken] = await this.credentials.tokens();
    return this.#post(authToken, {
      From: `whatsapp:${this.settings.number}`,
      To: `whatsapp:${address}`,
      ...content.fields,
      StatusCallback: this.#statusCallback(request.messageId),
    });
  }

  async #post(authToken: string, fields: Readonly<Record<string, string>>): Promise<SendOutcome> {
    const { accountSid } = this.settings;
    let answer: Response;
    let body: string;
    try {
      answer = await this.request(
        `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`,
        {
          method: "POST",
          headers: {
            authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
            accept: "application/json",
          },
          body: new URLSearchParams(fields),
          signal: AbortSignal.timeout(timeoutMs),
        },
      );
      body = await answer.text();
    } catch (error) {
      return outcomeOfFailedFetch(error);
    }
    return outcomeOfAnswer(answer.status, body);
  }

  #contentFields(
    content: OutboundContent,
  ): { ok: true; fields: Readonly<Record<string, string>> } | { ok: false; fault: Fault } {
    if (content.type === "text") {
      if (content.body.length <= longestBody) return { ok: true, fields: { Body: content.body } };
      const explanation = `${content.body.length} characters; at most ${longestBody}`;
      return { ok: false, fault: { class: "content", code: "too-long", explanation } };
    }
    const sid = this.settings.contentSids[content.name];
    if (!sid) {
      // The fault lies with our account at Twilio, not the message: B may have the template.
      const explanation = `template ${content.name} has no ContentSid in twilio.contentSids`;
      return { ok: false, fault: { class: "provider", code: "no-content-sid", explanation } };
    }
    const variables = Object.fromEntries(
      content.parameters.map((value, index) => [String(index + 1), value]),
    );
    return { ok: true, fields: { ContentSid: sid, ContentVariables: JSON.stringify(variables) } };
  }

  /**
   * Twilio repeats a callback after a 5xx only when the URL's fragment asks for it (Twilio,
   * "Webhooks: connection overrides").
   */
  #statusCallback(messageId: string): string {
    const query = `${messageIdParameter}=${encodeURIComponent(messageId)}`;
    return `${this.settings.statusUrl}?${query}#rc=3&rp=5xx,ct,rt`;
  }
}

function addressOf(aliases: readonly Alias[]): string | undefined {
  const number =
    aliases.find(({ kind }) => kind === "phone") ?? aliases.find(({ kind }) => kind === "waId");
  if (number) return `+${number.value.replace(/^\+/, "")}`;
  return aliases.find(({ kind }) => kind === "bsuid")?.value;
}

function refused(faultClass: Fault["class"], code: string, explanation: string): SendOutcome {
  return { kind: "refused", fault: { class: faultClass, code, explanation } };
}

/** The parameter of the status callback's URL that carries our own id of the message. */
export const messageIdParameter = "m";
