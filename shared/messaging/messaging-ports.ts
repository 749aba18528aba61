import type { MessageContent, MessageRecord } from "../domain/message/ledger-record";
import type { Route } from "../domain/routing/route";
import type {
  Clock,
  Conversations,
  Ledger,
  Log,
  MessageSender,
  Metrics,
  NewAttempt,
  NewMessage,
  Preparation,
  RolloutSource,
  WakeUps,
  WhatsAppSender,
} from "../ports";
import type { ArmHealth } from "./arm-health";
import type { Pacing } from "./pacing";

export interface Senders {
  /** Absent once Twilio is removed. */
  readonly A?: WhatsAppSender;
  readonly B: WhatsAppSender;
  readonly sms: MessageSender;
}

export interface MessagingPorts {
  readonly senders: Senders;
  readonly conversations: Conversations;
  readonly ledger: Ledger;
  readonly wakeUps: WakeUps;
  readonly rollout: RolloutSource;
  readonly health: ArmHealth;
  /** Of what the business starts; absent where people are answered. */
  readonly pace?: Pacing;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Milliseconds that are left of this run: no attempt is begun without the time to finish. */
  readonly remainingMs: () => number;
}

/** A message before its first attempt. */
export interface Outgoing {
  readonly record: MessageRecord;
  readonly content: MessageContent;
  readonly route: Route;
  /** The queue's group and kind that its wake-ups go back to. */
  readonly home: Home;
}

export interface Home {
  readonly group: string;
  readonly queue: "conversation" | "sends";
}

/** Everything that may fail before the call is done; `message` is to be committed. */
export interface Prepared {
  readonly message: NewMessage & { readonly attempt: NewAttempt };
  readonly preparation: Preparation;
  readonly home: Home;
}
