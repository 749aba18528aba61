import type { CarrierCloud, IncomingResponse } from "../carriers/carrier-cloud";
import type { OutsideHost, WireRequest, WireResponse } from "../gateway/aws-service";
import { EventPost, RecentEvents } from "../kernel/event-post";
import { SeededRandom } from "../kernel/random";
import { SeededIds } from "../kernel/seeded-ids";
import type { Unkindness } from "../kernel/unkindness";
import type { Carrier, PersonMessage, TakenMessage } from "../phones/carrier";
import type { PhoneNetwork } from "../phones/phone-network";
import type { PhoneNumber } from "../phones/phone-number";
import type { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import { isSystemMessage } from "../whatsapp/inbound-message";
import { sampleFile } from "../whatsapp/sample-file";
import { contentHost, contentRoutes } from "./contents";
import { indicatorRoutes, messagingHost } from "./indicators";
import { messageRequest } from "./message-request";
import { MessageSending } from "./message-sending";
import { MessageLog, mediaHost, messageRoutes, messageView } from "./messages";
import { RestHost, type Routes } from "./rest-host";
import { addressOf, addressOfNumber, type TwilioSender, TwilioSenders } from "./senders";
import { forgedForm, inboundForm, mediaOf } from "./webhook-forms";
import { answerProblem, WebhookPost } from "./webhook-post";

/** Twilio: WhatsApp on number A. */
export class Twilio implements Carrier {
  readonly channel = "whatsapp";
  readonly provider = "twilio";
  /** The REST API, the Content API, and where media are. */
  readonly hosts: readonly OutsideHost[];
  readonly #senders: TwilioSenders;
  readonly #log = new MessageLog();
  readonly #inbound = new RecentEvents();
  readonly #ids: SeededIds;
  readonly #post: EventPost;
  readonly #webhooks: WebhookPost;

  constructor(
    private readonly cloud: CarrierCloud,
    network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    public unkindness: Unkindness,
  ) {
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    const ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    const post = new EventPost("twilio", cloud, random, () => this.unkindness);
    const webhooks = new WebhookPost(cloud);
    const log = this.#log;
    const now = () => cloud.clock.now();
    const senders = new TwilioSenders(now);
    const sending = new MessageSending({ cloud, network, windows, log, webhooks, post, ids });
    this.#ids = ids;
    this.#post = post;
    this.#webhooks = webhooks;
    this.#senders = senders;
    const rest = (host: string, routes: Routes) =>
      new RestHost({
        host,
        routes,
        authenticate: (request) => senders.authenticate(request),
      });
    this.hosts = [
      rest("api.twilio.com", {
        ...senders.routes(),
        "POST /2010-04-01/Accounts/{AccountSid}/Messages.json": ({ accountSid, form }) => {
          const message = sending.create(accountSid, messageRequest(form, accountSid, senders));
          return { status: 201, body: messageView(message) };
        },
        ...messageRoutes(log, now),
      }),
      rest(
        contentHost,
        contentRoutes((accountSid) => senders.contentsOf(accountSid)),
      ),
      rest(messagingHost, indicatorRoutes(log, network)),
      { host: mediaHost, handle: async (request) => this.#mediaFile(request) },
    ];
  }

  /** What is set up in Twilio's console; again when something of it changes. */
  configureSender(sender: TwilioSender): void {
    this.#senders.configure(sender);
  }

  /** The number leaves Twilio: nobody can write to it there, and it sends no more. */
  removeSender(number: PhoneNumber): void {
    this.#senders.remove(number);
  }

  numbers(): readonly PhoneNumber[] {
    return this.#senders.numbers();
  }

  /** A person writes to a sender's number. */
  take(message: PersonMessage): TakenMessage {
    const sender = this.#sender(message.to);
    if (!isSystemMessage(message.content))
      this.windows.personWrote(message.to, message.from.number, message.at);
    const sid = `SM${this.#ids.hex(32)}`;
    this.#keepInbound(sender, sid, message);
    const idempotencyToken = this.#ids.uuid();
    const form = inboundForm(sender.accountSid, sid, message);
    // The URL and the token are those of the moment of delivery: the sender may have been
    // configured anew.
    const deliver = () => {
      const { inboundWebhookUrl, authToken } = this.#senders.get(message.to) ?? sender;
      const request = { url: inboundWebhookUrl, form, authToken, idempotencyToken };
      return this.#webhooks.deliver(request, "the message", (answer) => this.#check(answer));
    };
    this.#inbound.keep(sid, deliver);
    return {
      id: sid,
      outcome: this.#post.post({
        kind: "inbound",
        key: `${message.from.number} ${message.to}`,
        deliver,
      }),
    };
  }

  /** Whether it took the message lately, so that it can be delivered again. */
  remembers(messageSid: string): boolean {
    return this.#inbound.has(messageSid);
  }

  /**
   * Posts a person's message a second time, as a service that delivers at least once may.
   * @throws for an unknown sid
   */
  async redeliver(messageSid: string): Promise<void> {
    await this.#post.post({
      kind: "inbound",
      key: messageSid,
      deliver: this.#inbound.get(messageSid),
    });
  }

  /**
   * Posts a message that Twilio never got, signed with a token that is not the account's.
   * @returns the HTTP status of the answer.
   */
  forgeInbound({
    from,
    to,
    text,
  }: {
    readonly from: PhoneNumber;
    readonly to: PhoneNumber;
    readonly text: string;
  }): Promise<number> {
    const { inboundWebhookUrl, accountSid } = this.#sender(to);
    const form = forgedForm(accountSid, `SM${this.#ids.hex(32)}`, from, to, text);
    return this.#webhooks.once({
      url: inboundWebhookUrl,
      form,
      authToken: this.#ids.hex(32),
      idempotencyToken: this.#ids.uuid(),
    });
  }

  /** Whoever has the address has the file: a redirect of the API leads here. */
  #mediaFile({ path }: WireRequest): WireResponse {
    const [, accountSid = "", sid = ""] = path.split("/");
    const media = this.#log
      .list(accountSid)
      .flatMap((message) => message.media)
      .find((each) => each.sid === sid);
    if (!media) return { status: 404, body: "" };
    const body = media.content?.() ?? sampleFile(media.contentType, 1, media.sid);
    return { status: 200, headers: { "content-type": media.contentType }, body };
  }

  #check(answer: IncomingResponse): void {
    const problem = answerProblem(answer);
    if (problem !== undefined)
      this.cloud.faults.report("twilio", `The webhook of inbound messages ${problem}.`);
  }

  #keepInbound(
    { accountSid }: TwilioSender,
    sid: string,
    { from, to, content, at }: PersonMessage,
  ): void {
    const body = content.type === "text" ? content.body : "";
    const base = { sid, accountSid, direction: "inbound", status: "received", body } as const;
    const media = mediaOf(content, sid);
    this.#log.keep({
      ...base,
      media,
      from: addressOf(from),
      to: addressOfNumber(to),
      createdAt: at,
      sentAt: at,
      updatedAt: at,
    });
  }

  /** @throws when Twilio has no such sender. */
  #sender(number: PhoneNumber): TwilioSender {
    const sender = this.#senders.get(number);
    if (!sender) throw new Error(`Twilio has no WhatsApp sender ${number}: configure it first.`);
    return sender;
  }
}
