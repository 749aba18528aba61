import type { CarrierCloud } from "../../carriers/carrier-cloud";
import type { EventPost, HandOver } from "../../kernel/event-post";
import type { PhoneNumber } from "../../phones/phone-number";
import { messageParts } from "./message-parts";
import type {
  ConfigurationSet,
  SmsChannel,
  SmsEventDestination,
  SmsResources,
} from "./sms-resources";

const principal = "sms-voice.amazonaws.com";

/** A round figure of the simulator's own, in US dollars; not AWS's price list. */
export const simulatedPricePerPart = 0.01;

/**
 * What becomes of a message (AWS End User Messaging SMS user guide, event types for SMS). The
 * descriptions of SUCCESSFUL, DELIVERED and TTL_EXPIRED are those of published events, where
 * SUCCESSFUL is final only when no DELIVERED follows; the others are SNS's words for the same
 * (Amazon SNS developer guide, SMS delivery failures), or ours for QUEUED and PENDING: unverified.
 */
export const outcomes = {
  TEXT_QUEUED: { isFinal: false, description: "Message is queued for delivery" },
  TEXT_PENDING: { isFinal: false, description: "Message is being delivered" },
  TEXT_SUCCESSFUL: { isFinal: false, description: "Message has been accepted by phone carrier" },
  TEXT_DELIVERED: { isFinal: true, description: "Message has been accepted by phone" },
  TEXT_INVALID: { isFinal: true, description: "Invalid phone number" },
  TEXT_INVALID_MESSAGE: { isFinal: true, description: "Message body is invalid" },
  TEXT_UNREACHABLE: { isFinal: true, description: "Phone is currently unreachable/unavailable" },
  TEXT_CARRIER_UNREACHABLE: {
    isFinal: true,
    description: "Phone carrier is currently unreachable/unavailable",
  },
  TEXT_BLOCKED: { isFinal: true, description: "Phone has blocked SMS" },
  TEXT_CARRIER_BLOCKED: { isFinal: true, description: "Phone carrier has blocked this message" },
  TEXT_SPAM: { isFinal: true, description: "Blocked as spam by phone carrier" },
  TEXT_UNKNOWN: { isFinal: true, description: "Unknown error attempting to reach phone" },
  TEXT_TTL_EXPIRED: { isFinal: true, description: "The delivery TTL has expired" },
  TEXT_PROTECT_BLOCKED: { isFinal: true, description: "Blocked by a protect configuration" },
} as const;

/** What becomes of a message for its file; the words are ours. */
const fileOutcomes = {
  MEDIA_FILE_INACCESSIBLE: { isFinal: true, description: "The media file cannot be read" },
  MEDIA_FILE_TYPE_UNSUPPORTED: { isFinal: true, description: "The media file's type" },
  MEDIA_FILE_SIZE_EXCEEDED: { isFinal: true, description: "The media file is too big" },
} as const;

export type SmsOutcome = keyof typeof outcomes;
export type FileOutcome = keyof typeof fileOutcomes;

/** The name of an outcome: of MMS `MEDIA_DELIVERED`, where it is `TEXT_DELIVERED` of SMS. */
function eventTypeOf({ kind }: Pick<SentText, "kind">, outcome: SmsOutcome | FileOutcome): string {
  return outcome.replace(/^(TEXT|MEDIA)/, kind);
}

export interface SentText {
  readonly kind: "TEXT" | "MEDIA";
  readonly messageId: string;
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  /** Of the recipient; absent where the number's country is not known. */
  readonly isoCountryCode: string | undefined;
  readonly body: string;
  readonly messageType: string;
  readonly context: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly requestedAt: number;
}

/**
 * The event's JSON (AWS End User Messaging SMS user guide, example events; published events for
 * `isoCountryCode`). Times are epoch milliseconds. International sending must be enabled for a
 * number, which the provider's resource cannot do: so `isInternationalSend` is never true.
 */
