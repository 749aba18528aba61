import { readFileSync, statSync } from "node:fs";
import {
  type PhoneMessage,
  type RecordedEvent,
  readRecordedEvent,
} from "end-user-messaging-simulator";
import { type ConversationTurn, conversationGroup } from "../../shared/domain/message/message";
import { readableLogText } from "../console/log-text";
import { RunningSystem } from "../system/running-system";
import type { Options } from "./options";

/** A file that is no event; the message is for the person who named it. */
export class EventFileError extends Error {
  override readonly name = "EventFileError";
}

/**
 * `--event FILE`: publishes the recorded event and prints what the system did with it. 0 when it
 * took it, 1 when it refused or lost it.
 */
export async function publishEvent({ stack, set }: Options, file: string): Promise<number> {
  const { text, recorded } = readEventFile(file);
  const { businessNumber, metaWabaId, metaPhoneNumberId, at } = recorded;
  // Number B is the one in the file, and it is now: its window is open, as it was then.
  const system = await RunningSystem.start({
    stack,
    set: [...set, ...(businessNumber ? [`whatsapp.phoneNumber=${businessNumber}`] : [])],
  });
  try {
    if (at !== undefined) await system.client.call("PUT /clock", { now: at });
    if (businessNumber && metaWabaId && metaPhoneNumberId)
      system.world.providers.eumSocial.knowAs(businessNumber, { metaWabaId, metaPhoneNumberId });
    const log: string[] = [];
    system.world.cloud.onLog(({ functionName, text }) =>
      log.push(`${functionName}: ${readableLogText(text)}`),
    );
    const turns = turnsFromNowOn(system);
    const messages = await system.talk(() =>
      system.client.call("POST /events/whatsapp", { event: text }),
    );
    for (const turn of turns) printTurn(JSON.parse(turn) as ConversationTurn);
    if (turns.length === 0)
      console.log("normalised message\n  none: the event holds no message of a person");
    for (const answer of messages.filter(({ direction }) => direction === "from-business"))
      printAnswer(answer);
    console.log(`the functions' log\n${indented(log.join("\n"))}`);
    const { entries: faults } = await system.client.call("GET /faults", {});
    for (const { service, message } of faults)
      console.log(`the cloud says\n  ${service}: ${message}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await system.stop();
  }
}

/** The bodies of what comes to the conversation queue; it grows as they come. */
function turnsFromNowOn({ world: { cloud } }: RunningSystem): readonly string[] {
  const queue = cloud.controlPlane
    .all("aws:sqs/queue:Queue")
    .find(({ logicalName }) => logicalName === "conversation");
  const seen = new Set<string>();
  const bodies: string[] = [];
  cloud.sqs.onChange((changed) => {
    if (changed.arn !== queue?.outputs.arn) return;
    for (const { messageId, body } of changed.peekAll()) {
      if (!seen.has(messageId)) bodies.push(body);
      seen.add(messageId);
    }
  });
  return bodies;
}

function readEventFile(file: string): { readonly text: string; readonly recorded: RecordedEvent } {
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

function printTurn(turn: ConversationTurn): void {
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
