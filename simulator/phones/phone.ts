import type { BusinessContent } from "./business-content";
import type { Carrier } from "./carrier";
import type { Person } from "./person";
import {
  type Channel,
  climb,
  type PhoneMessage,
  type Provider,
  type Reaction,
  type Tick,
} from "./phone-message";
import type { PhoneNumber } from "./phone-number";
import { type MessageOrigin, type PersonContent, shownText } from "./whatsapp-content";

/** What a phone needs of the network it is in. */
export interface PhoneSite {
  now(): number;
  carrierOf(channel: Channel, number: PhoneNumber): Carrier;
  changed(phone: Phone, message: PhoneMessage): void;
  /** A person does something: whatever follows from it belongs together. */
  begin<T>(work: () => T): T;
}

/** A message of the business on its way to the phone, and whom to tell how far it got. */
export interface Arrival {
  readonly id: string;
  readonly businessNumber: PhoneNumber;
  readonly provider: Provider;
  readonly text: string;
  /** Where it is more than the text. */
  readonly content?: BusinessContent;
  /** The id of the message that it answers. */
  readonly replyTo?: string;
  readonly onDelivered: () => void;
  readonly onRead: () => void;
}

/** One person's messages on one channel. */
export abstract class Phone {
  readonly #messages = new Map<string, PhoneMessage>();
  /** Waiting until the phone is on. */
  readonly #waiting: Arrival[] = [];
  /** Delivered, in a chat that was not opened since. */
  #unopened: Arrival[] = [];
  #power: "on" | "off" = "on";

  constructor(
    readonly person: Person,
    readonly channel: Channel,
    protected readonly site: PhoneSite,
  ) {}

  /** @throws when no business has the number, or the phone is off. */
  write(businessNumber: PhoneNumber, text: string): PhoneMessage {
    return this.post(businessNumber, { type: "text", body: text });
  }

  /**
   * The person looks at the chat: what was delivered is read, and the business learns it where the
   * channel tells.
   */
  openChat(businessNumber: PhoneNumber): void {
    const opened = this.#unopened.filter((arrival) => arrival.businessNumber === businessNumber);
    this.#unopened = this.#unopened.filter((arrival) => arrival.businessNumber !== businessNumber);
    if (!this.tellsWhenRead()) return;
    for (const arrival of opened) {
      this.tick(arrival.id, "read");
      arrival.onRead();
    }
  }

  /** What is delivered while the phone is off waits at the provider. */
  turnOff(): void {
    this.#power = "off";
  }