export function deliveryEvent(
  text: SentText,
  outcome: SmsOutcome | FileOutcome,
  at: number,
): object {
  const { encoding, parts: textParts } = messageParts(text.body);
  // MMS is not broken into parts (the same guide, MMS file types, size and character limits).
  const parts = text.kind === "MEDIA" ? 1 : textParts;
  const { isFinal, description } = { ...outcomes, ...fileOutcomes }[outcome];
  const eventType = eventTypeOf(text, outcome);
  return {
    eventType,
    eventVersion: "1.0",
    eventTimestamp: at,
    isFinal,
    originationPhoneNumber: text.from,
    destinationPhoneNumber: text.to,
    ...(text.isoCountryCode === undefined ? {} : { isoCountryCode: text.isoCountryCode }),
    isInternationalSend: false,
    messageId: text.messageId,
    messageRequestTimestamp: text.requestedAt,
    messageEncoding: encoding,
    messageType: text.messageType,
    messageStatus: eventType.slice(`${text.kind}_`.length),
    messageStatusDescription: description,
    ...(Object.keys(text.context).length > 0 ? { context: text.context } : {}),
    totalMessageParts: parts,
    totalMessagePrice: parts * simulatedPricePerPart,
    totalCarrierFee: 0,
  };
}

/**
 * Publishes under the service's own principal: delivery events of a configuration set, and what
 * persons write.
 */
export class SmsEvents {
  constructor(
    private readonly cloud: Pick<CarrierCloud, "clock" | "faults" | "sns">,
    private readonly resources: SmsResources,
    private readonly post: EventPost,
  ) {}

  /**
   * Tells each event destination of the set that is on and matches; without a set nobody is told,
   * as at AWS.
   * @param setName of the configuration set, read anew when the event is due
   */
  report(text: SentText, setName: string | undefined, outcome: SmsOutcome | FileOutcome): void {
    const eventType = eventTypeOf(text, outcome);
    const event = JSON.stringify(deliveryEvent(text, outcome, this.cloud.clock.now()));
    const deliver = async (): Promise<HandOver> => {
      const set = this.resources.configurationSets().find(({ name }) => name === setName);
      if (!set) return "delivered";
      for (const destination of this.#listeners(set, eventType))
        await this.#toDestination(destination, set.arn, event, eventType);
      return "delivered";
    };
    void this.post.post({ kind: "status", key: text.messageId, deliver });
  }

  /** @param what names the event in a fault, such as `the message`. */
  async publish(
    { topicArn, roleArn }: SmsChannel,
    sourceArn: string,
    message: string,
    what: string,
  ): Promise<HandOver> {
    const role = roleArn === undefined ? {} : { roleArn };
    try {
      await this.cloud.sns.publish(topicArn, message, {
        servicePrincipal: principal,
        sourceArn,
        ...role,
      });
      return "delivered";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#fault(
        `AWS End User Messaging SMS cannot publish to ${topicArn}, ${what} is lost: ${reason}`,
      );
      return "lost";
    }
  }

  #listeners(set: ConfigurationSet, eventType: string): SmsEventDestination[] {
    const on = set.eventDestinations.filter(({ enabled }) => enabled);
    if (on.length === 0 && eventType.endsWith("_QUEUED"))
      this.#fault(
        `Configuration set ${set.name} has no event destination: ` +
          "what becomes of a message is told to nobody.",
      );
    return on.filter(({ matchingEventTypes }) =>
      matchingEventTypes.some((type) =>
        [eventType, `${eventType.split("_")[0]}_ALL`, "ALL"].includes(type),
      ),
    );
  }

  async #toDestination(
    { eventDestinationName, snsDestination }: SmsEventDestination,
    sourceArn: string,
    event: string,
    eventType: string,
  ): Promise<void> {
    if (snsDestination) {
      const { topicArn } = snsDestination;
      await this.publish({ topicArn }, sourceArn, event, `the event ${eventType}`);
      return;
    }
    this.#fault(
      `Event destination ${eventDestinationName} has no SNS topic, ` +
        `and other sinks are not simulated: ${eventType} is lost.`,
    );
  }

  #fault(message: string): void {
    this.cloud.faults.report("sms-voice", message);
  }
}
