import type { CarrierCloud } from "../carriers/carrier-cloud";
import type { EventPost } from "../kernel/event-post";
import type { SeededIds } from "../kernel/seeded-ids";
import { type BusinessContent, filesOf, shownBusinessText } from "../phones/business-content";
import type { PhoneNetwork } from "../phones/phone-network";
import type { PhoneNumber } from "../phones/phone-number";
import { WhatsAppPhone } from "../phones/whatsapp-phone";
import { type CustomerServiceWindows, PairRates } from "../whatsapp/customer-service-window";
import { judge } from "../whatsapp/whatsapp-judgement";
import { approvedTemplate } from "./content-template";
import { type TwilioRefusal, twilioRefusals } from "./errors";
import type { MessageRequest } from "./message-request";
import type { MessageLog, TwilioMessage } from "./messages";
import { withFetchedFiles } from "./outgoing-media";
import { numberBehind } from "./senders";
import { statusForm } from "./webhook-forms";
import type { WebhookPost } from "./webhook-post";

/** Messages a second that a WhatsApp sender hands over; what is more waits in Twilio's queue. */
const messagesPerSecond = 80;

export interface SendingDeps {
  readonly cloud: Pick<CarrierCloud, "clock" | "faults" | "fetch" | "activity">;
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
  readonly #pairRates = new PairRates();

  constructor(private readonly deps: SendingDeps) {}

  /** @returns the message as the answer shows it: `queued`, which is never called back. */
  create(accountSid: string, request: MessageRequest): TwilioMessage {
    const { cloud, ids, log } = this.deps;
    const now = cloud.clock.now();
    const { content } = request;
    const isMedia = content.type === "template" || filesOf(content).length > 0;
    const shown = filesOf(content).length > 0 ? undefined : this.#judge(request, content);
    const { text } = shown ?? { text: captionOf(content) };
    const message = log.keep({
      sid: `${isMedia ? "MM" : "SM"}${ids.hex(32)}`,
      accountSid,
      direction: "outbound-api",
      from: request.from,
      to: request.to,
      body: text,
      status: "queued",
      media: [],
      createdAt: now,
      updatedAt: now,
      ...(request.statusCallback === undefined ? {} : { statusCallback: request.statusCallback }),
    });
    this.#announce(message.sid, request, shown ?? { text: shownBusinessText(content), content });
    this.#queue(message.sid, request, now);
    return message;
  }

  #judge({ sender, recipient }: MessageRequest, content: BusinessContent): Judgement {
    const { network, windows, cloud } = this.deps;
    const number = numberBehind(recipient, network);
    const phone = number && network.phoneOf("whatsapp", number);
    return judge(content, {
      onWhatsApp: phone !== undefined,
      windowOpen: number !== undefined && windows.isOpen(sender.number, number, cloud.clock.now()),
      templates: Object.values(sender.contents)
        .filter(({ use }) => use !== "session")
        .map(approvedTemplate),
      marketingStopped: phone instanceof WhatsAppPhone && !phone.takesMarketing(sender.number),
    });
  }

  #announce(
    sid: string,
    request: MessageRequest,
    { text, content }: Pick<Judgement, "text" | "content">,
  ): void {
    this.#phone(request)?.announce({
      id: sid,
      businessNumber: request.sender.number,
      provider: "twilio",
      text,
      content,
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

  /** Twilio fetches the files of a message before it hands the message over. */
  #carry(sid: string, request: MessageRequest): void {
    const { activity, faults } = this.deps.cloud;
    if (filesOf(request.content).length === 0) this.#hand(sid, request, request.content);
    else
      activity.start(
        () => this.#fetchAndHand(sid, request),
        faults.failure("twilio", "A message with a file"),
      );
  }

  async #fetchAndHand(sid: string, request: MessageRequest): Promise<void> {
    const { cloud, log } = this.deps;
    const found = await withFetchedFiles(request.content, cloud);
    if ("refusal" in found) {
      this.#fail(sid, request, found.refusal);
      return;
    }
    const media = found.types.map((contentType, index) => ({
      sid: `ME${sid.slice(2, -1)}${index}`,
      contentType,
    }));
    log.update(sid, { media });
    this.#hand(sid, request, found.content);
  }

  /** WhatsApp judges when it gets the message: the window may have closed meanwhile. */
  #hand(sid: string, request: MessageRequest, content: BusinessContent): void {
    const judgement = this.#judge(request, content);
    const phone = this.#phone(request);
    const { number } = request.sender;
    const now = this.deps.cloud.clock.now();
    if (judgement.verdict === "refuse" || !phone) {
      const refusal = judgement.verdict === "refuse" ? judgement.refusal : "not-on-whatsapp";
      this.#fail(sid, request, twilioRefusals[refusal]);
      return;
    }
    if (!this.#pairRates.take(number, phone.person.number, now)) {
      this.#fail(sid, request, twilioRefusals["pair-rate"]);
      return;
    }
    this.#status(sid, request, { status: "sent", sentAt: now });
    phone.receive({
      id: sid,
      businessNumber: number,
      provider: "twilio",
      text: judgement.text,
      content: judgement.content,
      onDelivered: () => this.#status(sid, request, { status: "delivered" }),
      onRead: () => this.#status(sid, request, { status: "read" }),
    });
  }

  #fail(sid: string, request: MessageRequest, { status, code, message }: TwilioRefusal): void {
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

/** The text that Twilio keeps of a message with a file. */
function captionOf(content: BusinessContent): string {
  return "caption" in content ? (content.caption ?? "") : shownBusinessText(content);
}
