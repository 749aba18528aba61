import { mayStart } from "../contact/consent";
import type { Contact } from "../contact/contact";
import { fixedReply } from "../content/fixed-replies";
import type { Language } from "../language/language";
import type { PhoneNumber } from "../message/channel";
import { stageRules } from "../rollout/stage";
import type { RolloutInForce } from "../rollout/weight-in-force";
import { hasMoved } from "./route";

/** A person is invited at most once in this time. */
export const invitationIntervalMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Whether a person who writes to A is asked, with the answer, to go on at B (docs/rules.md, rule
 * 2). Whoever opted out is answered when they write, and gets nothing with the answer that they did
 * not ask for.
 */
export function isInvitationDue(contact: Contact, rollout: RolloutInForce, now: number): boolean {
  if (!stageRules(rollout.stage).invitesToB || !hasMoved(contact, rollout)) return false;
  if (!mayStart(contact.consent, "whatsapp", "utility")) return false;
  return contact.invitedAt === undefined || now >= contact.invitedAt + invitationIntervalMs;
}

/** The answer with the invitation below it. */
export function withInvitation(answer: string, numberB: PhoneNumber, language: Language): string {
  return `${answer}\n\n${fixedReply("invitation", language)} ${chatLink(numberB, "Hi")}`;
}

/** The first answer from B to who was invited: a chat with an unknown number says who it is. */
export function introduction(answer: string, language: Language): string {
  return `${fixedReply("introduction", language)}\n\n${answer}`;
}

/**
 * Opens a chat with a number, with a first message already written (WhatsApp Help Center, click to
 * chat).
 */
export function chatLink(number: PhoneNumber, text: string): string {
  return `https://wa.me/${number.slice(1)}?text=${encodeURIComponent(text)}`;
}
