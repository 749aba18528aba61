import { readFileSync, statSync } from "node:fs";
import {
  type PhoneMessage,
  type RecordedEvent,
  readRecordedEvent,
  readStackSettings,
} from "end-user-messaging-simulator";
import {
  type ConversationItem,
  conversationGroup,
} from "../../shared/domain/message/conversation-item";
import { readableLogText } from "../console/log-text";
import { RunningSystem } from "../system/running-system";
import { type LinkedWaba, linkedWaba } from "../system/stack";
import { readingOf } from "./event-reading";
import type { Options } from "./options";

interface EventFile {
  readonly text: string;
  readonly recorded: RecordedEvent;
}

/** Cursors of what the functions and the world have said. */
interface Since {
  readonly logs?: number;
  readonly faults?: number;
}

/** A file that is no event; the message is for the person who named it. */
export class EventFileError extends Error {
  override readonly name = "EventFileError";
}

/**
 * `--event FILE`: publishes the recorded event and prints what the system did with it.
 * @returns 0 when it was read, 1 when nothing could read it, or it was refused or lost.
 * @throws EventFileError for a file that is no event, or one of another number or WABA.
 */
export async function publishEvent({ stack, set }: Options, file: string): Promise<number> {
  const event = readEventFile(file);
  const waba = linkedWaba(readStackSettings(process.cwd(), stack, set));
  if (waba) refuseStrangers(event.recorded, waba, stack);
  const system = await RunningSystem.start({ stack, set });
  try {
    return await replay(system, event);
  } finally {
    await system.stop();
  }
}

/**
 * Publishes the event in a system, and prints what that did with it.
 * @param since what the system has said before counts for nothing
 * @returns the exit code
 */
export async function replay(
  system: RunningSystem,
  { text, recorded: { at } }: EventFile,
  since: Since = {},
): Promise<number> {
  // It is now: the window of who wrote is open, as it was then.
  if (at !== undefined) await setClock(system, at);
  let id = "";
  const messages = await system.talk(async () => {
    ({ id } = await system.client.call("POST /events/whatsapp", { event: text }));
    // What cannot be read is tried again, until it is a dead letter.
    for (const queue of await system.queues.names()) await system.queues.untilTriedOut(queue);
  });
  for (const turn of await turnsOf(system, id)) printTurn(turn);
  for (const answer of messages.filter(({ direction }) => direction === "from-business"))
    printAnswer(answer);
  return await conclude(system, since);
}

/** @throws EventFileError for a time that the world's clock does not take. */
async function setClock({ client }: RunningSystem, at: number): Promise<void> {
  try {
    await client.call("PUT /clock", { now: at });
  } catch (error) {
    const time = new Date(at).toISOString();
    throw new EventFileError(`The event is of ${time}: ${(error as Error).message}`);
  }
}

/** @throws EventFileError with one sentence, when the event is of somebody else. */
function refuseStrangers({ envelopes }: RecordedEvent, waba: LinkedWaba, stack: string): void {
  const facts = [
    ["businessNumber", "the number", waba.phoneNumber],
    ["metaWabaId", "the WABA", waba.metaWabaId],
    ["metaPhoneNumberId", "the phone_number_id", waba.metaPhoneNumberId],
  ] as const;
  for (const envelope of envelopes)
    for (const [name, what, own] of facts) {
      const named = envelope[name];
      // Old recordings mask Meta's ids.
      if (named === undefined || named === own || /X{3,}/.test(named)) continue;
      const other = name === "businessNumber" ? `, or --set whatsapp.phoneNumber=${named}` : "";
      throw new EventFileError(
        `The event is of ${what} ${named}, and stack ${stack} has ${own}: ` +
          `put that into the file to replay it${other}.`,
      );
    }
}

/** What the functions said, and what went wrong. @returns the exit code. */
async function conclude({ client, queues }: RunningSystem, since: Since): Promise<number> {
  const { entries: lines } = await client.call("GET /logs", { since: since.logs ?? 0 });
  const log = lines.map(({ functionName, text }) => `${functionName}: ${readableLogText(text)}`);
  console.log(`the functions' log\n${indented(log.join("\n"))}`);
  const { entries: faults } = await client.call("GET /faults", { since: since.faults ?? 0 });
  for (const { service, message } of faults)
    console.log(`the world says\n  ${service}: ${message}`);
  const { isRead, became, unread } = readingOf(lines);
  if (became.length > 0) console.log(`it was\n${indented(became.join("\n"))}`);
  for (const what of unread) console.log(`not read\n  ${what}`);
  if (!isRead) console.log("not read\n  nothing in the event: no function could read it");
  const { visible: aside } = await queues.depth("quarantine");
  if (aside > 0) console.log(`put aside\n  ${aside} item${aside === 1 ? "" : "s"} in quarantine`);
  const dead = await queues.withDeadLetters();
  for (const { name, visible } of dead)
    console.log(`not taken\n  ${visible} dead letter${visible === 1 ? "" : "s"} in ${name}`);
  return isRead && faults.length + dead.length === 0 ? 0 : 1;
}

/** The turns that the event led to, as they came to the conversation queue. */
async function turnsOf({ client }: RunningSystem, id: string): Promise<ConversationItem[]> {
  const hops = await client.call("GET /traces/{id}", { id });
  const bodies = hops.flatMap(({ place, name, what, body }) => {
    const isTurn = place === "queue" && name.includes("conversation") && what === "sent";
    return isTurn && body !== undefined ? [body] : [];
  });
  if (bodies.length === 0)
    console.log("normalised message\n  none: the event holds no message of a person");
  return [...new Set(bodies)].map((body) => JSON.parse(body) as ConversationItem);
}

export function readEventFile(file: string): EventFile {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile())
    throw new EventFileError(`"${file}" is ${found ? "no file" : "not there"}.`);
  const text = readFileSync(file, "utf8");
  try {
    return { text, recorded: readRecordedEvent(text) };
  } catch (error) {
    throw new EventFileError(`${file}: ${(error as Error).message}`);
  }
}

function printTurn(turn: ConversationItem): void {
  if (turn.kind !== "inbound") return;
  console.log(`normalised message\n${indented(JSON.stringify(turn.message, null, 2))}`);
  console.log(`conversation\n  ${conversationGroup(turn)}`);
}

function printAnswer({ text, provider, businessNumber, tick }: PhoneMessage): void {
  console.log(`answer\n${indented(text)}`);
  console.log(`carried by\n  ${provider}, from ${businessNumber}, ${tick}`);
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
