import type { CarrierCloud } from "../../carriers/carrier-cloud";
import type { SimulatedClock } from "../../kernel/clock";
import type { EventPost } from "../../kernel/event-post";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededIds } from "../../kernel/seeded-ids";
import {
  type BusinessContent,
  type BusinessFile,
  filesOf,
  withFiles,
} from "../../phones/business-content";
import type { Person } from "../../phones/person";
import type { PhoneMessage } from "../../phones/phone-message";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import { WhatsAppPhone } from "../../phones/whatsapp-phone";
import {
  type CloudApiMessage,
  callingCode,
  dialled,
  NotACloudApiMessage,
  readCloudApiMessage,
} from "../../whatsapp/cloud-api-message";
import { type CustomerServiceWindows, PairRates } from "../../whatsapp/customer-service-window";
import { fetchedFile } from "../../whatsapp/fetched-file";
import type { MediaStore } from "../../whatsapp/media-store";
import { messagePricing } from "../../whatsapp/message-pricing";
import { type MetaError, metaRefusals } from "../../whatsapp/meta-errors";
import { type StatusNews, statusEntry, wamidOf } from "../../whatsapp/webhook-entry";
import { type Judgement, judge } from "../../whatsapp/whatsapp-judgement";
import { socialError } from "./errors";
import type { LinkedWaba } from "./linked-wabas";
import { eventEnvelope, type WabaEvents } from "./waba-events";

export interface SendingDeps {
  readonly cloud: Pick<CarrierCloud, "fetch" | "activity" | "faults">;
  readonly clock: Pick<SimulatedClock, "now">;
  readonly media: MediaStore;
  readonly faults: Pick<FaultLog, "report">;
  readonly network: PhoneNetwork;
  readonly windows: CustomerServiceWindows;
  readonly events: WabaEvents;
  readonly post: EventPost;
  readonly ids: SeededIds;
}

/** A message that was taken, on its way. */
interface Sending {
  readonly waba: LinkedWaba;
  /** AWS's id: the answer of the request, and in the envelope of each status. */
  readonly messageId: string;
  readonly wamid: string;
  readonly request: CloudApiMessage;
  /** Undefined for a number or user id that nobody has. */
  readonly person: Person | undefined;
  /** Undefined for a user id that nobody has. */
  readonly number: PhoneNumber | undefined;
}

/** Takes a business's messages, then tells by events what became of them. */
export class MessageSending {
  readonly #pairRates = new PairRates();

  constructor(private readonly deps: SendingDeps) {}

  /**
   * AWS passes a message on as it is, so that only what cannot be one at all is refused at once;
   * what Meta refuses comes as a `failed` status (AWS End User Messaging Social user guide, sending
   * messages).
   * @returns AWS's id; it means accepted, no more. @throws AwsError
   */
  send(waba: LinkedWaba, message: Buffer): string {
    const { ids, network } = this.deps;
    const request = read(message);
    const messageId = ids.uuid();
    if (request.kind === "message") {
      this.#carry(this.#sending(waba, messageId, request));
      return messageId;
    }
    network.phoneWith(request.messageId)?.markRead(request.messageId);
    if (request.typing) this.#showTyping(waba, request.messageId);
    return messageId;
  }

