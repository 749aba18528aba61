import * as v from "valibot";
import type { AwsRequest } from "../../gateway/aws-service";
import type { EventPost } from "../../kernel/event-post";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { PhoneNetwork } from "../../phones/phone-network";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import { callingCode } from "../../whatsapp/calling-code";
import type { CustomerServiceWindows } from "../../whatsapp/customer-service-window";
import { messagePricing } from "../../whatsapp/message-pricing";
import { type MetaRequest, metaRequest, type Recipient } from "../../whatsapp/meta-message";
import { type MetaError, metaRefusals, notSimulatedType } from "../../whatsapp/meta-refusal";
import { wamidOf } from "../../whatsapp/wamid";
import { type StatusNews, statusEntry } from "../../whatsapp/webhook-entry";
import { type Judgement, judge } from "../../whatsapp/whatsapp-judgement";
import { eventEnvelope } from "./event-envelope";
import type { LinkedWaba, LinkedWabas } from "./linked-waba";
import { SocialError } from "./social-error";
import { socialInput } from "./social-input";
import type { WabaEvents } from "./waba-events";

type MessageRequest = Extract<MetaRequest, { kind: "message" }>;

/** A message that was taken, on its way. */
interface Sending {
  readonly waba: LinkedWaba;
  /** AWS's id: the answer of the request, and in the envelope of each status. */
  readonly messageId: string;
  readonly wamid: string;
  readonly request: MessageRequest;
  /** Undefined for a BSUID that nobody has. */
  readonly number: PhoneNumber | undefined;
}

/** SendWhatsAppMessage: takes the message, then tells by events what became of it. */
export class WhatsAppSending {
  constructor(
    private readonly cloud: Pick<ProviderCloud, "clock" | "faults">,
    private readonly network: PhoneNetwork,
    private readonly windows: CustomerServiceWindows,
    private readonly wabas: LinkedWabas,
    private readonly events: WabaEvents,
    private readonly post: EventPost,
    private readonly ids: SeededIds,
  ) {}

  /** The answer means accepted, no more. @throws SocialError */
  send(request: AwsRequest): object {
    const input = socialInput(sendShape, request);
    const waba = this.wabas.withPhoneNumber(input.originationPhoneNumberId);
    if (!waba)
      throw new SocialError(
        "ResourceNotFoundException",
        `There is no WhatsApp phone number ${input.originationPhoneNumberId}.`,
      );
    const messageId = this.ids.uuid();
    const asked = metaRequest(Buffer.from(input.message, "base64"));
    if (asked.kind === "read-receipt")
      this.network.phoneWith(asked.messageId)?.tick(asked.messageId, "read");
    else this.#carry(this.#sending(waba, messageId, asked));
    return { messageId };
  }

  #sending(waba: LinkedWaba, messageId: string, request: MessageRequest): Sending {
    const number = this.#numberOf(waba, request.recipient);
    return {
      waba,
      messageId,
      wamid: wamidOf(number ?? waba.phoneNumber, this.ids),
      request,
      number,
    };
  }

  #carry(sending: Sending): void {
    const { waba, number, request, wamid } = sending;
    const { content } = request;
    const phone = number && this.network.phoneOf("whatsapp", number);
    const windowOpen =
      number !== undefined && this.windows.isOpen(waba.phoneNumber, number, this.cloud.clock.now());
    const announcement = { id: wamid, businessNumber: waba.phoneNumber, provider: "aws" } as const;
    if (content.type === "not-simulated") {
      phone?.announce({ ...announcement, text: `[${content.metaType}]` });
      this.#fail(sending, notSimulatedType(content.metaType));
      return;
    }
    const judgement = judge(content, {
      onWhatsApp: phone !== undefined,
      windowOpen,
      approved: waba.templates,
    });
    phone?.announce({ ...announcement, text: judgement.text });
    if (judgement.verdict === "refuse" || !phone) {
      this.#fail(
        sending,
        metaRefusals[judgement.verdict === "refuse" ? judgement.refusal : "not-on-whatsapp"],
      );
      return;
    }
    const pricing = this.#pricing(judgement, windowOpen);
    this.#status(sending, { status: "sent", pricing });
    phone.receive({
      ...announcement,
      text: judgement.text,
      onDelivered: () => this.#status(sending, { status: "delivered", pricing }),
      onRead: () => this.#status(sending, { status: "read" }),
    });
  }

  #pricing(judgement: Extract<Judgement, { verdict: "deliver" }>, windowOpen: boolean): object {
    return messagePricing(judgement.category, windowOpen, this.cloud.clock.now());
  }

  #fail(sending: Sending, error: MetaError): void {
    this.network
      .phoneWith(sending.wamid)
      ?.tick(sending.wamid, "failed", `${error.code} ${error.title}`);
    this.#status(sending, { status: "failed", error });
  }

  #status(sending: Sending, news: Pick<StatusNews, "status" | "pricing" | "error">): void {
    const { waba, wamid, messageId, request } = sending;
    const at = this.cloud.clock.now();
    const { callbackData } = request;
    const status: StatusNews = {
      ...news,
      wamid,
      at,
      recipient: recipientShown(sending),
      ...(callbackData === undefined ? {} : { callbackData }),
    };
    const envelope = eventEnvelope(waba, statusEntry(waba, status), {
      at,
      ids: this.ids,
      messageId,
    });
    const deliver = () =>
      this.events.publish(waba.wabaId, envelope, `the status "${news.status}" of a message`);
    void this.post.post({ kind: "status", key: wamid, deliver });
  }

  /**
   * Without a plus sign Meta puts the business number's own calling code in front (Meta, Cloud API,
   * send messages).
   */
  #numberOf(waba: LinkedWaba, recipient: Recipient): PhoneNumber | undefined {
    if (recipient.by === "bsuid") return this.network.personBehind(recipient.bsuid)?.number;
    const code = callingCode(waba.phoneNumber);
    if (!recipient.plus) {
      this.cloud.faults.report(
        "social-messaging",
        `A message names its recipient without a plus sign: Meta puts +${code} in front, the message goes astray.`,
      );
    }
    const dialled = recipient.plus ? `+${recipient.digits}` : `+${code}${recipient.digits}`;
    return isPhoneNumber(dialled) ? dialled : undefined;
  }
}

function recipientShown({ request: { recipient }, number }: Sending): StatusNews["recipient"] {
  if (recipient.by === "bsuid") return { bsuid: recipient.bsuid };
  return { digits: number?.slice(1) ?? recipient.digits };
}

const sendShape = v.object({
  originationPhoneNumberId: v.pipe(v.string(), v.minLength(1)),
  message: v.pipe(v.string(), v.minLength(1), v.base64(), v.maxBytes(2_730_668)),
  // The user guide names version 20 and later; the API itself gives no pattern.
  metaApiVersion: v.pipe(
    v.string(),
    v.regex(/^v\d{1,3}(\.\d)?$/, "the version has the form v23.0"),
    v.check(
      (version) => Number.parseInt(version.slice(1), 10) >= 20,
      "version 20 and later are supported",
    ),
  ),
});
