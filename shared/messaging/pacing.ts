import type { SenderKey } from "../domain/message/channel";
import type { Clock, Preparation } from "../ports";

/** How fast a sender may be used. */
export interface Pacing {
  /**
   * @param parts that the message counts for.
   * @returns 0 where it may be sent now, which is then counted, else the milliseconds until it may.
   */
  take(sender: SenderKey, parts: number): number;
}

/** Longer than this nobody waits inside a run: the message is parked. */
const longestWaitMs = 1_000;

/**
 * Waits for a message's turn at its sender, whatever attempt it is.
 * @returns 0 where it may be sent now, else how many milliseconds it is to be parked for.
 */
export async function untilItsTurn(
  sender: SenderKey,
  preparation: Preparation,
  { pace, clock }: { readonly pace?: Pacing; readonly clock: Clock },
): Promise<number> {
  if (!pace || preparation.kind === "refused") return 0;
  for (;;) {
    const delay = pace.take(sender, preparation.parts ?? 1);
    if (delay === 0 || delay > longestWaitMs) return delay;
    await clock.wait(delay);
  }
}
