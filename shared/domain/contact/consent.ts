import type { Channel } from "../message/channel";

/** What a message that the business starts is for; an answer to a question needs no consent. */
export const purposes = ["marketing", "utility"] as const;
export type Purpose = (typeof purposes)[number];

/**
 * What a person said, or what was said for them, of one channel and purpose. The latest counts; all
 * of them are kept as they came, apart from the contact.
 */
export interface ConsentStatement {
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly state: "opted-in" | "opted-out";
  readonly source: ConsentSource;
  /** When the person made it, by the provider's clock; milliseconds since the epoch. */
  readonly at: number;
}

export type ConsentSource =
  /** A word or a button of the person's own. */
  | "keyword"
  /** WhatsApp's own switch for marketing messages. */
  | "preference"
  /** A refusal that the provider keeps, found out by sending. */
  | "provider"
  | "operator"
  /** A list brought from elsewhere. */
  | "import";

/** The statements that count: at most one for each channel and purpose. */
export type Consent = readonly ConsentStatement[];

/**
 * Whether the business may start a message. Nobody's silence is a refusal; that there was an opt-in
 * is for whoever asks to send.
 */
export function mayStart(consent: Consent, channel: Channel, purpose: Purpose): boolean {
  return statementOn(consent, { channel, purpose })?.state !== "opted-out";
}

/** The statement that counts for a channel and purpose. */
function statementOn(
  consent: Consent,
  about: Pick<ConsentStatement, "channel" | "purpose">,
): ConsentStatement | undefined {
  return consent.find((one) => isSame(one, about));
}

function isSame(
  one: Pick<ConsentStatement, "channel" | "purpose">,
  other: Pick<ConsentStatement, "channel" | "purpose">,
): boolean {
  return one.channel === other.channel && one.purpose === other.purpose;
}

/** Whether the person wants nothing at all on a channel. */
export function isOptedOut(consent: Consent, channel: Channel): boolean {
  return purposes.every((purpose) => !mayStart(consent, channel, purpose));
}

/**
 * The statements that count once another one arrives, in whatever order they arrive: the one made
 * later holds, and of two made in the same second the refusal.
 */
export function withStatement(consent: Consent, statement: ConsentStatement): Consent {
  const known = statementOn(consent, statement);
  if (known && !holdsOver(statement, known)) return consent;
  return [...consent.filter((one) => !isSame(one, statement)), statement];
}

/** A union: of each channel and purpose the statement that holds. */
export function mergedConsent(one: Consent, other: Consent): Consent {
  return other.reduce(withStatement, one);
}

function holdsOver(statement: ConsentStatement, known: ConsentStatement): boolean {
  if (secondOf(statement.at) !== secondOf(known.at)) return statement.at > known.at;
  if (statement.state !== known.state) return statement.state === "opted-out";
  return statement.at > known.at;
}

/**
 * Meta tells times in whole seconds, API Gateway and SNS in milliseconds: of two things that were
 * said within a second nobody knows which came first.
 */
function secondOf(at: number): number {
  return Math.floor(at / 1000);
}

/**
 * Whether the person wants nothing of a channel any more, and said so after `at`: then what they
 * asked for before is not answered either.
 * @param at milliseconds since the epoch.
 */
export function isRefusedSince(consent: Consent, channel: Channel, at: number): boolean {
  return purposes.every((purpose) => {
    const one = statementOn(consent, { channel, purpose });
    return one?.state === "opted-out" && secondOf(one.at) > secondOf(at);
  });
}

/** Whether what was said is what holds: it may have come late, or on a tie. */
export function areInForce(statements: readonly ConsentStatement[], consent: Consent): boolean {
  return statements.every((said) => statementOn(consent, said)?.state === said.state);
}

/** One statement for each of the purposes. */
export function statementsOf(
  channel: Channel,
  about: readonly Purpose[],
  said: Omit<ConsentStatement, "channel" | "purpose">,
): ConsentStatement[] {
  return about.map((purpose) => ({ channel, purpose, ...said }));
}

/** A person with what they said: the change on the contact and the statements to append. */
export function withStatements<Person extends { readonly consent: Consent }>(
  contact: Person,
  statements: readonly ConsentStatement[],
): { readonly contact: Person; readonly statements: readonly ConsentStatement[] } {
  const consent = statements.reduce(withStatement, contact.consent);
  return { contact: consent === contact.consent ? contact : { ...contact, consent }, statements };
}
