import { consentKeyword } from "../../shared/domain/consent";
import type { Contact, ContactChange } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import {
  apologyReply,
  helpReply,
  startReply,
  stopReply,
  unsupportedReply,
} from "../../shared/domain/content/fixed-replies";
import { senderWrittenTo } from "../../shared/domain/message/channel";
import type { InboundMessage } from "../../shared/domain/message/message";
import { loggableId } from "../../shared/domain/message/message-id";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { isInvitationDue, withInvitation } from "../../shared/domain/routing/invitation";
import { mayCarry, type Route } from "../../shared/domain/routing/route";
import { serviceWindowMs } from "../../shared/domain/window";
import type { TurnPorts } from "./take-turn";

/** What is said to a message, and what changes on the contact before and after it is sent. */
export interface Reply {
  /** Absent where silence is right. */
  readonly content?: OutboundContent;
  readonly before: readonly ContactChange[];
  /** Once the content was sent. */
  readonly after: readonly ContactChange[];
}

export interface ReplyFacts {
  readonly message: InboundMessage;
  readonly contact: Contact;
  readonly route: Route;
  readonly rollout: () => Promise<RolloutInForce>;
}

/** Reactions are no questions: answering each thumbs-up would be a nuisance. */
const silentKinds = new Set(["reaction"]);

export async function replyTo(facts: ReplyFacts, ports: TurnPorts): Promise<Reply> {
  const { content } = facts.message;
  if (content.type === "unsupported") {
    if (silentKinds.has(content.kind)) return silence;
    return say(unsupportedReply(content.kind), facts, ports);
  }
  const keyword = consentKeyword(content.body);
  if (keyword) return consentReply(keyword, facts, ports);
  const { held } = facts.contact;
  if (
    held &&
    facts.route.sender === "B" &&
    senderWrittenTo(facts.message) === "B" &&
    ports.clock.now() < held.until
  ) {
    return { content: text(held.text), before: [], after: [{ kind: "heldAnswerGiven" }] };
  }
  return say(await answer(content.body, facts.message, ports), facts, ports);
}

const silence: Reply = { before: [], after: [] };

/** On SMS, AWS itself answers the keywords of the phone pool; here they are only written down. */
function consentReply(
  keyword: "stop" | "start" | "help",
  { message, route }: ReplyFacts,
  { clock }: TurnPorts,
): Reply {
  const before = consentChange(keyword, message, clock.now());
  const content = text({ stop: stopReply, start: startReply, help: helpReply }[keyword]);
  if (message.channel === "sms" || !mayCarry(route, content)) return { before, after: [] };
  return { content, before, after: [] };
}

function consentChange(
  keyword: "stop" | "start" | "help",
  { channel }: InboundMessage,
  at: number,
): ContactChange[] {
  if (keyword === "help") return [];
  const kind = keyword === "stop" ? "opted-out" : "opted-in";
  return [{ kind: "consent", channel, state: { kind, source: "keyword", at } }];
}

async function answer(
  question: string,
  message: InboundMessage,
  { answerer, log }: TurnPorts,
): Promise<string> {
  try {
    return await answerer.answer({ text: question });
  } catch (error) {
    log.error("answerer", { providerMessageId: loggableId(message.providerMessageId) }, error);
    return apologyReply;
  }
}

async function say(
  body: string,
  facts: ReplyFacts,
  { messaging, clock }: TurnPorts,
): Promise<Reply> {
  const now = clock.now();
  if (!mayCarry(facts.route, text(body))) {
    // They wrote to a number that no longer answers: B calls them over and the answer waits for
    // them there.
    const held = { text: body, until: now + serviceWindowMs };
    return { content: weMoved, before: [{ kind: "held", answer: held }], after: [] };
  }
  if (facts.route.sender === "A" && isInvitationDue(facts.contact, await facts.rollout(), now)) {
    const content = text(withInvitation(body, messaging.numbers.B));
    return { content, before: [], after: [{ kind: "invited", at: now }] };
  }
  return { content: text(body), before: [], after: [] };
}

const weMoved: OutboundContent = {
  type: "template",
  name: "we_moved",
  language: "en",
  parameters: [],
};

function text(body: string): OutboundContent {
  return { type: "text", body };
}
