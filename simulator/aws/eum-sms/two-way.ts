import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { type EventPost, type HandOver, RecentEvents } from "../../kernel/event-post";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { PersonMessage, TakenMessage } from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import { simulatedAccount } from "../account/account";
import type { SmsEvents } from "./delivery-events";
import { type KeywordAnswer, matchKeyword, tollFreeBlock } from "./keywords";
import type { OptOutLists } from "./opt-outs";
import type { Reach } from "./reach";
import type { SmsPhoneNumber, SmsPool, SmsResources } from "./sms-resources";

export interface TwoWayDeps {
  readonly cloud: Pick<CarrierCloud, "clock" | "faults" | "activity">;
  readonly network: PhoneNetwork;
  readonly resources: SmsResources;
  readonly optOuts: OptOutLists;
  readonly events: SmsEvents;
  readonly post: EventPost;
  readonly ids: SeededIds;
  readonly reach: Reach;
}

/**
 * Two-way SMS: what a person writes is published to the number's topic, and keywords are answered
 * by the service itself.
 */
export class TwoWay {
  readonly #inbound = new RecentEvents();

  constructor(private readonly deps: TwoWayDeps) {}

  /** @throws when the account has no such number, or not yet. */
  take(message: PersonMessage): TakenMessage {
    const number = this.deps.resources
      .phoneNumbers()
      .find(({ phoneNumber, status }) => phoneNumber === message.to && status === "ACTIVE");
    if (!number) throw new Error(`The account has no active phone number ${message.to}.`);
    const pool = this.deps.resources.poolOf(number);
    const body = message.content.type === "text" ? message.content.body : "";
    const id = this.deps.ids.uuid();
    const answer = this.#answerOf(body, number, pool);
    const payload = this.#payload(message, body, id, answer);
    const deliver = () => this.#publish(number, pool, payload);
    this.#inbound.keep(id, deliver);
    const outcome = this.deps.post.post({
      kind: "inbound",
      key: `${message.from.number} ${message.to}`,
      deliver,
    });
    this.#later(() => this.#answer(answer, body, message.from.number, number, pool));
    return { id, outcome };
  }

  remembers(inboundMessageId: string): boolean {
    return this.#inbound.has(inboundMessageId);
  }

  async redeliver(inboundMessageId: string): Promise<void> {
    await this.deps.post.post({
      kind: "inbound",
      key: inboundMessageId,
      deliver: this.#inbound.get(inboundMessageId),
    });
  }

  #answerOf(
    body: string,
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
  ): KeywordAnswer | undefined {
    const declared = [
      ...(pool ? this.deps.resources.keywordsOf(pool.arn) : []),
      ...this.deps.resources.keywordsOf(number.arn),
    ];
    const answer = matchKeyword(body, declared, (pool ?? number).selfManagedOptOutsEnabled);
    // The carriers keep the opt-outs of toll-free numbers, and answer them.
    return number.numberType === "TOLL_FREE" && answer?.action === "OPT_OUT" ? undefined : answer;
  }

  /**
   * AWS End User Messaging SMS user guide, two-way SMS payload. What `messageKeyword` holds when no
   * keyword matches is not documented; a placeholder with the account's id is what published
   * payloads show. That a keyword which the service answers is published all the same is
   * unverified: the guide says of self-managed opt-outs alone that HELP and STOP are routed to the
   * topic.
   */
  #payload(
    message: PersonMessage,
    body: string,
    inboundMessageId: string,
    answer: KeywordAnswer | undefined,
  ): string {
    const previous = this.#lastOfBusiness(message.from.number, message.to);
    return JSON.stringify({
      originationNumber: message.from.number,
      destinationNumber: message.to,
      messageKeyword: answer?.keyword ?? `KEYWORD_${simulatedAccount.accountId}`,
      messageBody: body,
      inboundMessageId,
      ...(previous === undefined ? {} : { previousPublishedMessageId: previous }),
    });
  }

  #lastOfBusiness(person: PhoneNumber, businessNumber: PhoneNumber): string | undefined {
    const messages = this.deps.network.phoneOf("sms", person)?.received() ?? [];
    return messages.findLast((message) => message.businessNumber === businessNumber)?.id;
  }

  async #publish(
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
    payload: string,
  ): Promise<HandOver> {
    // A number in a pool has the pool's settings.
    const { twoWay: channel } = pool ?? number;
    if (channel) return this.deps.events.publish(channel, number.arn, payload, "the message");
    this.deps.cloud.faults.report(
      "sms-voice",
      `The phone number ${number.id} (${number.phoneNumber}) has no two-way channel: ` +
        "the message is lost.",
    );
    return "lost";
  }

  /** The service acts on a keyword once it has the message, which the phone shows by then. */
  #later(act: () => void): void {
    const { activity, faults } = this.deps.cloud;
    const end = activity.begin();
    setImmediate(() => {
      try {
        act();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        faults.report("sms-voice", `A keyword could not be acted on: ${reason}`);
      } finally {
        end();
      }
    });
  }

  #answer(
    answer: KeywordAnswer | undefined,
    body: string,
    person: PhoneNumber,
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
  ): void {
    const { optOuts, cloud, reach } = this.deps;
    const list = (pool ?? number).optOutList;
    if (answer?.action === "OPT_OUT")
      optOuts.optOut(list, { number: person, at: cloud.clock.now(), byEndUser: true });
    if (answer?.action === "OPT_IN") optOuts.optIn(list, person);
    if (answer?.message !== undefined) this.#reply(answer.message, person, number.phoneNumber);
    const carrier = number.numberType === "TOLL_FREE" ? tollFreeBlock(body) : undefined;
    if (!carrier) return;
    reach.block(number.phoneNumber, person, carrier === "block");
    this.#reply(tollFreeWords[carrier], person, number.phoneNumber);
  }

  #reply(text: string, person: PhoneNumber, businessNumber: PhoneNumber): void {
    const reply = { id: this.deps.ids.uuid(), businessNumber, provider: "aws", text } as const;
    const phone = this.deps.network.phoneOf("sms", person);
    phone?.announce(reply);
    phone?.receive({ ...reply, onDelivered: () => {}, onRead: () => {} });
  }
}

/** What the carriers answer, in our words: their own are fixed, and nobody can change them. */
const tollFreeWords = {
  block: "You have stopped messages from this number. Reply UNSTOP to get them again.",
  unblock: "You get messages from this number again. Reply STOP to stop them.",
};
