import type { CarrierCloud } from "../carriers/carrier-cloud";
import type { EventPost } from "../kernel/event-post";
import type { SeededIds } from "../kernel/seeded-ids";
import type { PhoneNetwork } from "../phones/phone-network";
import type { PhoneNumber } from "../phones/phone-number";
import type { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import { judge } from "../whatsapp/whatsapp-judgement";
import { approvedTemplate } from "./contents";
import { twilioRefusals } from "./errors";
import type { MessageRequest } from "./message-request";
import type { MessageLog, TwilioMessage } from "./messages";
import { numberBehind } from "./senders";
import { statusForm } from "./webhook-forms";
import type { WebhookPost } from "./webhook-post";

/** Messages a second that a WhatsApp sender hands over; what is more waits in Twilio's queue. */
const messagesPerSecond = 80;

export interface SendingDeps {
  readonly cloud: Pick<CarrierCloud, "clock" | "faults">;
  readonly network: PhoneNetwork;
  readonly windows: CustomerServiceWindows;
  readonly log: MessageLog;
  readonly webhooks: WebhookPost;
  readonly post: EventPost;
  readonly ids: SeededIds;
}

type Judgement = ReturnType<typeof judge>;

/** Creates a message, then calls back with what becomes of it. */
export class MessageSending {
  /** When each sender has its next turn, in milliseconds since the epoch. */
  readonly #turns = new Map<PhoneNumber, number>();

  constructor(private readonly deps: SendingDeps) {}

  /** @returns the message as the answer shows it: `queued`, which is never called back. */
  create(accountSid: string, request: MessageRequest): TwilioMessage {
    const { cloud, ids, log } = this.deps;
    const now = cloud.clock.now();
    const isTemplate = request.content.type === "template";
    const judgement = this.#judge(request);
    const message = log.keep({
      sid: `${isTemplate ? "MM" : "SM"}${ids.hex(32)}`,
      accountSid,
      direction: "outbound-api",
      from: request.from,
      to: request.to,
      body: judgement.text,
      status: "queued",
      media: [],
      createdAt: now,
      updatedAt: now,
      ...(request.statusCallback === undefined ? {} : { statusCallback: request.statusCallback }),
    });
    this.#announce(message.sid, request, judgement);
    this.#queue(message.sid, request, now);
    return message;
  }

  #judge({ sender, recipient, content }: MessageRequest): Judgement {
    const { network, windows, cloud } = this.deps;
    const number = numberBehind(recipient, network);
    return judge(content, {
      onWhatsApp: number !== undefined && network.phoneOf("whatsapp", number) !== undefined,
      windowOpen: number !== undefined && windows.isOpen(sender.number, number, cloud.clock.now()),
      templates: Object.values(sender.contents).map(approvedTemplate),
    });
  }

  #announce(sid: string, request: MessageRequest, { text }: Judgement): void {
    this.#phone(request)?.announce({
      id: sid,
      businessNumber: request.sender.number,
      provider: "twilio",
      text,
    });
  }

  /**
   * A second's worth goes at once. The wait is no activity: it ends when the clock says so, as that
   * for a phone that is off.
   */
  #queue(sid: string, request: MessageRequest, now: number): void {
    const { number } = request.sender;
    const turn = Math.max(this.#turns.get(number) ?? 0, now - 1000) + 1000 / messagesPerSecond;
    this.#turns.set(number, turn);
    const wait = turn - now;
    if (wait <= 0) {
      this.#carry(sid, request);
      return;
    }
    const longest = request.validityPeriod * 1000;
    if (wait <= longest) this.#later(wait, () => this.#carry(sid, request));
    else this.#later(longest, () => this.#fail(sid, request, queueOverflow));
  }

  #later(milliseconds: number, act: () => void): void {
    const { clock, faults } = this.deps.cloud;
    clock.after(milliseconds, () => {
      try {
        act();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        faults.report("twilio", `A queued message could not be sent: ${reason}`);
      }
    });
  }

  /** WhatsApp judges when it gets the message: the window may have closed meanwhile. */
  #carry(sid: string, request: MessageRequest): void {
    const judgement = this.#judge(request);
    const phone = this.#phone(request);
    if (judgement.verdict === "refuse" || !phone) {
      const refusal = judgement.verdict === "refuse" ? judgement.refusal : "not-on-whatsapp";
      this.#fail(sid, request, twilioRefusals[refusal]);
      return;
    }
    this.#status(sid, request, { status: "sent", sentAt: this.deps.cloud.clock.now() });
    phone.receive({
      id: sid,
      businessNumber: request.sender.number,
      provider: "twilio",
      text: judgement.text,
      onDelivered: () => this.#status(sid, request, { status: "delivered" }),
      onRead: () => this.#status(sid, request, { status: "read" }),
    });
  }

  #fail(
    sid: string,
    request: MessageRequest,
    { status, code, message }: (typeof twilioRefusals)[keyof typeof twilioRefusals],
  ): void {
    this.#phone(request)?.tick(sid, "failed", `${code} ${message}`);
    this.#status(sid, request, { status, error: { code, message } });
  }

  #phone({ recipient }: MessageRequest) {
    const number = numberBehind(recipient, this.deps.network);
    return number && this.deps.network.phoneOf("whatsapp", number);
  }

  #status(
    sid: string,
    { sender }: MessageRequest,
    change: Pick<TwilioMessage, "status"> & Partial<TwilioMessage>,
  ): void {
    const { log, cloud, ids, webhooks, post } = this.deps;
    const message = log.update(sid, { ...change, updatedAt: cloud.clock.now() });
    if (message?.statusCallback === undefined) return;
    const request = {
      url: message.statusCallback,
      form: statusForm(message),
      authToken: sender.authToken,
      idempotencyToken: ids.uuid(),
    };
    const deliver = () => webhooks.deliver(request, `the status "${message.status}" of ${sid}`);
    void post.post({ kind: "status", key: sid, deliver });
  }
}

/** Its validity period ended in the queue. The code is SMS's: which WhatsApp has is unverified. */
const queueOverflow = { status: "failed", code: 30001, message: "Queue overflow" } as const;
