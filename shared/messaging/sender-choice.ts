import type { Contact } from "../domain/contact/contact";
import type { Arm, SenderKey, WhatsAppNumbers } from "../domain/message/channel";
import type { Message, MessageContent } from "../domain/message/ledger-record";
import type { RolloutInForce } from "../domain/rollout/weight-in-force";
import { bySms, type Route, routeFrom, standInFor } from "../domain/routing/route";
import { rolloutIfRead } from "../ports";
import type { MessagingPorts } from "./messaging-ports";

/** Which number a message leaves from, as the rollout and the circuits stand now. */
export class SenderChoice {
  /** The two WhatsApp numbers, for routing. */
  readonly numbers: WhatsAppNumbers;

  constructor(private readonly ports: Pick<MessagingPorts, "senders" | "rollout" | "clock">) {
    const { A, B } = ports.senders;
    this.numbers = { ...(A ? { A: A.number } : {}), B: B.number };
  }

  /** Answering needs no rollout: where it cannot be read, nothing stands in for anything. */
  rollout(): Promise<RolloutInForce | undefined> {
    return rolloutIfRead(this.ports.rollout);
  }

  /** Where the circuit of the sender is open and the other number may carry it. */
  detour(
    sender: SenderKey,
    content: MessageContent,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ): Arm | undefined {
    if (sender === "sms" || !this.isDown(sender, rollout)) return undefined;
    const other = this.standIn(sender, content, contact, rollout);
    return other && !this.isDown(other, rollout) ? other : undefined;
  }

  /** Whether the circuit of that number is open. */
  isDown(arm: Arm, rollout: RolloutInForce | undefined): boolean {
    return this.ports.clock.now() < (rollout?.downUntil[arm] ?? 0);
  }

  /** The other number, where the stage lets it stand in and it may carry this content. */
  standIn(
    sender: SenderKey,
    content: MessageContent | undefined,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ): Arm | undefined {
    if (!content) return undefined;
    const facts = { contact, numbers: this.numbers, now: this.ports.clock.now() };
    return standInFor(sender, content, rollout?.stage, facts);
  }

  /** A message stays with its first sender, unless that number is gone. */
  senderOf(
    { record, attempts }: Message,
    contact: Contact,
    rollout: RolloutInForce | undefined,
  ): SenderKey {
    if (record.channel === "sms") return "sms";
    const first = attempts[0]?.sender ?? (contact.sender === "B" || !rollout ? "B" : "A");
    return this.ports.senders[first] ? first : "B";
  }

  /** What that sender may send to this person now. */
  routeFrom(sender: SenderKey, contact: Contact): Route {
    if (sender === "sms") return bySms;
    const facts = { contact, numbers: this.numbers, now: this.ports.clock.now() };
    return routeFrom(sender, { reason: "again" }, facts);
  }
}
