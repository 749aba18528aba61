import type { Person } from "end-user-messaging-simulator";
import { crowd } from "../../local/rehearsal/people";
import type { SenderKey } from "../../local/system/running-system";

/** What people and the business do in a run: told from the seed alone, before it begins. */
export interface Script {
  readonly people: readonly Person[];
  /** In the order of their times. */
  readonly acts: readonly Act[];
}

export type Act = PersonAct | CampaignAct;

export interface PersonAct {
  readonly kind: "question" | "stop" | "start";
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly person: number;
  readonly to: SenderKey;
  readonly text: string;
  /** What an answer to it has in it, and no other message to this person. */
  readonly mark: string;
  /** What the world has ready for it. */
  readonly meets?: Meeting;
  /** Whether the person had said STOP on this channel, and no START since. */
  readonly optedOut: boolean;
}

export type Meeting =
  /** The provider brings it late, so that others overtake it. */
  | "late"
  /** The first run that takes it dies before it has read anything. */
  | "cut short"
  /** Its transaction is slow: others write meanwhile. */
  | "held up";

export interface CampaignAct {
  readonly kind: "campaign";
  readonly at: number;
  readonly person: number;
  readonly channel: "whatsapp" | "sms";
  readonly key: string;
  /** Stands in the message's text. */
  readonly mark: string;
  readonly optedOut: boolean;
}

/** A source of chances, such as the simulator's. */
export interface Chances {
  next(): number;
}

export interface ScriptOptions {
  readonly messages: number;
  readonly hours: number;
}

const hour = 3_600_000;
/** So that nobody asks more in an hour than is answered. */
const messagesAPerson = 12;
/** Somebody does two things at the same moment. */
const atOnce = 0.2;

export function scriptOf(random: Chances, { messages, hours }: ScriptOptions): Script {
  const people = crowd(Math.max(5, Math.ceil(messages / messagesAPerson))).map(withUserId);
  const times = Array.from({ length: messages }, () => Math.floor(random.next() * hours * hour));
  const scribe = new Scribe(random, people.length);
  const acts: Act[] = [];
  let previous: Act | undefined;
  for (const time of times.toSorted((one, other) => one - other)) {
    const joins: boolean = previous !== undefined && random.next() < atOnce;
    previous = scribe.act(joins ? (previous?.at ?? time) : time, joins ? previous : undefined);
    acts.push(previous);
  }
  const more = people.flatMap((_, person) => {
    const at = Math.floor(random.next() * hours * 0.7 * hour);
    if (wavers(person)) return changeOfMind(random, person, at);
    return person % 3 === 2 ? questionsInARow(person, at) : [];
  });
  return { people, acts: [...acts, ...more].toSorted((one, other) => one.at - other.at) };
}

/** Of these people the statements are told below, and no others. */
function wavers(person: number): boolean {
  return person % 3 === 1;
}

/**
 * STOP, while a turn of the other channel is about to write the same contact as it was; or START between two STOPs that comes after the second one. Later the business
 * writes, and must not.
 */
function changeOfMind(random: Chances, person: number, at: number): readonly Act[] {
  const isWavering = person % 2 === 0;
  // Twilio does not say when somebody wrote.
  const to = isWavering || random.next() < 0.5 ? "B" : "A";
  const minute = 60_000;
  const says = (kind: "stop" | "start", after: number, meets?: Meeting): PersonAct => ({
    kind,
    at: at + after,
    person,
    to,
    text: kind.toUpperCase(),
    mark: statementWords.whatsapp[kind],
    ...(meets ? { meets } : {}),
    optedOut: kind === "start",
  });
  const asks: PersonAct = {
    kind: "question",
    at,
    person,
    to: "sms",
    text: "how many calories in 901 g of rice?",
    mark: "white rice, 901 g:",
    meets: "held up",
    optedOut: false,
  };
  const first = isWavering
    ? [says("stop", 0), says("start", 30_000, "late"), says("stop", minute)]
    : [asks, says("stop", 100)];
  const mark = `Guest${person}after`;
  const later = { channel: "whatsapp", key: `campaign-${mark}`, mark, optedOut: true } as const;
  return [...first, { kind: "campaign", at: at + 40 * minute, person, ...later }];
}

