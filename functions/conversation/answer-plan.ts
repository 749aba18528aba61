import type { Contact } from "../../shared/domain/contact/contact";
import type { OutboundContent } from "../../shared/domain/content/content";
import type { Language } from "../../shared/domain/language/language";
import { type InboundMessage, saidAt } from "../../shared/domain/message/message";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import type { Route } from "../../shared/domain/routing/route";
import type { Answer, HeldMessage, HeldTurn, Question } from "../../shared/ports";
import type { statementsIn } from "./consent";
import type { Meaning } from "./meaning";
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

/** With what the plan is made from. */
export interface Facts extends PlanFacts {
  readonly route: Route;
  readonly language: Language;
  readonly answers: Answers;
  readonly ports: ConversationPorts;
}

/** Silence, unless more is said. */
export function plan(facts: Facts, why: string, more: Partial<AnswerPlan> = {}): AnswerPlan {
  const { contact, route, message } = facts;
  const silent = { contents: [], statements: [], held: [], released: [] };
  return { contact, route, ...silent, askedAt: saidAt(message), why, ...more };
}

/** Answers to questions, each asked once however often the turn is decided. */
export class Answers {
  readonly #known = new Map<string, Promise<Answer>>();

  constructor(private readonly ports: ConversationPorts) {}

  to(question: Question): Promise<Answer> {
    const known = this.#known.get(question.text) ?? this.ports.answerer.answer(question);
    this.#known.set(question.text, known);
    return known;
  }
}
