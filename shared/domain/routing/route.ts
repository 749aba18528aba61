import type { Contact } from "../contact/contact";
import type { OutboundContent } from "../content/content";
import type { Arm, SenderKey, WhatsAppNumbers } from "../message/channel";
import type { MessageContent, RoutingInputs } from "../message/ledger-record";
import { stageRules, type TwilioStage } from "../rollout/stage";
import type { RolloutInForce } from "../rollout/weight-in-force";
import { isWindowOpen } from "../window";
import { bucket, isMoved } from "./bucket";

/** Which sender a message leaves from, and what that sender may send to this person now. */
export interface Route {
  readonly sender: SenderKey;
  readonly may: "anything" | "templates";
  readonly inputs: RoutingInputs;
}

export interface RoutingFacts {
  readonly contact: Contact;
  readonly numbers: WhatsAppNumbers;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * A person wrote: the answer leaves from the number they wrote to, or from B where A no longer
 * sends (docs/rules.md, rules 2 and 8).
 * @param stage absent where it cannot be read just now: an answer needs no rollout.
 */
export function routeReply(
  writtenTo: SenderKey,
  stage: TwilioStage | undefined,
  facts: RoutingFacts,
): Route {
  if (writtenTo === "sms") return bySms;
  const isAnsweredFromA = writtenTo === "A" && (!stage || stageRules(stage).answersFromA);
  if (isAnsweredFromA && facts.numbers.A) return routeFrom("A", { reason: "written-to" }, facts);
  const reason = writtenTo === "B" ? "written-to" : "stage";
  return routeFrom("B", { reason, ...(stage ? { stage } : {}) }, facts);
}

export const bySms: Route = { sender: "sms", may: "anything", inputs: { reason: "channel" } };

/** The business starts a WhatsApp message (rule 3). */
export function routeInitiated(rollout: RolloutInForce, facts: RoutingFacts): Route {
  const { stage, awsWeight: weight, salt } = rollout;
  const inputs = { stage, weight, bucket: bucket(salt, facts.contact.id) };
  if (!stageRules(stage).dealsByWeight || facts.numbers.A === undefined)
    return routeFrom("B", { ...inputs, reason: "stage" }, facts);
  if (facts.contact.sender === "B")
    return routeFrom("B", { ...inputs, reason: "sender-of-person" }, facts);
  const arm = isMoved(inputs.bucket, weight) ? "B" : "A";
  return routeFrom(arm, { ...inputs, reason: "weight" }, facts);
}

/**
 * Whether a person's messages from the business come from B: because they wrote to it, or because
 * the weight has reached them.
 */
export function hasMoved(contact: Contact, rollout: RolloutInForce): boolean {
  if (!stageRules(rollout.stage).dealsByWeight || contact.sender === "B") return true;
  return isMoved(bucket(rollout.salt, contact.id), rollout.awsWeight);
}

export function mayCarry(route: Route, content: OutboundContent): boolean {
  return route.may === "anything" || content.type === "template";
}

/** What of a message leaves by this route: itself, or else what was named for a closed window. */
export function carriedBy(route: Route, { content, outsideWindow }: Wording): Carried | undefined {
  if (mayCarry(route, content)) return { content, outsideWindow: false };
  return outsideWindow && { content: outsideWindow, outsideWindow: true };
}

type Wording = Pick<MessageContent, "content" | "outsideWindow">;

interface Carried {
  readonly content: OutboundContent;
  readonly outsideWindow: boolean;
}

/**
 * The other number, where the stage lets it stand in and it may carry this content (docs/rules.md,
 * rule 5). Whether a message may go that way at all is for its refusal to say.
 */
export function standInFor(
  sender: SenderKey,
  content: Wording,
  stage: TwilioStage | undefined,
  facts: RoutingFacts,
): Arm | undefined {
  if (sender === "sms" || !stage) return undefined;
  const other = sender === "A" ? "B" : "A";
  if (other === "A" && !(stageRules(stage).failsOverToA && facts.numbers.A)) return undefined;
  return carriedBy(routeFrom(other, { reason: "failover" }, facts), content) ? other : undefined;
}

export function routeFrom(arm: Arm, inputs: RoutingInputs, facts: RoutingFacts): Route {
  return { sender: arm, may: isOpen(arm, facts) ? "anything" : "templates", inputs };
}

function isOpen(arm: Arm, { contact, numbers, now }: RoutingFacts): boolean {
  const number = numbers[arm];
  return number !== undefined && isWindowOpen(contact, number, now);
}
