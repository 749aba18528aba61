import { consentIn } from "../../shared/domain/consent/keywords";
import {
  areInForce,
  isRefusedSince,
  mayStart,
  withStatements,
} from "../../shared/domain/contact/consent";
import type { Contact } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import { fixedReply, unsupportedReply } from "../../shared/domain/content/fixed-replies";
import { longestText } from "../../shared/domain/content/limits";
import { splitText } from "../../shared/domain/content/split-text";
import { templateContent } from "../../shared/domain/content/template-catalogue";
import { wordsIn } from "../../shared/domain/content/words-in";
import { type Language, languageOf } from "../../shared/domain/language/language";
import { senderWrittenTo } from "../../shared/domain/message/channel";
import { type InboundMessage, saidAt } from "../../shared/domain/message/message";
import { loggableId } from "../../shared/domain/message/message-id";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import {
  introduction,
  isInvitationDue,
  withInvitation,
} from "../../shared/domain/routing/invitation";
import { mayCarry, type Route, routeFrom, routeReply } from "../../shared/domain/routing/route";
import type { Topic } from "../../shared/domain/safety/topic";
import { serviceWindowMs } from "../../shared/domain/window";
import type { Answer, HeldMessage, HeldTurn } from "../../shared/ports";
import type { Answers } from "./answer-message";
import { confirmsItself, statementsIn } from "./consent";
import { type ConsentKeyword, type Meaning, meaningOf } from "./meaning";
import type { ConversationPorts } from "./take-item";

/** What is said to a message, and how the person is to be kept. */
export interface AnswerPlan {
  readonly contact: Contact;
  /** In their order; nothing where silence is right. */
  readonly contents: readonly OutboundContent[];
  readonly route: Route;
  readonly statements: ReturnType<typeof statementsIn>;
  readonly held: readonly HeldMessage[];
  readonly released: readonly HeldTurn[];
  /** When the person said what is answered; milliseconds since the epoch. */
  readonly askedAt: number;
  /** In a word, for the log. */
  readonly why: string;
}

export interface PlanFacts {
  readonly message: InboundMessage;
  readonly meaning: Meaning;
  /** With this message recorded. */
  readonly contact: Contact;
  readonly held: readonly HeldTurn[];
  readonly rollout: RolloutInForce | undefined;
}

type Of<Kind extends Meaning["kind"]> = Extract<Meaning, { readonly kind: Kind }>;

type Plans = {
  readonly [Kind in Meaning["kind"]]: (
    meaning: Of<Kind>,
    facts: Facts,
  ) => AnswerPlan | Promise<AnswerPlan>;
};

interface Facts extends PlanFacts {
  readonly route: Route;
  readonly language: Language;
  readonly answers: Answers;
  readonly ports: ConversationPorts;
}

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
  const route = routeReply(senderWrittenTo(facts.message), facts.rollout?.stage, {
    contact: facts.contact,
    numbers: ports.messaging.numbers,
    now: ports.clock.now(),
  });
  const make = plans[facts.meaning.kind] as (meaning: Meaning, facts: Facts) => Promise<AnswerPlan>;
  const { content } = facts.message;
  const known = facts.contact.language;
  const language = languageOf(wordsIn(content).join(" "), consentIn(content)?.language ?? known);
  const contact = language === (known ?? "en") ? facts.contact : { ...facts.contact, language };
  return make(facts.meaning, { ...facts, contact, route, language, answers, ports });
}

function plan(facts: Facts, why: string, more: Partial<AnswerPlan> = {}): AnswerPlan {
  const { contact, route, message } = facts;
  const silent = { contents: [], statements: [], held: [], released: [] };
  return { contact, route, ...silent, askedAt: saidAt(message), why, ...more };
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

/** What holds of every figure is told with the first of them, and again a day later. */
function withDisclaimer(
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
function withNotices(body: string, facts: Facts): { body: string; contact: Contact } {
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

const hour = 60 * 60 * 1000;

/** Two machines that answer each other would go on for ever. */
async function underLimit(
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
function notAgainAndAgain(what: Topic | "consent", facts: Facts, made: AnswerPlan): AnswerPlan {
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
