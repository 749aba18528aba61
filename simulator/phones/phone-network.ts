import { Listeners } from "../kernel/listeners";
import { type Hop, Traces } from "../kernel/traces";
import { type BusinessNumber, type Carrier, CarrierDirectory } from "./carrier";
import type { Person } from "./person";
import { type Phone, type PhoneSite, SmsPhone } from "./phone";
import type { Channel, PhoneMessage } from "./phone-message";
import type { PhoneNumber } from "./phone-number";
import { WhatsAppPhone } from "./whatsapp-phone";

/** On all phones together; the oldest go first, so that a run of many weeks does not grow. */
const mostMessages = 10_000;

type Listener = (message: PhoneMessage) => void;

/** All people with their phones, and the carriers whose numbers they can write to. */
export class PhoneNetwork {
  readonly #people = new Map<PhoneNumber, Person>();
  readonly #whatsApp = new Map<PhoneNumber, WhatsAppPhone>();
  readonly #sms = new Map<PhoneNumber, SmsPhone>();
  readonly #phoneOfMessage = new Map<string, Phone>();
  readonly #listeners: Listeners<PhoneMessage>;
  readonly #carriers = new CarrierDirectory();
  readonly #site: PhoneSite;

  /**
   * @param now milliseconds since the epoch, on the simulated clock.
   * @param failed gets what a listener throws.
   */
  constructor(
    now: () => number,
    traces = new Traces(now),
    failed: (error: unknown) => void = () => {},
  ) {
    this.#listeners = new Listeners(failed);
    this.#site = {
      now,
      begin: (work) => traces.begin(work),
      carrierOf: (channel, number) => this.#carriers.carrierOf(channel, number),
      changed: (phone, message) => {
        this.#keep(phone, message.id);
        traces.name(message.id);
        traces.hop(hopOf(message));
        this.#listeners.tell(message);
      },
    };
  }

  /** @throws when somebody has the number already. */
  addPerson(person: Person): Person {
    const taken = this.#people.get(person.number);
    if (taken)
      throw new Error(
        `${person.number} is ${taken.name}'s number already: ${person.name} needs another one.`,
      );
    this.#people.set(person.number, person);
    this.#sms.set(person.number, new SmsPhone(person, this.#site));
    if (!person.withoutWhatsApp)
      this.#whatsApp.set(person.number, new WhatsAppPhone(person, this.#site));
    return person;
  }

  /**
   * A person takes their WhatsApp to another number; the chats with businesses are told of it, the
   * old number keeps its SMS.
   * @throws when nobody has WhatsApp on the number, or somebody has the new one.
   */
  changeNumber(
    number: PhoneNumber,
    { newNumber, newBsuid }: { readonly newNumber: PhoneNumber; readonly newBsuid?: string },
  ): Person {
    const phone = this.whatsApp(number);
    const { bsuid: _, ...rest } = phone.person;
    const moved = this.addPerson({
      ...rest,
      number: newNumber,
      ...(newBsuid === undefined ? {} : { bsuid: newBsuid }),
    } as Person);
    const chats = new Set(phone.messages().map(({ businessNumber }) => businessNumber));
    for (const business of chats)
      phone.write(business, { type: "number-change", newNumber, newBsuid });
    this.#people.set(number, { ...phone.person, withoutWhatsApp: true });
    this.#whatsApp.delete(number);
    return moved;
  }

  /** @throws when nobody has the number or its owner has no WhatsApp. */
  whatsApp(number: PhoneNumber): WhatsAppPhone {
    const phone = this.#whatsApp.get(number);
    if (!phone)
      throw new Error(`Nobody has WhatsApp on ${number}: add a person with that number first.`);
    return phone;
  }

  /** @throws when nobody has the number. */
  sms(number: PhoneNumber): SmsPhone {
    const phone = this.#sms.get(number);
    if (!phone)
      throw new Error(`Nobody has a phone with the number ${number}: add a person with it first.`);
    return phone;
  }

  personOf(number: PhoneNumber): Person | undefined {
    return this.#people.get(number);
  }

  people(): readonly Person[] {
    return [...this.#people.values()];
  }

  businessNumbers(): readonly BusinessNumber[] {
    return this.#carriers.numbers();
  }

  personBehind(bsuid: string): Person | undefined {
    return [...this.#people.values()].find((person) => person.bsuid === bsuid);
  }

  /** The phone of a person on a channel, where there is one. */
  phoneOf(channel: Channel, number: PhoneNumber): Phone | undefined {
    return channel === "whatsapp" ? this.#whatsApp.get(number) : this.#sms.get(number);
  }

  /** The phone that shows this message. */
  phoneWith(messageId: string): Phone | undefined {
    return this.#phoneOfMessage.get(messageId);
  }

  /** A provider makes its numbers reachable. */
  join(carrier: Carrier): void {
    this.#carriers.join(carrier);
  }

  /**
   * Tells of each new message and each change of a tick.
   * @returns a function that stops listening.
   */
  onChange(listener: Listener): () => void {
    return this.#listeners.add(listener);
  }

  #keep(phone: Phone, messageId: string): void {
    this.#phoneOfMessage.set(messageId, phone);
    if (this.#phoneOfMessage.size <= mostMessages) return;
    const [oldest] = this.#phoneOfMessage;
    if (!oldest) return;
    const [id, owner] = oldest;
    this.#phoneOfMessage.delete(id);
    owner.forget(id);
  }
}

function hopOf({ id, channel, person, tick, text }: PhoneMessage): Omit<Hop, "at"> {
  return { place: "phone", name: `${channel} ${person}`, what: tick, ids: { id }, body: text };
}