/**
 * The first one's run dies, and the others come before it is tried again: the answers have to come
 * in the order of the questions.
 */
function questionsInARow(person: number, at: number): readonly Act[] {
  return Array.from({ length: 6 }, (_, index) => {
    const grams = 911 + index;
    return {
      kind: "question",
      at: at + index * 400,
      person,
      to: "B",
      text: `how many calories in ${grams} g of rice?`,
      mark: `white rice, ${grams} g:`,
      ...(index === 0 ? { meets: "cut short" as const } : {}),
      optedOut: false,
    } as const;
  });
}

/** Every third hides nothing but has a user id too, as WhatsApp gives it to whoever wants one. */
function withUserId(person: Person, index: number): Person {
  if (index % 3 !== 0) return person;
  return { ...person, bsuid: `US.1349120865530274${String(index).padStart(4, "0")}` };
}

class Scribe {
  readonly #asked = new Map<number, number>();
  /** When the person last changed their mind on a channel, and to what. */
  readonly #minds = new Map<string, { readonly out: boolean; readonly at: number }>();
  #campaigns = 0;

  constructor(
    private readonly random: Chances,
    private readonly people: number,
  ) {}

  /** @param with_ what the same person does at the same moment. */
  act(at: number, with_?: Act): Act {
    const person = with_?.person ?? this.#below(this.people);
    const draw = this.random.next();
    if (draw < 0.12) return this.#campaign(at, person);
    const to = this.#pick(["A", "B", "sms"] as const);
    if (draw < 0.24 && !wavers(person))
      return this.#statement(at, person, to) ?? this.#question(at, person, to);
    return this.#question(at, person, to);
  }

  #question(at: number, person: number, to: SenderKey): PersonAct {
    const count = (this.#asked.get(person) ?? 0) + 1;
    this.#asked.set(person, count);
    const grams = 100 + count;
    return {
      kind: "question",
      at,
      person,
      to,
      text: `how many calories in ${grams} g of rice?`,
      mark: `white rice, ${grams} g:`,
      optedOut: this.#isOut(person, channelOf(to)),
    };
  }

  /** A person changes their mind again only when the last change has surely come through. */
  #statement(at: number, person: number, to: SenderKey): PersonAct | undefined {
    const key = `${person} ${channelOf(to)}`;
    const mind = this.#minds.get(key);
    // Two statements soon after another are the case that the time of writing decides.
    // Only where the payload carries the time of writing: Twilio's form has none, and what it
    // brings late counts as written when it came.
    const isLate = to === "B" && this.random.next() < 0.4;
    const out = !(mind?.out ?? false);
    if (mind && at === mind.at) return undefined;
    this.#minds.set(key, { out, at });
    const words = statementWords[to === "sms" ? "sms" : "whatsapp"];
    return {
      kind: out ? "stop" : "start",
      at,
      person,
      to,
      text: out ? "STOP" : "START",
      mark: out ? words.stop : words.start,
      ...(isLate ? { meets: "late" as const } : {}),
      optedOut: !out,
    };
  }

  #campaign(at: number, person: number): CampaignAct {
    this.#campaigns += 1;
    const channel = this.random.next() < 0.75 ? "whatsapp" : "sms";
    const mark = `Guest${this.#campaigns}`;
    const optedOut = this.#isOut(person, channel);
    return { kind: "campaign", at, person, channel, key: `campaign-${mark}`, mark, optedOut };
  }

  #isOut(person: number, channel: string): boolean {
    return this.#minds.get(`${person} ${channel}`)?.out ?? false;
  }

  #below(count: number): number {
    return Math.floor(this.random.next() * count);
  }

  #pick<T>(all: readonly [T, ...T[]]): T {
    return all[this.#below(all.length)] ?? all[0];
  }
}

/** What confirms a statement, in the words that a person reads. */
const statementWords = {
  whatsapp: { stop: "you are unsubscribed", start: "you are subscribed again" },
  sms: { stop: "you get no more messages", start: "welcome back" },
} as const;

export function channelOf(to: SenderKey): "whatsapp" | "sms" {
  return to === "sms" ? "sms" : "whatsapp";
}