  #showTyping(waba: LinkedWaba, wamid: string): void {
    const { network } = this.deps;
    const writer = network.phoneWith(wamid)?.person.number;
    if (writer !== undefined) network.whatsApp(writer).showTyping(waba.phoneNumber, wamid);
  }

  #sending(waba: LinkedWaba, messageId: string, request: CloudApiMessage): Sending {
    const { network, ids } = this.deps;
    const number = this.#numberOf(waba, request);
    const person = number && network.personOf(number);
    const addressee = person ?? { number: number ?? waba.phoneNumber };
    return {
      waba,
      messageId,
      wamid: wamidOf("from-business", addressee, ids),
      request,
      person,
      number,
    };
  }

  #carry(sending: Sending): void {
    const { content } = sending.request;
    switch (content.type) {
      case "not-carried":
        // Meta would take it: what it would say is not made up.
        this.deps.faults.report(
          "social-messaging",
          `The simulated WhatsApp does not carry messages of the kind ${content.kind} yet: ` +
            `${sending.messageId} stays unsent.`,
        );
        return;
      case "unreadable":
        this.#fail(sending, content.error);
        return;
      default:
        this.#withMedia(sending, content);
    }
  }

  /** A file is known by its id at once; one behind a link is fetched first. */
  #withMedia(sending: Sending, content: BusinessContent): void {
    const links = filesOf(content).flatMap(({ file }) => file.link ?? []);
    const byId = ({ id }: BusinessFile) =>
      id === undefined ? undefined : this.#held(sending.waba, id);
    if (links.length === 0) {
      this.#hand(
        sending,
        withFiles(content, (file) => byId(file) ?? file),
      );
      return;
    }
    const { activity, faults } = this.deps.cloud;
    activity.start(
      async () => {
        const fetched = new Map<string, BusinessFile>();
        for (const link of links)
          fetched.set(link, (await fetchedFile(link, this.deps.cloud)) ?? { link });
        this.#hand(
          sending,
          withFiles(content, (file) => byId(file) ?? fetched.get(file.link ?? "") ?? file),
        );
      },
      faults.failure("social-messaging", "A message with a link to a file"),
    );
  }

  #held(waba: LinkedWaba, id: string): BusinessFile {
    const held = this.deps.media.get(id, waba.metaPhoneNumberId);
    if (!held) return { id };
    const { mimeType, sha256, bytes } = held;
    return { id, mimeType, sha256, bytes };
  }

  #hand(sending: Sending, content: BusinessContent): void {
    const { waba, number, wamid, request } = sending;
    const { windows, clock } = this.deps;
    const now = clock.now();
    const phone = this.#phoneOf(number);
    const windowOpen = number !== undefined && windows.isOpen(waba.phoneNumber, number, now);
    const judgement = this.#withinPairRate(
      sending,
      judge(content, {
        onWhatsApp: phone !== undefined,
        windowOpen,
        templates: waba.templates.all(),
        marketingStopped: phone?.takesMarketing(waba.phoneNumber) === false,
        ageOf: (id) => ageOf(phone?.message(id), waba.phoneNumber, now),
      }),
    );
    const announcement = {
      id: wamid,
      businessNumber: waba.phoneNumber,
      provider: "aws",
      text: judgement.text,
      content: judgement.content,
      ...(request.replyTo === undefined ? {} : { replyTo: request.replyTo }),
    } as const;
    phone?.announce(announcement);
    if (judgement.verdict === "refuse" || !phone) {
      this.#fail(sending, errorOf(judgement));
      return;
    }
    // In `sent`, and in one of the two that follow it (Meta, status messages).
    const pricing = messagePricing(judgement.category, windowOpen, now);
    this.#status(sending, { status: "sent", pricing });
    // Of a reaction the business hears that it was sent, and no more (Meta, reaction messages).
    const tells = content.type !== "reaction";
    phone.receive({
      ...announcement,
      onDelivered: () => tells && this.#status(sending, { status: "delivered", pricing }),
      onRead: () => tells && this.#status(sending, { status: "read" }),
    });
  }

  #phoneOf(number: PhoneNumber | undefined): WhatsAppPhone | undefined {
    const phone = number && this.deps.network.phoneOf("whatsapp", number);
    return phone instanceof WhatsAppPhone ? phone : undefined;
  }

  #withinPairRate({ waba, number }: Sending, judgement: Judgement): Judgement {
    if (judgement.verdict === "refuse" || number === undefined) return judgement;
    if (this.#pairRates.take(waba.phoneNumber, number, this.deps.clock.now())) return judgement;
    const { text, content } = judgement;
    return { verdict: "refuse", refusal: "pair-rate", text, content };
  }

  #fail(sending: Sending, error: MetaError): void {
    const { wamid } = sending;
    const phone = this.deps.network.phoneWith(wamid);
    phone?.tick(wamid, "failed", `${error.code} ${error.title}`);
    this.#status(sending, { status: "failed", error });
  }

  #status(sending: Sending, news: Pick<StatusNews, "status" | "pricing" | "error">): void {
    const { waba, wamid, messageId, request } = sending;
    const { clock, ids, events, post } = this.deps;
    const at = clock.now();
    const { callbackData } = request;
    const entry = statusEntry(waba, {
      ...news,
      wamid,
      at,
      recipient: recipientShown(sending, news.status),
      ...(callbackData === undefined ? {} : { callbackData }),
    });
    const envelope = eventEnvelope(waba, entry, { at, ids, messageId });
    const deliver = () =>
      events.publish(waba.wabaId, envelope, `the status "${news.status}" of a message`);
    void post.post({ kind: "status", key: wamid, deliver });
  }

  #numberOf(waba: LinkedWaba, { recipient }: CloudApiMessage): PhoneNumber | undefined {
    const { network, faults } = this.deps;
    if (recipient.by === "bsuid") return network.personBehind(recipient.bsuid)?.number;
    if (!recipient.plus)
      faults.report(
        "social-messaging",
        "A message names its recipient without a plus sign: " +
          `Meta puts +${callingCode(waba.phoneNumber)} in front, the message goes astray.`,
      );
    return dialled(recipient, waba.phoneNumber);
  }
}

/**
 * Who got the message. The user id is not there in a failed message that was sent to a number
 * (Meta, business-scoped user ids).
 */
function recipientShown(
  { request: { recipient }, number, person }: Sending,
  status: StatusNews["status"],
): StatusNews["recipient"] {
  const failed = status === "failed";
  const bsuid = recipient.by === "bsuid" ? recipient.bsuid : failed ? undefined : person?.bsuid;
  return {
    ...(recipient.by === "number" ? { waId: number?.slice(1) ?? recipient.digits } : {}),
    ...(bsuid === undefined ? {} : { bsuid }),
    ...(failed || person === undefined ? {} : { person }),
  };
}

/** Nobody to deliver to is nobody on WhatsApp. */
function errorOf(judgement: Judgement): MetaError {
  if (judgement.verdict === "deliver") return metaRefusals["not-on-whatsapp"];
  const { refusal, details } = judgement;
  return { ...metaRefusals[refusal], ...(details === undefined ? {} : { details }) };
}

/** @returns milliseconds; nothing for a message that is not of this chat. */
function ageOf(
  message: PhoneMessage | undefined,
  business: PhoneNumber,
  now: number,
): number | undefined {
  return message?.businessNumber === business ? now - message.at : undefined;
}

/** @throws AwsError */
function read(message: Buffer): ReturnType<typeof readCloudApiMessage> {
  try {
    return readCloudApiMessage(message);
  } catch (error) {
    if (error instanceof NotACloudApiMessage)
      throw socialError("InvalidParametersException", error.message);
    throw error;
  }
}
