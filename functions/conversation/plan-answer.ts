import { areInForce, mayStart, withStatements } from "../../shared/domain/contact/consent";
import type { OutboundContent } from "../../shared/domain/content/content";
import { fixedReply, unsupportedReply } from "../../shared/domain/content/fixed-replies";
import { longestText } from "../../shared/domain/content/limits";
import { splitText } from "../../shared/domain/content/split-text";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { wordsIn } from "../../shared/domain/content/words-in";
import { languageOf } from "../../shared/domain/language/language";
import { senderWrittenTo } from "../../shared/domain/message/channel";
import { loggableId } from "../../shared/domain/message/message-id";
import { mayCarry, routeFrom, routeReply } from "../../shared/domain/routing/route";
import { serviceWindowMs } from "../../shared/domain/window";
import type { Answer } from "../../shared/ports";
import { notAgainAndAgain, underLimit } from "./answer-limits";
import { withDisclaimer, withNotices } from "./answer-notices";
import { type AnswerPlan, type Answers, type Facts, type PlanFacts, plan } from "./answer-plan";
import { confirmsItself, statementsIn } from "./consent";
import { type ConsentKeyword, type Meaning, meaningOf } from "./meaning";
import type { ConversationPorts } from "./take-item";

type Of<Kind extends Meaning["kind"]> = Extract<Meaning, { readonly kind: Kind }>;

type Plans = {
  readonly [Kind in Meaning["kind"]]: (
    meaning: Of<Kind>,
    facts: Facts,
  ) => AnswerPlan | Promise<AnswerPlan>;
};

const plans: Plans = {
  silence: (_, facts) => plan(facts, "silence"),
  referral: (meaning, facts) =>
    notAgainAndAgain(meaning.topic, facts, referralPlan(meaning, facts)),
  consent: ({ keyword }, facts) =>
    keyword === "help"
      ? underLimit(facts, () => consentPlan(keyword, facts))
      : notAgainAndAgain("consent", facts, consentPlan(keyword, facts)),
  question: ({ text }, facts) => underLimit(facts, () => questionPlan([text], facts)),
  // With nothing held any more, there is nothing to go on with.
  continue: (_, facts) =>
    underLimit(facts, () =>
      facts.held.length > 0
        ? questionPlan([], facts)
        : reply(facts, "nothing-held", fixedReply("nothing-waits", facts.language)),
    ),
  // A picture is a sign that they are there too: what was held is answered with it.
  unsupported: ({ what }, facts) =>
    underLimit(facts, () => {
      const words = unsupportedReply(what, facts.language);
      return facts.held.length > 0
        ? questionPlan([], facts, [words])
        : reply(facts, "unsupported", words);
    }),
};

export async function planAnswer(
  facts: PlanFacts,
  answers: Answers,
  ports: ConversationPorts,
): Promise<AnswerPlan> {
  const { meaning, message } = facts;
  const route = routeReply(senderWrittenTo(message), facts.rollout?.stage, {
    contact: facts.contact,
    numbers: ports.messaging.numbers,
    now: ports.clock.now(),
  });
  const make = plans[meaning.kind] as (meaning: Meaning, facts: Facts) => Promise<AnswerPlan>;
  const known = facts.contact.language;
  const asked = "language" in meaning ? meaning.language : undefined;
  const language = languageOf(wordsIn(message.content).join(" "), asked ?? known);
  const contact = language === (known ?? "en") ? facts.contact : { ...facts.contact, language };
  return make(meaning, { ...facts, contact, route, language, answers, ports });
}

/** From the number that was written to, whatever the stage says of answers: it must not wait. */
function atOnce(facts: Facts, reason: string): Facts {
  const { contact, message, ports, route } = facts;
  const { numbers } = ports.messaging;
  const isHeard = mayCarry(route, { type: "text", body: "" });
  if (isHeard || senderWrittenTo(message) !== "A" || !numbers.A) return facts;
  const now = ports.clock.now();
  return { ...facts, route: routeFrom("A", { reason }, { contact, numbers, now }) };
}

/** What is said, or what is done where it cannot be said now. */
function reply(facts: Facts, why: string, body: string): AnswerPlan {
  const content: OutboundContent = { type: "text", body };
  return mayCarry(facts.route, content)
    ? plan(facts, why, { contents: texts(body, facts) })
    : waitForThem(facts);
}

