import * as v from "valibot";
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

  /** For carriers: the business types, until it answers or the time is over. */
  showTyping(businessNumber: PhoneNumber): void {
    this.#typingUntil.set(businessNumber, this.site.now() + typingMilliseconds);
  }

  override receive(arrival: Arrival): void {
    this.#typingUntil.delete(arrival.businessNumber);
    super.receive(arrival);
  }

  protected override tellsWhenRead(): boolean {
    return this.readReceipts === "on";
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
