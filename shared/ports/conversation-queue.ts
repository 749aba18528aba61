import type { ConversationTurn } from "../domain/message/message";

export interface ConversationQueue {
  /** Stored when this resolves; the order of calls is the order of the conversation. */
  handOver(turn: ConversationTurn): Promise<void>;
}