/** In as many messages as the sender needs for it. */
function texts(body: string, { route }: Facts): OutboundContent[] {
  return splitText(body, longestText[route.sender]).map((part) => ({ type: "text", body: part }));
}

/**
 * What they ask for beside their need is written down; the referral is the one answer. It is for
 * now, also where they have refused everything since.
 */
function referralPlan({ text, consent }: Of<"referral">, facts: Facts): AnswerPlan {
  const asked = consent === undefined ? [] : statementsIn(facts.message, consent);
  const { contact, statements } = withStatements(facts.contact, asked);
  const said = reply(atOnce({ ...facts, contact }, "referral"), "referral", text);
  return { ...said, statements: [...statements], askedAt: facts.ports.clock.now() };
}

/**
 * On SMS, AWS answers its own keywords by itself; they are only written down. Nor is anything said
 * to what no longer holds: a START that comes after a later STOP is no welcome.
 */
function consentPlan(keyword: ConsentKeyword, asked: Facts): AnswerPlan {
  const facts = atOnce(asked, "consent");
  const said = statementsIn(facts.message, keyword);
  const change = withStatements(facts.contact, said);
  const content: OutboundContent = { type: "text", body: fixedReply(keyword, facts.language) };
  const isSaid =
    !confirmsItself(facts.message) &&
    areInForce(said, change.contact.consent) &&
    mayCarry(facts.route, content);
  return plan({ ...facts, contact: change.contact }, `consent.${keyword}`, {
    statements: [...change.statements],
    contents: isSaid ? [content] : [],
  });
}

/** This question, and those that waited for the person to write here, answered together. */
async function questionPlan(
  asked: readonly string[],
  facts: Facts,
  said: readonly string[] = [],
): Promise<AnswerPlan> {
  if (!mayCarry(facts.route, { type: "text", body: "" })) return waitForThem(facts);
  const waited = facts.held.flatMap(({ message }) => {
    const meaning = meaningOf(message.content);
    return meaning.kind === "question" ? [meaning.text] : [];
  });
  const answers = await Promise.all(
    [...waited, ...asked].map((question) => answerTo(question, facts)),
  );
  const told = withDisclaimer(answers, said, facts);
  const { contact, body } = withNotices(told.body, { ...facts, contact: told.contact });
  const { heldUntil: _, heldRounds: __, askedAt: ___, ...rest } = contact;
  return plan({ ...facts, contact: rest }, "answer", {
    contents: texts(body, facts).slice(-mostParts),
    released: facts.held,
  });
}

/**
 * Three writes each, and one transaction takes a hundred (DynamoDB API reference,
 * TransactWriteItems). More than 120,000 letters in one answer only a machine asks for: of its
 * questions the last are answered.
 */
const mostParts = 30;

async function answerTo(text: string, facts: Facts): Promise<Answer> {
  const { answers, ports, message, language } = facts;
  try {
    return await answers.to({ text, language });
  } catch (error) {
    ports.metrics.count("AnswererFailed", { channel: message.channel });
    ports.log.error("answerer", {}, error);
    return { text: fixedReply("apology", language) };
  }
}

/**
 * The number that would answer may not write freely: the question is held for a day, and one
 * template a day asks the person to write; none to who opted out.
 */
function waitForThem(facts: Facts): AnswerPlan {
  const { message, route, ports } = facts;
  const now = ports.clock.now();
  const until = now + serviceWindowMs;
  const { askedAt } = facts.contact;
  const isAsked = askedAt !== undefined && now < askedAt + serviceWindowMs;
  const isToAsk = !isAsked && mayStart(facts.contact.consent, "whatsapp", "utility");
  const [round = loggableId(message.providerMessageId), ...others] = facts.contact.heldRounds ?? [];
  const contact = {
    ...facts.contact,
    heldUntil: until,
    heldRounds: [round, ...others],
    ...(isToAsk ? { askedAt: now } : {}),
  };
  // A window that is merely closed is not a retired number: the words differ.
  const template = route.sender !== senderWrittenTo(message) ? "we_moved" : "answer_ready";
  return plan({ ...facts, contact }, "held", {
    held: [{ message, round, until }],
    contents: isToAsk ? [templateContent(template, facts.language, {})] : [],
  });
}
