import { readFileSync } from "node:fs";
import { isOptedOut } from "../../shared/domain/contact/consent";
import type { PersonFile } from "../../shared/store/dynamo-people";
import { readCommandLine, type Task, UsageError, usage } from "./command-line";
import { readConsentList } from "./consent-lines";
import { eraseFiles } from "./erase-files";
import { importConsent } from "./import-consent";
import { exported, phonesOf, shown } from "./show";
import { openSystem, type System } from "./system";

/**
 * Does what the command line asks for.
 * @returns what is to be printed. @throws errors that are for the person, by `isForPeople`
 */
export async function runContact(args: readonly string[]): Promise<string> {
  const read = readCommandLine(args);
  if (read === "help") return usage;
  const system = await openSystem(read.where);
  try {
    return await run(read.task, system);
  } finally {
    system.close();
  }
}

async function run(task: Task, system: System): Promise<string> {
  switch (task.kind) {
    case "import":
      return importFile(task.file, system, task.really);
    case "erase":
      return erase(await system.people.read(task.who), system, task.really);
    case "show":
    case "export": {
      const file = await system.people.read(task.who);
      const listed = (await listedPhones(file, system))?.length;
      const isListed = listed === undefined ? undefined : listed > 0;
      return task.kind === "show" ? shown(file, isListed, system.now) : exported(file, isListed);
    }
  }
}

/** Undefined where the list is not known. */
async function listedPhones(
  file: PersonFile,
  { optOutList }: System,
): Promise<string[] | undefined> {
  if (!optOutList) return undefined;
  const listed: string[] = [];
  for (const phone of phonesOf(file)) if (await optOutList.has(phone)) listed.push(phone);
  return listed;
}

async function erase(file: PersonFile, system: System, really: boolean): Promise<string> {
  const { contact, held, statements, sent, files } = file;
  const onList = (await listedPhones(file, system)) ?? [];
  // Where no hash says the same, the list is all that keeps the opt-out.
  const isHashed = isOptedOut(contact?.consent ?? file.refused, "sms");
  const listed = isHashed ? onList : [];
  const counts = [
    [contact ? 1 : 0, "contact, with its addresses"],
    [statements.length, "statements of consent"],
    [held.length, "messages that wait for them to write to B"],
    [sent.filter(({ content }) => content).length, "contents of messages"],
    [sent.filter(({ request }) => request).length, "requests to send"],
    [files.length, "files that they sent"],
    [listed.length, "entries of AWS's opt-out list, which the hash stands in for"],
  ] as const;
  const what = counts.filter(([count]) => count > 0).map(([count, name]) => `  ${count} ${name}`);
  if (what.length === 0) return "Nothing is kept of this person that could be erased.";
  const stays = [
    "What stays: the ledger's records of messages, which name nobody; and of each address one",
    "keyed hash, where they had opted out. It does not reach queues and dead letters (two weeks),",
    "backups, logs at Twilio, Meta and AWS, and what others keep.",
  ];
  if (!really)
    return ["This would be erased:", ...what, ...stays, "With --yes it is done."].join("\n");
  const { deleted, left } = await eraseFiles(files, system.mediaBucket);
  const { hashes } = await system.people.erase({ ...file, files: deleted });
  const kept = await unlist(listed, system);
  return [
    "Erased:",
    ...what,
    ...(hashes > 0 ? [`  ${hashes} hash${hashes > 1 ? "es" : ""} kept, with the opt-out`] : []),
    ...left,
    ...kept,
    ...stays,
  ].join("\n");
}

/** After the hashes are there. AWS takes a number off once in 30 days (DeleteOptedOutNumber). */
async function unlist(phones: readonly string[], { optOutList }: System): Promise<string[]> {
  const kept: string[] = [];
  for (const phone of phones) {
    if ((await optOutList?.remove(phone)) === false)
      kept.push("  AWS keeps a number on its opt-out list: try again in 30 days");
  }
  return kept;
}

async function importFile(path: string, system: System, really: boolean): Promise<string> {
  const list = readConsentList(readText(path), system.now);
  const { counts, mirrored } = await importConsent(list.lines, system, really);
  const lines = [
    [counts.new, "new, and in force"],
    [counts.overridden, "new, and overridden by what was said later"],
    [counts.known, "known already"],
    [counts.erased, "of people who were erased: a refusal joins the hash"],
    [list.silent, "say nothing of consent"],
    [list.refused.length, "refused"],
  ] as const;
  return [
    really ? "Imported:" : "This would be imported:",
    ...lines.map(([count, name]) => `  ${String(count).padStart(6)}  ${name}`),
    ...list.refused.map(({ line, reason }) => `          line ${line}: ${reason}`),
    system.optOutList
      ? `  ${String(mirrored).padStart(6)}  numbers on AWS's opt-out list for SMS by it`
      : `  ${String(mirrored).padStart(6)}  numbers NOT put on AWS's opt-out list: name it`,
    ...(really ? [] : ["With --yes it is done."]),
  ].join("\n");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
