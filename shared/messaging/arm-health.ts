import { failuresToTrip, openMs } from "../domain/delivery/circuit";
import { type Refusal, refused, type SendOutcome } from "../domain/delivery/outcome";
import type { Arm } from "../domain/message/channel";
import type { Breaker, Clock, Log, Metrics } from "../ports";

const lateMs = 60_000;

/**
 * A simple breaker: an arm that fails several times in a row, as this environment sees it, is
 * marked down for all of them. What Meta limits or a person refuses says nothing of the arm.
 */
export class ArmHealth {
  readonly #failures: Record<Arm, number> = { A: 0, B: 0 };
  /** When each was heard of. */
  readonly #late: Record<Arm, readonly number[]> = { A: [], B: [] };

  constructor(
    private readonly ports: {
      readonly breaker: Breaker;
      readonly clock: Clock;
      readonly log: Log;
      readonly metrics: Metrics;
    },
  ) {}

  async note(arm: Arm, outcome: SendOutcome): Promise<void> {
    this.#failures[arm] = isFailureOfTheArm(outcome) ? this.#failures[arm] + 1 : 0;
    if (this.#failures[arm] < failuresToTrip) return;
    this.#failures[arm] = 0;
    await this.trip(arm);
  }

  /**
   * What is reported after the call: under AWS, all that Meta refuses. By then the arm has taken
   * others, which says nothing; so these are counted by themselves, within a minute.
   */
  async noteLate(arm: Arm, refusal: Refusal): Promise<void> {
    if (!isFailureOfTheArm(refused(refusal))) return;
    const now = this.ports.clock.now();
    this.#late[arm] = [...this.#late[arm].filter((at) => now - at < lateMs), now];
    if (this.#late[arm].length < failuresToTrip) return;
    this.#late[arm] = [];
    await this.trip(arm);
  }

  /** Marks the arm down for a while. Never rejects. */
  async trip(arm: Arm): Promise<void> {
    this.ports.metrics.count("ArmDown", { arm });
    try {
      await this.ports.breaker.trip(arm, this.ports.clock.now() + openMs);
      this.ports.log.warn("arm.down", { arm });
    } catch (error) {
      // The message itself is dealt with; the next failure tries again.
      this.ports.log.error("arm.down", { arm }, error);
    }
  }
}

function isFailureOfTheArm(outcome: SendOutcome): boolean {
  switch (outcome.kind) {
    case "accepted":
      return false;
    case "ambiguous":
    case "not-taken":
      return true;
    case "refused":
      return outcome.refusal.disposition === "failover" || outcome.refusal.isOfSender === true;
  }
}
