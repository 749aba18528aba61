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
  isReachableUnder,
} from "../../shared/domain/contact/contact";
import { identify } from "../../shared/domain/contact/identity";
import type { PhoneNumber } from "../../shared/domain/message/channel";
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
  let mirrored = 0;
  for (const [number, said] of Map.groupBy(lines, (line) => line.number)) {
    const consent = await importPerson(number, said, system, really, counts);
    if (!said.some(({ channel }) => channel === "sms") || !isOptedOut(consent, "sms")) continue;
    // Also who was known before: an import that was cut short may not have come to it.
    if (really) await system.optOutList?.add(number);
    mirrored++;
  }
  return { counts, mirrored };
}

interface Known {
  readonly consent: Consent;
  readonly keys: Set<string>;
}

/** @returns what holds for the person afterwards; nothing where they were erased. */
async function importPerson(
  number: PhoneNumber,
  lines: readonly ConsentLine[],
  system: System,
  really: boolean,
  counts: Record<LineResult, number>,
): Promise<Consent> {
  const alias: Alias = { kind: "phone", value: number };
  const owner = (await system.conversations.owners([alias])).get(aliasKey(alias));
  if (owner?.refused && !owner.contact) {
    counts.erased += lines.length;
    const statements = lines.flatMap((line) => line.statements);
    if (really) await system.people.addRefusals({ alias, refused: owner.refused }, statements);
    return [];
  }
  const contact =
    owner?.contact && isReachableUnder(owner.contact, aliasKey(alias)) ? owner.contact : undefined;
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
    const person = identify([alias], owners, {
      salt: "",
      newId: randomUUID() as ContactId,
      at: Date.now(),
    });
    const read: Contact | undefined = owners.get(aliasKey(alias))?.contact;
    const isSame = read?.id === person.contact.id;
    const result = await conversations.commit({
      people: {
        ...person,
        contact: withStatements(person.contact, statements).contact,
        ...(isSame ? { read } : {}),
      },
      statements,
      messages: [],
      held: [],
      released: [],
    });
    if (result === "committed") return;
  }
  throw new Error(
    `A person was changed ${readings} times while their consent was written: import the list again.`,
  );
}
