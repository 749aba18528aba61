import { timingSafeEqual } from "node:crypto";
import type { OutsideHost, WireRequest, WireResponse } from "../gateway/aws-service";
import { EventPost } from "../kernel/event-post";
import { SeededRandom } from "../kernel/random";
import { RecentEvents } from "../kernel/recent-events";
import { SeededIds } from "../kernel/seeded-ids";
import type { Unkindness } from "../kernel/unkindness";
import type { Carrier, PersonMessage, TakenMessage } from "../phones/carrier";
import type { PhoneNetwork } from "../phones/phone-network";
import type { PhoneNumber } from "../phones/phone-number";
import type { IncomingResponse, ProviderCloud } from "../provider-cloud";
import type { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import { jsonResponse, TwilioError } from "./errors";
import { messageRequest } from "./message-request";
import { MessageSending } from "./message-sending";
import { MessageLog, messageView } from "./messages";
import { addressOf, addressOfNumber, type TwilioSender, TwilioSenders } from "./senders";
import { forgedForm, inboundForm } from "./webhook-forms";
import { answerProblem, WebhookPost } from "./webhook-post";
/** Twilio: WhatsApp on number A. */
export class Twilio implements OutsideHost, Carrier {
  readonly host = "api.twilio.com";
  readonly channel = "whatsapp";
  readonly provider = "twilio";
  readonly #senders = new TwilioSenders();
  readonly service = "twilio";
  readonly #log = new MessageLog();
  readonly #inbound = new RecentEvents();
  readonly #ids: SeededIds;
  readonly #post: EventPost;
  readonly #webhooks: WebhookPost;
  readonly #sending: MessageSending;

  constructor(
    private readonly cloud: ProviderCloud,
    network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    public unkindness: Unkindness,
  ) {
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    this.#ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    this.#post = new EventPost("twilio", cloud, random, () => this.unkindness);
    this.#webhooks = new WebhookPost(cloud);
    this.#sending = new MessageSending(
      cloud,
      network,
      windows,
      this.#log,
      this.#webhooks,
      this.#post,
      this.#ids,
    );
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

  failed(status: number, code = `20${status}`, message = "Internal server error"): WireResponse {
    return new TwilioError(Number(code), message, status).response();
  }

  async handle(request: WireRequest): Promise<WireResponse> {
    try {
      return this.#perform(request);
    } catch (error) {
      if (error instanceof TwilioError) return error.response();
      throw error;
    }
  }

  #perform(request: WireRequest): WireResponse {
    const path = /^\/2010-04-01\/Accounts\/([^/]+)\/(.+)$/.exec(request.path);
    const [accountSid = "", resource = ""] = path?.slice(1) ?? [];
    this.#authenticate(request, accountSid);
    const sid = /^Messages\/([^/]+)\.json$/.exec(resource)?.[1];
    if (resource === "Messages.json" && request.method === "POST")
      return this.#create(accountSid, request);
    if (resource === "Messages.json" && request.method === "GET")
      return this.#list(accountSid, request);
    if (sid !== undefined && request.method === "GET") return this.#fetch(accountSid, sid);
    throw new TwilioError(20404, `${request.method} ${request.path} is not simulated yet.`, 404);
  }

  #create(accountSid: string, request: WireRequest): WireResponse {
    const form = new URLSearchParams(request.body.toString("utf8"));
    const message = this.#sending.create(
      accountSid,
      messageRequest(form, accountSid, this.#senders),
    );
    return jsonResponse(201, messageView(message));
  }

  #fetch(accountSid: string, sid: string): WireResponse {
    const message = this.#log.get(accountSid, sid);
    if (!message) throw new TwilioError(20404, `The requested resource ${sid} was not found`, 404);
    return jsonResponse(200, messageView(message));
  }

  #list(accountSid: string, { query }: WireRequest): WireResponse {
    const optional = (name: string, key: string) =>
      query.get(name) ? { [key]: query.get(name) } : {};
    const filter = {
      ...optional("From", "from"),
      ...optional("To", "to"),
      ...optional("DateSent", "onDay"),
      ...optional("DateSent<", "untilDay"),
      ...optional("DateSent>", "sinceDay"),
    };
    const size = Math.min(Number(query.get("PageSize") ?? 50), 1000);
    const messages = this.#log.list(accountSid, filter).slice(0, size).map(messageView);
    const uri = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
    return jsonResponse(200, {
      messages,
      page: 0,
      page_size: size,
      first_page_uri: uri,
      next_page_uri: null,
      previous_page_uri: null,
      uri,
    });
  }

  /** HTTP Basic with the account's sid and auth token; API keys are not simulated. */
  #authenticate({ headers }: WireRequest, accountSid: string): void {
    const given = Buffer.from(
      /^Basic (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "",
      "base64",
    );
    const isAccount = this.#senders.of(accountSid).some(({ authToken }) => {
      const asked = Buffer.from(`${accountSid}:${authToken}`);
      return asked.length === given.length && timingSafeEqual(asked, given);
    });
    if (!isAccount) throw new TwilioError(20003, "Authenticate", 401);
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
    this.#log.keep({
      ...base,
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
