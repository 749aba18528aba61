import type { Alias } from "../../domain/contact/alias";
import { checkLimits } from "../../domain/content/check-limits";
import { refused, type SendOutcome } from "../../domain/delivery/outcome";
import { ownRefusal } from "../../domain/delivery/own-codes";
import type { PhoneNumber } from "../../domain/message/channel";
import { attemptParameter } from "../../domain/message/message-id";
import type {
  AttemptLookUp,
  LookUpResult,
  MediaFiles,
  Preparation,
  SendRequest,
  WhatsAppSender,
} from "../../ports";
import { checkOurFile } from "../our-file";
import { firstOf } from "../recipient";
import { sendTimeouts } from "../send-once";
import { twilioFields } from "./twilio-content";
import { lookUpMessage } from "./twilio-look-up";
import { outcomeOfAnswer, outcomeWithoutAnswer } from "./twilio-outcome";
import type { TwilioForm, TwilioRest } from "./twilio-rest";

export interface TwilioSettings {
  readonly accountSid: string;
  /** Number A. */
  readonly number: PhoneNumber;
  /** Twilio's ContentSid (`HX…`) by template: `we_moved:de`, or `we_moved` for English. */
  readonly contentSids: Readonly<Record<string, string>>;
  /** Where Twilio reports what became of a message. */
  readonly statusUrl: string;
}

/** WhatsApp from number A. Twilio's API cannot quote: a message that should, goes without. */
export class TwilioSender implements WhatsAppSender {
  readonly provider = "twilio";
  readonly number: PhoneNumber;
  /** Sign-in again included: it is within the time of one request. */
  readonly performMs = sendTimeouts.totalMs + 250;

  constructor(
    private readonly settings: TwilioSettings,
    private readonly rest: TwilioRest,
    /** Absent where a function sends texts alone. */
    private readonly files?: MediaFiles,
  ) {
    this.number = settings.number;
  }

  readAhead(): void {
    this.rest.tokens().catch(() => {});
  }

  async prepare({ attemptId, to, content }: SendRequest): Promise<Preparation> {
    const refusal = checkLimits(content, "A");
    if (refusal) return refused(refusal);
    const address = addressOf(to);
    if (!address) return refused(ownRefusal("no-address"));
    const check = await checkOurFile(content, "A", this.files);
    if (check.kind === "refused") return check;
    const mediaUrl =
      check.kind === "file"
        ? await this.files?.urlOf(check.file.key, check.file.mimeType)
        : undefined;
    const { contentSids } = this.settings;
    const rendered = twilioFields(content, { contentSids, mediaUrl });
    if (!rendered.ok) return refused(rendered.refusal);
    const tokens = await this.rest.tokens();
    const form = {
      From: `whatsapp:${this.number}`,
      To: address,
      ...rendered.fields,
      StatusCallback: this.#statusCallback(attemptId),
    };
    return { kind: "ready", perform: () => this.#create(tokens, form) };
  }

  async showTyping(messageSid: string): Promise<void> {
    try {
      const form = { channel: "whatsapp", messageId: messageSid };
      await this.rest.call(await this.rest.tokens(), "POST", typingUrl, form);
    } catch {
      // For the looks alone.
    }
  }

  async lookUp(attempt: AttemptLookUp): Promise<LookUpResult> {
    const address = addressOf(attempt.to);
    // Then it was never sent either.
    if (!address) return { kind: "absent" };
    const url = this.#messagesUrl();
    url.search = new URLSearchParams({
      To: address,
      From: `whatsapp:${this.number}`,
      PageSize: "1000",
    }).toString();
    return lookUpMessage(url, attempt, this.rest);
  }

  async #create(tokens: Parameters<TwilioRest["call"]>[0], form: TwilioForm): Promise<SendOutcome> {
    try {
      const { status, body } = await this.rest.call(tokens, "POST", this.#messagesUrl(), form);
      return outcomeOfAnswer(status, body.toString("utf8"));
    } catch (error) {
      return outcomeWithoutAnswer(error);
    }
  }

  #messagesUrl(): URL {
    const { accountSid } = this.settings;
    return new URL(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`);
  }

  /**
   * Twilio repeats a callback after a 5xx only when the URL's fragment asks for it (Twilio,
   * "Webhooks: connection overrides").
   */
  #statusCallback(attemptId: string): string {
    const query = `${attemptParameter}=${encodeURIComponent(attemptId)}`;
    return `${this.settings.statusUrl}?${query}#rc=3&rp=5xx,ct,rt`;
  }
}

/** Twilio, Typing indicators resource (twilio-node, `rest/messaging/v2/typingIndicator`). */
const typingUrl = new URL("https://messaging.twilio.com/v2/Indicators/Typing.json");

function addressOf(aliases: readonly Alias[]): string | undefined {
  const alias = firstOf(aliases, "phone", "waId", "bsuid");
  if (!alias) return undefined;
  return `whatsapp:${alias.kind === "bsuid" ? alias.value : `+${alias.value.replace(/^\+/, "")}`}`;
}
