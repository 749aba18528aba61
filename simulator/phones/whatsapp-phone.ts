import * as v from "valibot";
import type { BusinessContent } from "./business-content";
import type { MarketingChoice } from "./carrier";
import type { Person } from "./person";
import { type Arrival, Phone, type PhoneSite } from "./phone";
import type { PhoneMessage } from "./phone-message";
import type { PhoneNumber } from "./phone-number";
import {
  type MessageOrigin,
  messageOrigin,
  type PersonContentInput,
  personContent,
} from "./whatsapp-content";

/** How long a business is shown to be typing (Meta, Cloud API, typing indicators). */
const typingMilliseconds = 25_000;

/** WhatsApp on a person's phone. */
export class WhatsAppPhone extends Phone {
  /** `off`: the business is never told that a message was read. */
  readReceipts: "on" | "off" = "on";
  /** Until when each business is shown to be typing. */
  readonly #typingUntil = new Map<PhoneNumber, number>();
  readonly #marketing = new Map<PhoneNumber, MarketingChoice>();

  constructor(person: Person, site: PhoneSite) {
    super(person, "whatsapp", site);
  }

  /**
   * Writes a text, or anything else that WhatsApp has.
   * @throws when no business has the number, the phone is off, or WhatsApp has no such content.
   */
  override write(
    businessNumber: PhoneNumber,
    content: string | PersonContentInput,
    origin: MessageOrigin = {},
  ): PhoneMessage {
    const written =
      typeof content === "string" ? { type: "text" as const, body: content } : content;
    return this.post(
      businessNumber,
      checked(personContent, written, "content"),
      checked(messageOrigin, origin, "origin"),
    );
  }

  /** Whether the person sees the business typing. */
  seesTyping(businessNumber: PhoneNumber): boolean {
    return (this.#typingUntil.get(businessNumber) ?? 0) > this.site.now();
  }

  /** The businesses that the person sees typing. */
  typing(): PhoneNumber[] {
    return [...this.#typingUntil.keys()].filter((number) => this.seesTyping(number));
  }

  /** For carriers: the business types an answer, until it has sent it or the time is over. */
  showTyping(businessNumber: PhoneNumber, messageId: string): void {
    const now = this.site.now();
    this.#typingUntil.set(businessNumber, now + typingMilliseconds);
    this.amend(messageId, { typingAt: now });
  }

  /**
   * Taps a button or a row of a message that the business sent.
   * @param choice its id or payload, or the words on it
   * @throws naming what there is to tap
   */
  tap(messageId: string, choice: string): PhoneMessage {
    const message = this.message(messageId);
    const content = message?.direction === "from-business" ? message.content : undefined;
    const choices = content ? choicesOf(content as BusinessContent) : [];
    const chosen = choices.find(({ id, title }) => id === choice || title === choice);
    if (message && chosen)
      return this.write(message.businessNumber, chosen.reply, { replyTo: messageId });
    const there = choices.map(({ title }) => `"${title}"`).join(", ") || "nothing";
    throw new Error(`There is no "${choice}" to tap in the message; there is ${there}.`);
  }

  /** What the person wants of a business's marketing: WhatsApp tells the business. */
  setMarketing(businessNumber: PhoneNumber, value: MarketingChoice): void {
    this.#marketing.set(businessNumber, value);
    const at = this.site.now();
    this.site
      .carrierOf("whatsapp", businessNumber)
      .prefer?.({ from: this.person, to: businessNumber, value, at });
  }

  takesMarketing(businessNumber: PhoneNumber): boolean {
    return this.#marketing.get(businessNumber) !== "stop";
  }

  override receive(arrival: Arrival): void {
    if (arrival.content?.type !== "reaction") this.#typingUntil.delete(arrival.businessNumber);
    super.receive(arrival);
  }

  protected override tellsWhenRead(): boolean {
    return this.readReceipts === "on";
  }
}

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly reply: PersonContentInput;
}

/** What can be tapped in a message so that the business hears of it. */
function choicesOf(content: BusinessContent): readonly Choice[] {
  switch (content.type) {
    case "buttons":
      return content.buttons.map((button) => ({
        ...button,
        reply: { type: "button-reply", ...button },
      }));
    case "list":
      return content.sections.flatMap(({ rows }) =>
        rows.map((row) => ({ ...row, reply: { type: "list-reply" as const, ...row } })),
      );
    case "template":
      return (content.shown?.buttons ?? []).flatMap((button) => {
        if (button.type !== "quick-reply") return [];
        const { text, payload } = button;
        return [
          { id: payload, title: text, reply: { type: "quick-reply" as const, text, payload } },
        ];
      });
    default:
      return [];
  }
}

function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const place = v.getDotPath(issue);
  throw new Error(
    `WhatsApp has no such ${what}${place === null ? "" : `, at ${place}`}: ${issue.message}.`,
  );
}
