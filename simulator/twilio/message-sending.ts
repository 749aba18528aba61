import type { EventPost } from "../kernel/event-post";
import type { SeededIds } from "../kernel/seeded-ids";
import type { PhoneNetwork } from "../phones/phone-network";
import type { ProviderCloud } from "../provider-cloud";
import type { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import { judge } from "../whatsapp/whatsapp-judgement";
import { twilioRefusals } from "./errors";
import type { MessageRequest } from "./message-request";
import type { MessageLog, TwilioMessage } from "./messages";
import { numberBehind } from "./senders";
import { statusForm } from "./webhook-forms";
import type { WebhookPost } from "./webhook-post";
/** Creates a message, then calls back with what becomes of it. */
export class MessageSending {
  constructor(
    private readonly cloud: Pick<ProviderCloud, "clock">,
    private readonly network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    private readonly log: MessageLog,
    private readonly webhooks: WebhookPost,
    private readonly post: EventPost,
    private readonly ids: SeededIds,
  ) {}

  /** @returns the message as the answer shows it: `queued`, which is never called back. */
  create(accountSid: string, request: MessageRequest): TwilioMessage {
    const now = this.cloud.clock.now();
    const isTemplate = request.content.type === "template";
    const judgement = this.#judge(request);
    const message = this.log.keep({
      sid: `${isTemplate ? "MM" : "SM"}${this.ids.hex(32)}`,
      accountSid,
      direction: "outbound-api",
      from: request.from,
      to: request.to,
      body: judgement.text,
      status: "queued",
      createdAt: now,
      updatedAt: now,
      ...(request.statusCallback === undefined ? {} : { statusCallback: request.statusCallback }),
    });
    this.#carry(message.sid, request, judgement);
    return message;
  }

  #judge({ sender, recipient, content }: MessageRequest): ReturnType<typeof judge> {
    const number = numberBehind(recipient, this.network);
    return judge(content, {
      onWhatsApp: number !== undefined && this.network.phoneOf("whatsapp", number) !== undefined,
      windowOpen:
        number !== undefined && this.windows.isOpen(sender.number, number, this.cloud.clock.now()),
      approved: Object.values(sender.contents),
    });
  }

  #carry(sid: string, request: MessageRequest, judgement: ReturnType<typeof judge>): void {
    const number = numberBehind(request.recipient, this.network);
    const phone = number && this.network.phoneOf("whatsapp", number);
    const announcement = {
      id: sid,
      businessNumber: request.sender.number,
      provider: "twilio",
      text: judgement.text,
    } as const;
    phone?.announce(announcement);
    if (judgement.verdict === "refuse" || !phone) {
      const { status, code, message } =
        twilioRefusals[judgement.verdict === "refuse" ? judgement.refusal : "not-on-whatsapp"];
      phone?.tick(sid, "failed", `${code} ${message}`);
      this.#status(sid, request, { status, error: { code, message } });
      return;
    }
    this.#status(sid, request, { status: "sent", sentAt: this.cloud.clock.now() });
    phone.receive({
      ...announcement,
      onDelivered: () => this.#status(sid, request, { status: "delivered" }),
      onRead: () => this.#status(sid, request, { status: "read" }),
    });
  }

  #status(
    sid: string,
    { sender }: MessageRequest,
    change: Pick<TwilioMessage, "status"> & Partial<TwilioMessage>,
  ): void {
    const message = this.log.update(sid, { ...change, updatedAt: this.cloud.clock.now() });
    const { statusCallback } = message;
    if (statusCallback === undefined) return;
    const request = {
      url: statusCallback,
      form: statusForm(message),
      authToken: sender.authToken,
      idempotencyToken: this.ids.uuid(),
    };
    const deliver = () =>
      this.webhooks.deliver(request, `the status "${message.status}" of ${sid}`);
    void this.post.post({ kind: "status", key: sid, deliver });
  }
}