  turnOn(): void {
    this.#power = "on";
    for (const arrival of this.#waiting.splice(0)) this.#deliver(arrival);
  }

  isOn(): boolean {
    return this.#power === "on";
  }

  /**
   * All messages of the phone in the order in which they came, those that failed or still wait
   * included.
   */
  messages(): PhoneMessage[] {
    return [...this.#messages.values()];
  }

  /** The messages of the business that the person has on the screen. */
  received(): PhoneMessage[] {
    return this.messages().filter(
      ({ direction, tick }) =>
        direction === "from-business" && (tick === "delivered" || tick === "read"),
    );
  }

  /** For carriers: the business sends something; it is `pending` until the provider says more. */
  announce(
    arrival: Pick<Arrival, "id" | "businessNumber" | "provider" | "text" | "content" | "replyTo">,
  ): void {
    this.#record({
      id: arrival.id,
      channel: this.channel,
      direction: "from-business",
      person: this.person.number,
      businessNumber: arrival.businessNumber,
      provider: arrival.provider,
      text: arrival.text,
      ...moreThanText(arrival.content),
      ...answered(this.#messages, arrival.replyTo),
      at: this.site.now(),
      tick: "pending",
    });
  }

  /** For carriers: hands an announced message to the phone. */
  receive(arrival: Arrival): void {
    const { text, content } = arrival;
    const tick = climb(this.#messages.get(arrival.id)?.tick ?? "pending", "sent");
    // A file was perhaps fetched since it was announced.
    this.amend(arrival.id, { text, ...moreThanText(content), tick });
    if (this.#power === "on") this.#deliver(arrival);
    else this.#waiting.push(arrival);
  }

  /**
   * For carriers: gives up on a message that waits for the phone.
   * @returns whether it was still waiting.
   */
  withdraw(id: string): boolean {
    const index = this.#waiting.findIndex((arrival) => arrival.id === id);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }

  /** For carriers: news of a message. Late or repeated news changes nothing. */
  tick(id: string, news: Tick, failure?: string): void {
    const message = this.#messages.get(id);
    if (!message) return;
    const tick = climb(message.tick, news);
    if (tick === message.tick) return;
    const { failure: _, ...rest } = message;
    this.#record({
      ...rest,
      tick,
      ...(tick === "failed" && failure !== undefined ? { failure } : {}),
    });
  }

  message(id: string): PhoneMessage | undefined {
    return this.#messages.get(id);
  }

  /** For carriers: the business has read a message of the person, and with it those before. */
  markRead(id: string): void {
    const read = this.#messages.get(id);
    if (read?.direction !== "from-person") return;
    for (const message of this.messages()) {
      const earlier =
        message.direction === "from-person" && message.businessNumber === read.businessNumber;
      if (earlier && message.readAt === undefined)
        this.#record({ ...message, tick: climb(message.tick, "read"), readAt: this.site.now() });
      if (message.id === id) return;
    }
  }

  /** For the network, which keeps only so many messages. What still waits for the phone waits on. */
  forget(id: string): void {
    this.#messages.delete(id);
    this.#unopened = this.#unopened.filter((arrival) => arrival.id !== id);
  }

  protected abstract tellsWhenRead(): boolean;

  protected post(
    businessNumber: PhoneNumber,
    content: PersonContent,
    origin: MessageOrigin = {},
  ): PhoneMessage {
    if (this.#power === "off")
      throw new Error(`${this.person.name}'s phone is off: turn it on to write.`);
    return this.site.begin(() => this.#post(businessNumber, content, origin));
  }

  #post(businessNumber: PhoneNumber, content: PersonContent, origin: MessageOrigin): PhoneMessage {
    const carrier = this.site.carrierOf(this.channel, businessNumber);
    const at = this.site.now();
    const { id, outcome } = carrier.take({
      from: this.person,
      to: businessNumber,
      content,
      origin,
      at,
    });
    const message: PhoneMessage = {
      id,
      channel: this.channel,
      direction: "from-person",
      person: this.person.number,
      businessNumber,
      provider: carrier.provider,
      text: shownText(content),
      ...moreThanText(content),
      ...answered(this.#messages, origin.replyTo),
      at,
      tick: "sent",
    };
    this.#record(message);
    this.#apply(content, "person");
    void outcome.then((handOver) => {
      if (handOver === "delivered") this.tick(id, "delivered");
    });
    return message;
  }

  #deliver(arrival: Arrival): void {
    this.#unopened.push(arrival);
    this.tick(arrival.id, "delivered");
    if (arrival.content) this.#apply(arrival.content, "business");
    arrival.onDelivered();
  }

  /** What a message does to another one, where it does anything. */
  #apply(content: PersonContent | BusinessContent, from: Reaction["from"]): void {
    if (content.type === "reaction") {
      const { messageId, emoji } = content;
      const others = this.#messages.get(messageId)?.reactions ?? [];
      const reactions = others.filter((reaction) => reaction.from !== from);
      this.amend(messageId, {
        reactions: emoji ? [...reactions, { from, emoji }] : reactions,
      });
    }
    if (content.type === "edit")
      this.amend(content.messageId, { text: content.body, edited: true });
    if (content.type === "revoke") this.amend(content.messageId, { text: "", deleted: true });
  }

  protected amend(id: string, change: Partial<PhoneMessage>): void {
    const message = this.#messages.get(id);
    if (message) this.#record({ ...message, ...change });
  }

  #record(message: PhoneMessage): void {
    this.#messages.set(message.id, message);
    this.site.changed(this, message);
  }
}

/** SMS on a person's phone. SMS tells nobody that a message was read. */
export class SmsPhone extends Phone {
  constructor(person: Person, site: PhoneSite) {
    super(person, "sms", site);
  }

  protected override tellsWhenRead(): boolean {
    return false;
  }
}

/** An answer to a message that is no longer on the phone shows as none. */
function answered(
  messages: ReadonlyMap<string, PhoneMessage>,
  replyTo: string | undefined,
): Pick<PhoneMessage, "replyTo"> {
  return replyTo !== undefined && messages.has(replyTo) ? { replyTo } : {};
}

function moreThanText(
  content: PersonContent | BusinessContent | undefined,
): Pick<PhoneMessage, "content"> {
  return content === undefined || content.type === "text" ? {} : { content };
}
