import type { Alias } from "../contact/contact";
import type { InboundContent, OutboundContent } from "../content/content";
import type { Channel, PhoneNumber, Provider } from "./channel";

/** A message from a person, whichever provider brought it: the three wire forms all become this. */
export interface InboundMessage {
  readonly channel: Channel;
  readonly provider: Provider;
  /**
   * The provider's id of the message (wamid, MessageSid, inboundMessageId): the same again when it
   * is delivered again.
   */
  readonly providerMessageId: string;
  /** The business's number that the person wrote to; the answer leaves from it. */
  readonly businessNumber: PhoneNumber;
  /** At least one. */
  readonly from: readonly Alias[];
  /** The name on the person's profile, where the provider tells it. */
  readonly profileName?: string;
  readonly content: InboundContent;
  /**
   * When the person sent it, by the provider's clock; milliseconds since the epoch. Absent where
   * the provider does not say.
   */
  readonly sentAt?: number;
  /** When it reached us; milliseconds since the epoch. */
  readonly receivedAt: number;
}

/**
 * What goes through the conversation queue: a message to answer, or one that the business starts.
 */
export type ConversationTurn =
  | { readonly kind: "inbound"; readonly message: InboundMessage }
  | { readonly kind: "initiate"; readonly request: InitiateRequest };

/**
 * A message that the business starts. The same `requestId` is sent once, however often it is asked
 * for.
 */
export interface InitiateRequest {
  readonly requestId: string;
  readonly channel: Channel;
  readonly to: Alias;
  readonly content: OutboundContent;
}

/**
 * The FIFO group of a turn: one for each person and channel, so that a person's turns are taken in
 * order and nobody waits for anybody else. A phone number and its wa_id give the same group.
 */
export function conversationGroup(turn: ConversationTurn): string {
  const channel = turn.kind === "inbound" ? turn.message.channel : turn.request.channel;
  const aliases = turn.kind === "inbound" ? turn.message.from : [turn.request.to];
  const named = aliases.find((alias) => alias.kind !== "bsuid") ?? aliases[0];
  if (!named) throw new Error("A conversation turn names nobody.");
  return `${channel}:${named.value.replace(/^\+/, "")}`;
}

/**
 * The FIFO deduplication id of a turn: what its origin gives the same again when it comes twice.
 */
export function turnDeduplicationId(turn: ConversationTurn): string {
  return turn.kind === "inbound" ? turn.message.providerMessageId : turn.request.requestId;
}
