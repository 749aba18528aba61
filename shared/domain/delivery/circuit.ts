import type { Arm } from "../message/channel";
import { type Attempt, endOfAttempt, type Message, refusalOf } from "../message/ledger-record";

/** So many failures of an arm in a row open its circuit. */
export const failuresToTrip = 3;

/** How long it stays open; the next message after it tries again. */
export const openMs = 30_000;

/**
 * The arm that failed this one message as often in a row as opens a circuit, just now, by its own
 * fault. Most faults at Twilio are reported after it has accepted the message: in the order of
 * calls, an arm that loses all it is given looks well.
 */
export function armThatFails({ attempts }: Message, now: number): Arm | undefined {
  const latest = attempts.slice(-failuresToTrip);
  const last = latest.at(-1);
  if (!last || last.sender === "sms" || latest.length < failuresToTrip) return undefined;
  const isOfArm = (one: Attempt) =>
    one.sender === last.sender && refusalOf(one)?.isOfSender === true;
  return latest.every(isOfArm) && now < endOfAttempt(last) + openMs ? last.sender : undefined;
}
