import type { Contact } from "../contact/contact";
import type { OutboundContent } from "../content/content";
import { type Fault, isWorthRetrying } from "../delivery";
import type { Arm, SenderKey, WhatsAppNumbers } from "../message/channel";
import { stageRules, type TwilioStage } from "../rollout/stage";
import type { RolloutInForce } from "../rollout/weight-in-force";
import { isWindowOpen } from "../window";
import { bucket, isMoved } from "./bucket";

/** Which sender a message leaves from, and what that sender may send to this person now. */
export interface Route {
  readonly sender: SenderKey;
  readonly may: "anything" | "templates";
}

export interface RoutingFacts {
  readonly contact: Contact;
  readonly numbers: WhatsAppNumbers;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type WrittenTo =
  | { readonly sender: "sms" | "B" }
  /** The stage decides whether A still answers. */
  | { readonly sender: "A"; readonly stage: TwilioStage };

/**
 * A person wrote: the answer leaves from the number they wrote to, or from B where A no longer
 * sends (docs/rules.md, rules 2 and 8).
 */
export function routeReply(writtenTo: WrittenTo, facts: RoutingFacts): Route {
  if (writtenTo.sender === "sms") return { sender: "sms", may: "anything" };
  const answersFromA = writtenTo.sender === "A" && stageRules(writtenTo.stage).answersFromA;
  return routeFrom(answersFromA ? "A" : "B", facts);
}

/** The business starts a WhatsApp message (rule 3). */
export function routeInitiated(rollout: RolloutInForce, facts: RoutingFacts): Route {
  return routeFrom(initiatingArm(rollout, facts), facts);
}

/**
 * Whether a person's messages from the business come from B: because they wrote to it, or because
 * the weight has reached them.
 */
export function hasMoved(contact: Contact, rollout: RolloutInForce): boolean {
  if (!stageRules(rollout.stage).dealsByWeight || contact.sender === "B") return true;
  return isMoved(bucket(rollout.salt, contact.id), rollout.awsWeight);
}

function routeFrom(arm: Arm, facts: RoutingFacts): Route {
  return { sender: arm, may: isOpen(arm, facts) ? "anything" : "templates" };
}

export function mayCarry(route: Route, content: OutboundContent): boolean {
  return route.may === "anything" || content.type === "template";
}

function initiatingArm(rollout: RolloutInForce, facts: RoutingFacts): Arm {
  if (!stageRules(rollout.stage).dealsByWeight || facts.numbers.A === undefined) return "B";
  if (isOpen("A", facts) && isOpen("B", facts)) return writtenToLast(facts);
  return hasMoved(facts.contact, rollout) ? "B" : "A";
}

function writtenToLast({ contact, numbers }: RoutingFacts): Arm {
  const onA = (numbers.A && contact.lastInbound[numbers.A]) ?? 0;
  const onB = contact.lastInbound[numbers.B] ?? 0;
  return onA > onB ? "A" : "B";
}

function isOpen(arm: Arm, { contact, numbers, now }: RoutingFacts): boolean {
  const number = numbers[arm];
  return number !== undefined && isWindowOpen(contact, number, now);
}

/**
 * The other number, where it may carry what the first one surely did not take (docs/rules.md, rule
 * 5). An ambiguous outcome has no fault and so never comes here; nor does opt-out, a dead recipient
 * or bad content, which would be refused again.
 */
export function failover(
  fault: Fault,
  failed: Route,
  content: OutboundContent,
  stage: TwilioStage,
  facts: RoutingFacts,
): Route | undefined {
  if (!isWorthRetrying(fault) || failed.sender === "sms") return undefined;
  const other = failed.sender === "A" ? "B" : "A";
  if (other === "A" && !(stageRules(stage).failsOverToA && facts.numbers.A)) return undefined;
  const route = routeFrom(other, facts);
  return mayCarry(route, content) ? route : undefined;
}
