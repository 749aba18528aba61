import { createHash } from "node:crypto";
import type { Arm, SenderKey } from "../message/channel";
import {
  type Attempt,
  endOfAttempt,
  type Message,
  statusOfAttempt,
} from "../message/ledger-record";
import type { Disposition, Refusal } from "./outcome";

/** What is to be done about a message now, told from its attempts alone: repeated, it is the same. */
export type NextStep =
  /** The provider has it, or it is over. */
  | { readonly do: "nothing"; readonly because: Ending }
  /** Attempt number `number`, from `sender`; `again` where it was intended but never begun. */
  | {
      readonly do: "attempt";
      readonly sender: SenderKey;
      readonly number: number;
      readonly again: boolean;
      readonly reason: "first" | "again" | "failover";
    }
  /** The same question is asked again when that time has come. */
  | { readonly do: "wait"; readonly until: number; readonly about: "attempt" | "look-up" }
  | { readonly do: "look-up"; readonly attempt: Attempt; readonly last: boolean }
  /** Nobody will ever know whether it arrived. */
  | { readonly do: "close"; readonly attempt: Attempt };

export type Ending = "taken" | "suppressed" | "rejected" | "expired" | "unknown";

export interface StepFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The sender that the message would leave from now. */
  readonly sender: SenderKey;
  /** The other number, while the sender's circuit is open and that one may carry it. */
  readonly detour?: Arm;
  /** The other number, where the stage allows it and it may carry this very content. */
  readonly standIn?: Arm;
}

/** Twilio is asked for a message of unknown outcome after these times. */
export const lookUpsAfterMs = [30_000, 300_000] as const;

/**
 * AWS tries to hand a message over to Meta for up to 180 minutes (AWS End User Messaging Social
 * user guide, WhatsApp message status); five more for the event.
 */
export const closeAfterMs = 185 * 60_000;

export function nextStep(message: Message, facts: StepFacts): NextStep {
  const last = message.attempts.at(-1);
  const step = last ? afterAttempt(message, last, facts) : first(facts);
  const isLate = (at: number) => at >= message.record.notAfter;
  if (step.do === "attempt" && isLate(facts.now)) return over("expired");
  if (step.do === "wait" && step.about === "attempt" && isLate(step.until)) return over("expired");
  return step;
}

/** Whether there is nothing more to do about it: it is on its way, or it is over. */
export function isSettled(message: Message, now: number): boolean {
  const sender = message.attempts.at(-1)?.sender ?? "sms";
  return nextStep(message, { now, sender }).do === "nothing";
}

function first({ sender }: StepFacts): NextStep {
  return { do: "attempt", sender, number: 1, again: false, reason: "first" };
}

function afterAttempt(message: Message, last: Attempt, facts: StepFacts): NextStep {
  const status = statusOfAttempt(last);
  if (status === "delivered" || status === "read") return over("taken");
  if (last.failure) return afterRefusal(message, last, last.failure, facts);
  if (status === "accepted" || status === "sent") return over("taken");
  switch (last.outcome?.kind) {
    case undefined:
      if (last.neverBegun) return again(last);
      return afterAmbiguity(message, last, facts);
    case "ambiguous":
      return afterAmbiguity(message, last, facts);
    case "accepted":
      return over("taken");
    case "not-taken":
      return failoverOrWait(message, last, facts);
    case "refused":
      return afterRefusal(message, last, last.outcome.refusal, facts);
  }
}

function again({ number, sender }: Attempt): NextStep {
  return { do: "attempt", sender, number, again: true, reason: "again" };
}

const afterDisposition: Readonly<
  Record<
    Disposition,
    (message: Message, last: Attempt, refusal: Refusal, facts: StepFacts) => NextStep
  >
> = {
  retry: (message, last, refusal, facts) => waitFor(message, last, facts, refusal.waitMs),
  // Its own sender again, also where that one stands in: the other would evade the limit.
  wait: (message, last, refusal, facts) =>
    waitFor(message, last, { now: facts.now, sender: last.sender }, refusal.waitMs),
  failover: (message, last, _, facts) => failoverOrWait(message, last, facts),
  suppress: () => over("suppressed"),
  reject: () => over("rejected"),
};

function afterRefusal(
  message: Message,
  last: Attempt,
  refusal: Refusal,
  facts: StepFacts,
): NextStep {
  return afterDisposition[refusal.disposition](message, last, refusal, facts);
}

/** At once from the other number, once; then it waits for its own. */
function failoverOrWait(message: Message, last: Attempt, facts: StepFacts): NextStep {
  const { standIn } = facts;
  if (standIn && standIn !== last.sender && last.routing.reason !== "failover") {
    return {
      do: "attempt",
      sender: standIn,
      number: last.number + 1,
      again: false,
      reason: "failover",
    };
  }
  return waitFor(message, last, facts);
}

function waitFor(message: Message, last: Attempt, facts: StepFacts, leastMs = 0): NextStep {
  const ended = endOfAttempt(last);
  const until =
    ended + Math.max(leastMs, backOffMs(message.record.messageId, message.attempts.length));
  if (facts.now < until) return { do: "wait", until, about: "attempt" };
  return {
    do: "attempt",
    sender: facts.detour ?? facts.sender,
    number: last.number + 1,
    again: false,
    reason: facts.detour ? "failover" : "again",
  };
}

/** A provider that can be asked is asked twice; the other one tells by an event, or never. */
function afterAmbiguity(message: Message, last: Attempt, facts: StepFacts): NextStep {
  if (last.closedAt !== undefined) return over("unknown");
  const begun = last.events.intended?.at ?? message.record.createdAt;
  const done = last.lookUps ?? 0;
  if (last.provider === "twilio") {
    const after = lookUpsAfterMs[done];
    if (after === undefined) return { do: "close", attempt: last };
    if (facts.now < begun + after) return { do: "wait", until: begun + after, about: "look-up" };
    return { do: "look-up", attempt: last, last: done === lookUpsAfterMs.length - 1 };
  }
  if (facts.now < begun + closeAfterMs)
    return { do: "wait", until: begun + closeAfterMs, about: "look-up" };
  return { do: "close", attempt: last };
}

const longestBackOffMs = 5 * 60_000;

/**
 * Doubles from two seconds; the half of it is jitter, told from the message's id, so that a crowd
 * that was refused at once does not come back at once.
 * @param attempts made so far.
 */
export function backOffMs(messageId: string, attempts: number): number {
  const full = Math.min(longestBackOffMs, 1000 * 2 ** Math.min(attempts, 20));
  const digest = createHash("sha256").update(`${messageId}:${attempts}`).digest();
  return Math.round(full / 2 + (full / 2) * (digest.readUInt32BE(0) / 2 ** 32));
}

function over(because: Ending): NextStep {
  return { do: "nothing", because };
}
