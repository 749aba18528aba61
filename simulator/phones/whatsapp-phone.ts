import type { WhatsAppKind } from "./carrier";
import type { Person } from "./person";
import { Phone, type PhoneSite } from "./phone";
import type { PhoneMessage } from "./phone-message";
import type { PhoneNumber } from "./phone-number";

/** WhatsApp on a person's phone. */
export class WhatsAppPhone extends Phone {
  /** `off`: the business is never told that a message was read. */
  readReceipts: "on" | "off" = "on";

  constructor(person: Person, site: PhoneSite) {
    super(person, "whatsapp", site);
  }

  /**
   * Sends something other than text.
   * @throws when no business has the number, or the phone is off.
   */
  writeKind(businessNumber: PhoneNumber, kind: WhatsAppKind): PhoneMessage {
    return this.post(businessNumber, { type: "kind", kind }, `[${kind}]`);
  }

  protected override tellsWhenRead(): boolean {
    return this.readReceipts === "on";
  }
}
