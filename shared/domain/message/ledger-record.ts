import type { Alias } from "../contact/alias";
import type { Purpose } from "../contact/consent";
import type { ContactId } from "../contact/contact";
import type { OutboundContent, TemplateContent } from "../content/content";
import type { Refusal, SendOutcome } from "../delivery/outcome";
import { climb, type DeliveryStatus, type EventTimes, statusAfter } from "../delivery/status";
import type { TwilioStage } from "../rollout/stage";
import type { Channel, Provider, SenderKey } from "./channel";
import type { OutboundMessageId } from "./message-id";

/** What the ledger keeps of a message that the business sends, whoever carries it. */
export interface MessageRecord {
  readonly messageId: OutboundMessageId;
  readonly contactId: ContactId;
  readonly channel: Channel;
  readonly purpose: "answer" | Purpose;
  /** As `recordedContent` has it. Never the words. */
  readonly content: string;
  /** The part of the same answer that goes before it. */
  readonly after?: OutboundMessageId;
  readonly createdAt: number;
  /** Of an answer: when the person said what it answers; milliseconds since the epoch. */
  readonly askedAt?: number;
  /** Nothing is sent after this time; milliseconds since the epoch. */
  readonly notAfter: number;
}

/** The kind of content, or `template:<name>`. */
export function recordedContent(content: OutboundContent): MessageRecord["content"] {
  return content.type === "template" ? `template:${content.name}` : content.type;
}

/**
 * What is sent and to whom: kept apart from the record and for two days only, so that an attempt
 * can be made again after a wait or a crash.
 */
export interface MessageContent {
  readonly content: OutboundContent;
  /** What goes instead where the customer service window of the number is closed by then. */
  readonly outsideWindow?: TemplateContent;
  readonly to: readonly [Alias, ...Alias[]];
  readonly quotes?: string;
}

/** One attempt to have a provider carry a message. */
export interface Attempt {
  readonly number: number;
  readonly sender: SenderKey;
  readonly provider: Provider;
  /** What the choice of the sender rested on. */
  readonly routing: RoutingInputs;
  /** How the call ended; absent where nobody wrote it down. */
  readonly outcome?: SendOutcome;
  /** Who intended or begins it: nobody else knows whether it was begun. */
  readonly run?: string;
  /** The run that intended it says that it did not begin: it may be begun. */
  readonly neverBegun?: boolean;
  readonly providerMessageId?: string;
  /** It carries what was named for a closed window. */
  readonly outsideWindow?: boolean;
  /** SMS: how many parts the carrier charges for, as we count them before it is sent. */
  readonly parts?: number;
  /** How often the provider was asked for an outcome that nobody knew. */
  readonly lookUps?: number;
  /** When an outcome that nobody knows was given up. */
  readonly closedAt?: number;
  /** A failure that the provider reported later. */
  readonly failure?: Refusal;
  /** When each status was first seen. */
  readonly events: Readonly<Partial<Record<DeliveryStatus, EventTimes>>>;
}

export interface RoutingInputs {
  /** Why this sender: `written-to`, `weight`, `sender-of-person`, `stage`, `failover`, `channel`. */
  readonly reason: string;
  readonly stage?: TwilioStage;
  /** Percent, in force at the time. */
  readonly weight?: number;
  readonly bucket?: number;
}

export interface Message {
  readonly record: MessageRecord;
  /** Absent when it has expired. */
  readonly content?: MessageContent;
  /** In their order. */
  readonly attempts: readonly Attempt[];
}

/** How far an attempt got: the highest of what was seen, so that no order of events matters. */
export function statusOfAttempt(attempt: Attempt): DeliveryStatus {
  const seen = Object.keys(attempt.events) as DeliveryStatus[];
  return seen.reduce<DeliveryStatus>(climb, "intended");
}

/** How far a message got: as far as the attempt that got furthest. */
export function statusOfMessage({ attempts }: Message): DeliveryStatus | "queued" {
  return attempts
    .map(statusOfAttempt)
    .reduce<DeliveryStatus | "queued">(
      (highest, status) => (highest === "queued" ? status : climb(highest, status)),
      "queued",
    );
}

/** What an attempt carries. */
export function carriedIn(
  { outsideWindow }: Pick<Attempt, "outsideWindow">,
  content: MessageContent,
): OutboundContent {
  return (outsideWindow && content.outsideWindow) || content.content;
}

/** What the provider said of an attempt that goes nowhere, at the call or later. */
export function refusalOf({ failure, outcome }: Attempt): Refusal | undefined {
  return failure ?? (outcome?.kind === "refused" ? outcome.refusal : undefined);
}

export function refusalOfLast({ attempts }: Message): Refusal | undefined {
  const last = attempts.at(-1);
  return last && refusalOf(last);
}

/** When the last thing became known of it; milliseconds since the epoch. */
export function endOfAttempt({ events }: Attempt): number {
  return Math.max(...Object.values(events).map(({ at }) => at), 0);
}

/** @param now when the call ended; milliseconds since the epoch. */
export function withOutcome(
  message: Message,
  attempt: Attempt,
  outcome: SendOutcome,
  now: number,
): Message {
  const status = statusAfter(outcome);
  return withAttempt(message, {
    ...attempt,
    outcome,
    events: { ...attempt.events, [status]: { at: now } },
  });
}

export function withAttempt(message: Message, attempt: Attempt): Message {
  return {
    ...message,
    attempts: message.attempts.map((one) => (one.number === attempt.number ? attempt : one)),
  };
}
