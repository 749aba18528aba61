import type { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import type { Answerer } from "../../shared/ports/answerer";
import type { Claims } from "../../shared/ports/claims";
import type { Clock } from "../../shared/ports/clock";
import type { ContactStore } from "../../shared/ports/contact-store";
import type { Log } from "../../shared/ports/log";
import type { RolloutSource } from "../../shared/ports/rollout-source";

/** What a turn of a conversation needs of the world. */
export interface TurnPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly claims: Claims;
  readonly contacts: ContactStore;
  readonly rollout: RolloutSource;
  readonly answerer: Answerer;
  readonly messaging: UniversalMessagingService;
  /** How long a claim holds: as long as the function may run. */
  readonly leaseMs: number;
}

/** The rollout as one turn sees it: read when first asked for, then the same to the turn's end. */
export function rolloutOfTurn(source: RolloutSource): () => ReturnType<RolloutSource["read"]> {
  let read: ReturnType<RolloutSource["read"]> | undefined;
  return () => {
    read ??= source.read();
    return read;
  };
}
