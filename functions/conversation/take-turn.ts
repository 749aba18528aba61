import type { ConversationTurn } from "../../shared/domain/message/message";
import { answerMessage } from "./answer-message";
import { initiateMessage } from "./initiate-message";
import type { TurnPorts } from "./turn-ports";

/** Takes one turn of a conversation. Rejects when it must be tried again. */
export async function takeTurn(turn: ConversationTurn, ports: TurnPorts): Promise<void> {
  switch (turn.kind) {
    case "inbound":
      return answerMessage(turn.message, ports);
    case "initiate":
      return initiateMessage(turn.request, ports);
  }
}
