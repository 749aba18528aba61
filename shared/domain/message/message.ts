import type { Alias } from "../contact/alias";
import type { OutboundContent } from "../content/content";
import type { Channel } from "./channel";
import type { InboundMessage } from "./inbound-message";

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
 * The FIFO group of a turn: one a person and channel, so that a person's turns are taken in order
 * and nobody waits for anybody else. A phone number and its wa_id give the same group.
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
