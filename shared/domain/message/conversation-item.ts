import { leadingKey } from "../contact/alias";
import type { DeliveryEvent } from "../delivery/event";
import type { InboundMessage, PersonEvent } from "./message";
import { loggableId, type OutboundMessageId } from "./message-id";

/** What goes through the conversation queue. */
export type ConversationItem =
  /** A message to answer. */
  | { readonly kind: "inbound"; readonly message: InboundMessage }
  /** What a provider tells of a person. */
  | { readonly kind: "person"; readonly event: PersonEvent }
  /** A provider reports later that a message did not arrive, and something is to be done. */
  | { readonly kind: "undelivered"; readonly event: DeliveryEvent }
  /** What waited is due. */
  | { readonly kind: "wake-up"; readonly wakeUp: WakeUp };

/** What goes through the queue of what the business starts. */
export type SendItem =
  | { readonly kind: "request"; readonly messageId: OutboundMessageId }
  | Extract<ConversationItem, { readonly kind: "wake-up" }>;

/** What waits outside any turn, and for which message. */
export interface WakeUp {
  readonly about: WakeUpSubject;
  readonly messageId: OutboundMessageId;
  /** The queue's group that it belongs to: the person's. */
  readonly group: string;
  /** Whose work it is: a campaign's never delays an answer. */
  readonly queue: "conversation" | "sends";
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

export type WakeUpSubject =
  /** The next attempt is due. */
  | "attempt"
  /** The outcome of an attempt is unknown: the provider is asked, or the attempt is closed. */
  | "look-up";

/**
 * The FIFO group of an item: one for each person and channel, so that a person's items are taken in
 * order and nobody waits for anybody else. By the same key as the aliases.
 */
export function conversationGroup(item: ConversationItem): string {
  switch (item.kind) {
    case "inbound":
      return `${item.message.channel}:${leadingKey(item.message.from)}`;
    case "person":
      return `${item.event.channel}:${leadingKey(item.event.who)}`;
    case "undelivered":
      // A status names no person who could be relied on; what it leads to is guarded by the store.
      return `attempt:${item.event.attemptId ?? item.event.providerMessageIds[0]}`;
    case "wake-up":
      return item.wakeUp.group;
  }
}

/**
 * The FIFO deduplication id of an item: what its origin gives the same again when it comes twice. A
 * wake-up is fresh each time it is due.
 */
export function deduplicationId(item: ConversationItem): string {
  switch (item.kind) {
    case "inbound":
      return `${item.message.provider}:${item.message.providerMessageId}`;
    case "person":
      return `${item.event.provider}:${item.event.kind}:${item.event.eventId}`;
    case "undelivered":
      return `${item.event.attemptId ?? item.event.providerMessageIds[0]}:${item.event.status}`;
    case "wake-up":
      return `${item.wakeUp.messageId}:${item.wakeUp.about}:${item.wakeUp.dueAt}`;
  }
}

/** An item in a log: ids only, and none that names a person. */
export function loggableItem(item: ConversationItem): Record<string, string | undefined> {
  switch (item.kind) {
    case "inbound":
      return { item: item.kind, id: loggableId(item.message.providerMessageId) };
    case "person":
      return { item: `${item.kind}.${item.event.kind}`, id: loggableId(item.event.eventId) };
    case "undelivered":
      return { item: item.kind, id: item.event.attemptId };
    case "wake-up":
      return { item: `${item.kind}.${item.wakeUp.about}`, id: item.wakeUp.messageId };
  }
}
