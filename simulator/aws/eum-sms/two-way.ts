import type { EventPost, HandOver } from "../../kernel/event-post";
import { RecentEvents } from "../../kernel/recent-events";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { PersonMessage, TakenMessage } from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import { simulatedAccount } from "../account/account";
import { type KeywordAnswer, matchKeyword } from "./keyword-match";
import type { OptOutLists } from "./opt-out-lists";
import type { SmsEvents } from "./sms-events";
import type { SmsPhoneNumber, SmsPool, SmsResources } from "./sms-resources";

/**
 * Two-way SMS: what a person writes is published to the number's topic, and keywords are answered
 * by the service itself.
 */
export class TwoWay {
  readonly #inbound = new RecentEvents();

  constructor(
    private readonly cloud: Pick<ProviderCloud, "clock" | "faults" | "activity">,
    private readonly network: PhoneNetwork,
    private readonly resources: SmsResources,
    private readonly optOuts: OptOutLists,
    private readonly events: SmsEvents,
    private readonly post: EventPost,
    private readonly ids: SeededIds,
  ) {}

  take(message: PersonMessage): TakenMessage {
    const number = this.resources
      .phoneNumbers()
      .find(({ phoneNumber }) => phoneNumber === message.to);
    if (!number) throw new Error(`The account has no phone number ${message.to}.`);
    const pool = this.resources.poolOf(number);
    const body = message.content.type === "text" ? message.content.body : "";
    const id = this.ids.uuid();
    const answer = this.#answerOf(body, number, pool);
    const payload = this.#payload(message, body, id, answer);
    const deliver = () => this.#publish(number, pool, payload);
    this.#inbound.keep(id, deliver);
    const outcome = this.post.post({
      kind: "inbound",
      key: `${message.from.number} ${message.to}`,
      deliver,
    });
    if (answer) this.#answerLater(answer, message.from.number, number, pool);
    return { id, outcome };
  }

  remembers(inboundMessageId: string): boolean {
    return this.#inbound.has(inboundMessageId);
  }

  async redeliver(inboundMessageId: string): Promise<void> {
    await this.post.post({
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
      ...(pool ? this.resources.keywordsOf(pool.arn) : []),
      ...this.resources.keywordsOf(number.arn),
    ];
    return matchKeyword(body, declared, (pool ?? number).selfManagedOptOutsEnabled);
  }

  /**
   * AWS End User Messaging SMS user guide, two-way SMS payload. What `messageKeyword` holds when no
   * keyword matches is not documented; a placeholder with the account's id is what published
   * payloads show.
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
    const messages = this.network.phoneOf("sms", person)?.received() ?? [];
    return messages.findLast((message) => message.businessNumber === businessNumber)?.id;
  }

  async #publish(
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
    payload: string,
  ): Promise<HandOver> {
    const channel = pool?.twoWay ?? number.twoWay;
    if (channel) return this.events.publish(channel, number.arn, payload, "the message");
    this.cloud.faults.report(
      "sms-voice",
      `The phone number ${number.id} (${number.phoneNumber}) has no two-way channel: the message is lost.`,
    );
    return "lost";
  }

  /** The service acts on a keyword once it has the message, which the phone shows by then. */
  #answerLater(
    answer: KeywordAnswer,
    person: PhoneNumber,
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
  ): void {
    this.cloud.activity.startSoon(
      () => this.#act(answer, person, number, pool),
      this.cloud.faults.failure("sms-voice", `The keyword answer of ${number.id}`),
    );
  }

  #act(
    answer: KeywordAnswer,
    person: PhoneNumber,
    number: SmsPhoneNumber,
    pool: SmsPool | undefined,
  ): void {
    const list = (pool ?? number).optOutList;
    if (answer.action === "OPT_OUT")
      this.optOuts.optOut(list, { number: person, at: this.cloud.clock.now(), byEndUser: true });
    if (answer.action === "OPT_IN") this.optOuts.optIn(list, person);
    const reply = {
      id: this.ids.uuid(),
      businessNumber: number.phoneNumber,
      provider: "aws",
      text: answer.message,
    } as const;
    const phone = this.network.phoneOf("sms", person);
    phone?.announce(reply);
    phone?.receive({ ...reply, onDelivered: () => {}, onRead: () => {} });
  }
}
