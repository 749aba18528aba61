import { AsyncLocalStorage } from "node:async_hooks";
import type { Activity } from "./activity";
import type { SimulatedClock } from "./clock";
import type { FaultLog } from "./fault-log";
import type { SeededRandom } from "./random";
import type { Unkindness } from "./unkindness";

/** `lost`: the provider could not hand the event over, and gave up. */
export type HandOver = "delivered" | "lost";

/** What the post uses of the world. */
export interface PostCloud {
  readonly activity: Pick<Activity, "startSoon" | "onClock">;
  readonly clock: Pick<SimulatedClock, "now" | "after">;
  readonly faults: Pick<FaultLog, "report" | "failure">;
}

export interface PostedEvent {
  /** A person's messages stay in their order; statuses of a message need not. */
  readonly kind: "inbound" | "status";
  /**
   * Events with the same key are delivered one after the other, those of different keys side by
   * side.
   */
  readonly key: string;
  readonly deliver: () => Promise<HandOver>;
}

interface Letter extends PostedEvent {
  readonly settle: (outcome: HandOver) => void;
}

/**
 * Carries a provider's events to the business: at least once, and as unkindly as told. An event
 * that is still to be delivered counts as activity, so that the cloud is quiet only when all of
 * them were.
 */
export class EventPost {
  readonly #lines = new Map<string, Letter[]>();

  /** @param service the name under which an event that cannot be delivered is reported. */
  constructor(
    private readonly service: string,
    private readonly cloud: PostCloud,
    private readonly random: SeededRandom,
    private readonly unkindness: () => Unkindness,
  ) {}

  /**
   * Delivers after the current request was answered.
   * @returns what became of the event's first delivery; never rejects.
   */
  post(event: PostedEvent): Promise<HandOver> {
    return new Promise((resolve) => {
      const letter: Letter = {
        ...event,
        // A line is drained by whoever began it; each event still belongs to what caused it.
        deliver: AsyncLocalStorage.bind(event.deliver),
        settle: resolve,
      };
      const line = this.#lines.get(event.key);
      if (line) {
        line.push(letter);
        return;
      }
      this.#lines.set(event.key, [letter]);
      // The line is one activity: whoever waits in it for the first waits for the clock with it.
      const failed = this.cloud.faults.failure(this.service, "Carrying events");
      this.cloud.activity.startSoon(() => this.#drain(event.key), failed);
    });
  }

  async #drain(key: string): Promise<void> {
    const line = this.#lines.get(key) ?? [];
    while (line.length > 0) {
      for (const letter of arrange(line.splice(0), this.unkindness(), this.random)) {
        if (this.#goesAstray(letter)) continue;
        await this.#latency();
        letter.settle(await this.#deliver(letter));
      }
    }
    this.#lines.delete(key);
  }

  /** Lost, or left behind by the others of its line. */
  #goesAstray(letter: Letter): boolean {
    const {
      lostStatuses = 0,
      lateStatuses = 0,
      lateMessages = 0,
      latestMs = 0,
    } = this.unkindness();
    const late = { status: lateStatuses, inbound: lateMessages }[letter.kind];
    // No draw where there is nothing to draw: worlds without it stay as they are.
    if (lostStatuses > 0 && letter.kind === "status" && this.random.chance(lostStatuses)) {
      letter.settle("lost");
      return true;
    }
    if (late === 0 || !this.random.chance(late)) return false;
    const failed = this.cloud.faults.failure(this.service, "Carrying a late event");
    const deliverLate = () => this.cloud.activity.startSoon(() => this.#deliver(letter), failed);
    this.cloud.clock.after(1 + this.random.below(latestMs), deliverLate);
    letter.settle("delivered");
    return true;
  }

  async #deliver(letter: Letter): Promise<HandOver> {
    try {
      return await letter.deliver();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.cloud.faults.report(
        this.service,
        `An event could not be delivered and is lost: ${reason}`,
      );
      return "lost";
    }
  }

  #latency(): Promise<void> {
    const { maxLatencyMs } = this.unkindness();
    if (maxLatencyMs === 0) return Promise.resolve();
    const waits = new Promise<void>((resolve) => {
      this.cloud.clock.after(this.random.below(maxLatencyMs + 1), resolve);
    });
    return this.cloud.activity.onClock(waits);
  }
}

/** The last deliveries of persons' messages, so that one of them can be made again. */
export class RecentEvents {
  readonly #deliveries = new Map<string, () => Promise<HandOver>>();

  keep(messageId: string, deliver: () => Promise<HandOver>): void {
    this.#deliveries.set(messageId, deliver);
    const oldest = this.#deliveries.keys().next().value;
    if (this.#deliveries.size > 1000 && oldest !== undefined) this.#deliveries.delete(oldest);
  }

  has(messageId: string): boolean {
    return this.#deliveries.has(messageId);
  }

  /** @throws when no message with this id came lately. */
  get(messageId: string): () => Promise<HandOver> {
    const deliver = this.#deliveries.get(messageId);
    if (!deliver)
      throw new Error(
        `No message ${messageId} of a person came lately, so it cannot be delivered again.`,
      );
    return deliver;
  }
}

/**
 * The deliveries that the events come to: each at least once; neighbouring statuses may change
 * places, and an event may come again later.
 */
export function arrange<Event extends Pick<PostedEvent, "kind">>(
  events: readonly Event[],
  { duplicates, reorderings }: Pick<Unkindness, "duplicates" | "reorderings">,
  random: SeededRandom,
): Event[] {
  const arranged = [...events];
  for (let index = 0; index + 1 < arranged.length; index += 1) {
    const [event, next] = [arranged[index] as Event, arranged[index + 1] as Event];
    if (event.kind !== "status" || next.kind !== "status" || !random.chance(reorderings)) continue;
    arranged[index] = next;
    arranged[index + 1] = event;
  }
  return [...arranged, ...events.filter(() => random.chance(duplicates))];
}
