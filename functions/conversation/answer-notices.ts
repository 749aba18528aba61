import type { Contact } from "../../shared/domain/contact/contact";
import {
  introduction,
  isInvitationDue,
  withInvitation,
} from "../../shared/domain/routing/invitation";
import type { Answer } from "../../shared/ports";
import type { Facts } from "./answer-plan";

const hour = 60 * 60 * 1000;

/** What holds of every figure is told with the first of them, and again a day later. */
export function withDisclaimer(
  answers: readonly Answer[],
  said: readonly string[],
  { contact, ports }: Facts,
): { body: string; contact: Contact } {
  const now = ports.clock.now();
  const texts = [...new Set([...answers.map(({ text }) => text), ...said])];
  const disclaimer = answers.find((answer) => answer.disclaimer !== undefined)?.disclaimer;
  const isDue = contact.disclaimedAt === undefined || now >= contact.disclaimedAt + 24 * hour;
  if (disclaimer === undefined || !isDue) return { body: texts.join("\n\n"), contact };
  return {
    body: [...texts, disclaimer].join("\n\n"),
    contact: { ...contact, disclaimedAt: now },
  };
}

/** A asks the person to go on at B; B says who it is, the first time. */
export function withNotices(body: string, facts: Facts): { body: string; contact: Contact } {
  const { contact, rollout, route, ports } = facts;
  const now = ports.clock.now();
  if (route.sender === "A" && rollout && isInvitationDue(contact, rollout, now)) {
    return {
      body: withInvitation(body, ports.messaging.numbers.B, facts.language),
      contact: { ...contact, invitedAt: now },
    };
  }
  if (route.sender !== "B" || contact.introducedAt) return { body, contact };
  // Whoever came by themselves knows where they are, and is not told so later either.
  const isInvited = contact.invitedAt !== undefined;
  return {
    body: isInvited ? introduction(body, facts.language) : body,
    contact: { ...contact, introducedAt: now },
  };
}
