import type { Person } from "./person";
import { Phone, type PhoneSite } from "./phone";

/** SMS on a person's phone. SMS tells nobody that a message was read. */
export class SmsPhone extends Phone {
  constructor(person: Person, site: PhoneSite) {
    super(person, "sms", site);
  }

  protected override tellsWhenRead(): boolean {
    return false;
  }
}
