import type { SenderKey } from "../../shared/domain/message/channel";
import type { Pacing } from "../../shared/messaging/pacing";
import type { Clock } from "../../shared/ports";

/**
 * Messages a second that a WhatsApp number takes, in and out together (Meta, throughput: 80 by
 * default; Twilio the same).
 */
const whatsAppLimit = 80;

/** What is left for answers, which must not wait behind a campaign. */
const share = 0.8;

/**
 * A bucket for each sender: one second's worth at once, then as it fills. What takes more than the
 * bucket holds is let go when it is full, and those after it wait until that is made up for.
 */
export class Pace implements Pacing {
  readonly #buckets = new Map<SenderKey, { level: number; at: number }>();

  /** @param environments how many run side by side: the mapping's concurrency. */
  constructor(
    private readonly clock: Pick<Clock, "now">,
    private readonly environments: number,
    /** Parts a second of the SMS number. */
    private readonly smsLimit: number,
  ) {}

  take(sender: SenderKey, parts: number): number {
    const perSecond =
      ((sender === "sms" ? this.smsLimit : whatsAppLimit) * share) / this.environments;
    const now = this.clock.now();
    const capacity = Math.max(1, perSecond);
    const known = this.#buckets.get(sender) ?? { level: capacity, at: now };
    const filled = known.level + ((now - known.at) / 1000) * perSecond;
    const level = Math.min(capacity, filled);
    const enough = Math.min(parts, capacity);
    const isEnough = level >= enough;
    this.#buckets.set(sender, { level: isEnough ? level - parts : level, at: now });
    return isEnough ? 0 : Math.ceil(((enough - level) / perSecond) * 1000);
  }
}

/** The concurrency of the mapping (`needs.ts`). */
export const environments = 4;
