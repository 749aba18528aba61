import type { ConversationItem } from "../../shared/domain/message/conversation-item";
import type { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import type {
  Answerer,
  Clock,
  Conversations,
  Log,
  Metrics,
  RolloutSource,
} from "../../shared/ports";
import { answerMessage } from "./answer-message";
import { takePersonEvent } from "./person-event";

/** What the conversation needs of the world. */
export interface ConversationPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly conversations: Conversations;
  readonly rollout: RolloutSource;
  readonly answerer: Answerer;
  readonly messaging: UniversalMessagingService;
  readonly optOutList: OptOutList;
  /** More answers than this to one person in an hour are two machines talking. */
  readonly answersAnHour: number;
  /** Milliseconds that are left of this run; a claim holds as long. */
  readonly remainingMs: () => number;
}

/** AWS's own list for SMS; it blocks whatever we send to a number on it. */
export interface OptOutList {
  add(number: string): Promise<void>;
  /** @returns false where AWS keeps the number on the list, for the time being. */
  remove(number: string): Promise<boolean>;
}

type Takers = {
  readonly [Kind in ConversationItem["kind"]]: (
    item: Extract<ConversationItem, { readonly kind: Kind }>,
    ports: ConversationPorts,
  ) => Promise<void>;
};

const takers: Takers = {
  inbound: ({ message }, ports) => answerMessage(message, ports),
  person: ({ event }, ports) => takePersonEvent(event, ports),
  undelivered: ({ event }, { messaging }) => messaging.takeUndelivered(event),
  "wake-up": ({ wakeUp: { messageId, group, queue } }, { messaging }) =>
    messaging.resume(messageId, { group, queue }),
};

/** Takes one item of a conversation. Rejects when it must be tried again. */
export async function takeItem(item: ConversationItem, ports: ConversationPorts): Promise<void> {
  const take = takers[item.kind] as (
    item: ConversationItem,
    ports: ConversationPorts,
  ) => Promise<void>;
  await take(item, ports);
}
