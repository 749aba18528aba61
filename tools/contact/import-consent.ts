import { randomUUID } from "node:crypto";
import { type Alias, aliasKey } from "../../shared/domain/contact/alias";
import {
  type Consent,
  type ConsentStatement,
  isOptedOut,
  withStatement,
  withStatements,
} from "../../shared/domain/contact/consent";
import {
  type Contact,
  type ContactId,
  currentAliases,
  isReachableUnder,
  wasReachableUnder,
} from "../../shared/domain/contact/contact";
import { identify, withRead } from "../../shared/domain/contact/identity";
import type { PhoneNumber } from "../../shared/domain/message/channel";
import { nothingMore } from "../../shared/ports";
import type { ConsentLine } from "./consent-lines";
import type { System } from "./system";

/** What became, or would become, of the lines of a list. */
export type LineResult =
  /** It holds from now on. */
  | "new"
  /** It is written down, and something that was said later holds. */
  | "overridden"
  /** It was written down before. */
  | "known"
  /** Of somebody who was erased: nobody is made of them again, and a refusal joins the hash. */
  | "erased";

export interface ImportResult {
  readonly counts: Readonly<Record<LineResult, number>>;
  /** Numbers that want no SMS at all, and so are on AWS's list. */
  readonly mirrored: number;
}

/** So many lines of one person go into one transaction, which takes 100 writes. */
const lot = 40;

/** So often somebody else may be quicker. */
const readings = 5;

/** Imported again, or on from where it was cut short, it changes nothing more. */
export async function importConsent(
  lines: readonly ConsentLine[],
  system: System,
  really: boolean,
): Promise<ImportResult> {
  const counts: Record<LineResult, number> = { new: 0, overridden: 0, known: 0, erased: 0 };
  const mirrored = new Set<string>();
  for (const [number, said] of Map.groupBy(lines, (line) => line.number)) {
    for (const { consent, phones } of await importNumber(number, said, system, really, counts)) {
      if (!isOptedOut(consent, "sms")) continue;
      // Also who was known before: an import that was cut short may not have come to it.
      for (const phone of phones) {
        if (really) await system.optOutList?.add(phone);
        mirrored.add(phone);
      }
    }
  }
  return { counts, mirrored: mirrored.size };
}

/** Somebody of whom the lines said something of SMS, and where SMS reaches them. */
interface Mirrored {
  readonly consent: Consent;
  readonly phones: readonly string[];
}

interface Known {
  readonly consent: Consent;
  readonly keys: Set<string>;
}

/**
 * What was said under a number before its person left it is theirs, under whatever number they are
 * reached now; the rest is whoever's the number is.
 */
async function importNumber(
  number: PhoneNumber,
  lines: readonly ConsentLine[],
  system: System,
  really: boolean,
  counts: Record<LineResult, number>,
): Promise<Mirrored[]> {
  const alias: Alias = { kind: "phone", value: number };
  const key = aliasKey(alias);
  const owner = (await system.conversations.owners([alias])).get(key);
  if (owner?.refused && !owner.contact) {
    counts.erased += lines.length;
    const statements = lines.flatMap((line) => line.statements);
    if (really) await system.people.addRefusals({ alias, refused: owner.refused }, statements);
    return [];
  }
  const named = owner?.contact;
  const isLate = (line: ConsentLine) =>
    named !== undefined && line.statements.every(({ at }) => wasReachableUnder(named, key, at));
  const groups = [
    { said: lines.filter(isLate), contact: named, phones: named ? phonesOf(named) : [] },
    {
      said: lines.filter((line) => !isLate(line)),
      contact: named && isReachableUnder(named, key) ? named : undefined,
      phones: [number],
    },
  ];
  const mirrored: Mirrored[] = [];
  for (const { said, contact, phones } of groups) {
    if (said.length === 0) continue;
    const consent = await importPerson(alias, said, contact, system, really, counts);
    if (said.some(({ channel }) => channel === "sms")) mirrored.push({ consent, phones });
  }
  return mirrored;
}

function phonesOf(contact: Contact): string[] {
  return currentAliases(contact).flatMap(({ kind, value }) => (kind === "phone" ? [value] : []));
}

/** @returns what holds for the person afterwards. */
async function importPerson(
  alias: Alias,
  lines: readonly ConsentLine[],
  contact: Contact | undefined,
  system: System,
  really: boolean,
  counts: Record<LineResult, number>,
): Promise<Consent> {
  const before = contact ? await system.people.statements(contact) : [];
  let known: Known = {
    consent: contact?.consent ?? [],
    keys: new Set(before.map(keyOf)),
  };
  for (let from = 0; from < lines.length; from += lot) {
    const fresh: ConsentStatement[] = [];
    for (const { statements } of lines.slice(from, from + lot)) {
      const taken = take(statements, known);
      counts[taken.result]++;
      fresh.push(...taken.fresh);
      known = taken.known;
    }
    if (really && fresh.length > 0) await write(alias, fresh, system);
  }
  return known.consent;
}

function take(statements: readonly ConsentStatement[], { consent, keys }: Known) {
  const fresh = statements.filter((statement) => !keys.has(keyOf(statement)));
  const after = statements.reduce(withStatement, consent);
  const result: LineResult =
    fresh.length === 0 ? "known" : after === consent ? "overridden" : "new";
  const known = { consent: after, keys: new Set([...keys, ...fresh.map(keyOf)]) };
  return { result, fresh, known };
}

/** What makes two lines the same statement, as the store keeps them apart. */
function keyOf({ at, channel, purpose, state, source }: ConsentStatement): string {
  return `${at} ${channel} ${purpose} ${state} ${source}`;
}

async function write(
  alias: Alias,
  statements: readonly ConsentStatement[],
  { conversations }: System,
): Promise<void> {
  for (let reading = 1; reading <= readings; reading++) {
    const owners = await conversations.owners([alias]);
    // One address never merges two people, so the salt is not asked for.
    const at = Math.max(...statements.map((statement) => statement.at));
    const newId = randomUUID() as ContactId;
    const person = identify([alias], owners, { salt: "", newId, at });
    const { contact } = withStatements(person.contact, statements);
    const result = await conversations.commit({
      ...nothingMore,
      people: withRead({ ...person, contact }, owners),
      statements,
    });
    if (result === "committed") return;
  }
  throw new Error(
    `A person was changed ${readings} times while their consent was written: import again.`,
  );
}
