import { isRefusedSince } from "../../shared/domain/contact/consent";
import type { Contact } from "../../shared/domain/contact/contact";
import { saidAt } from "../../shared/domain/message/message";
import type { Topic } from "../../shared/domain/safety/topic";
import { type AnswerPlan, type Facts, plan } from "./answer-plan";

const hour = 60 * 60 * 1000;

/** Two machines that answer each other would go on for ever. */
export async function underLimit(
  facts: Facts,
  make: () => AnswerPlan | Promise<AnswerPlan>,
): Promise<AnswerPlan> {
  // Who wanted nothing any more after they wrote this is not answered.
  if (isRefusedSince(facts.contact.consent, facts.message.channel, saidAt(facts.message)))
    return plan(facts, "refused-since");
  const answers = oneMore(facts);
  if (answers.count > facts.ports.answersAnHour) return plan(facts, tooMany(facts));
  const made = await make();
  return { ...made, contact: { ...made.contact, answers } };
}

/** So often in an hour is one thing told whatever else was said; who reads it has read it then. */
const sameAnHour = 5;

/**
 * What must be told is told however many questions were answered; over the limit the person's
 * statements hold as well, in silence.
 */
export function notAgainAndAgain(
  what: Topic | "consent",
  facts: Facts,
  made: AnswerPlan,
): AnswerPlan {
  if (made.contents.length === 0) return made;
  const known = oneMore(facts);
  const told = (known.told?.[what] ?? 0) + 1;
  const answers = { ...known, told: { ...known.told, [what]: told } };
  const counted = { ...made, contact: { ...made.contact, answers } };
  return told > sameAnHour ? { ...counted, contents: [], why: tooMany(facts) } : counted;
}

function oneMore({ contact, ports }: Facts): NonNullable<Contact["answers"]> {
  const now = ports.clock.now();
  const known = contact.answers;
  return known && now < known.since + hour
    ? { ...known, count: known.count + 1 }
    : { since: now, count: 1 };
}

function tooMany({ message, ports }: Facts): string {
  ports.metrics.count("TooManyAnswers", { channel: message.channel });
  return "too-many";
}
