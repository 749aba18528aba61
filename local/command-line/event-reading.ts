import type { ControlAnswer } from "end-user-messaging-simulator";
import { logFields } from "../console/log-text";

type LogLine = ControlAnswer<"GET /logs">["entries"][number];
type Fields = Readonly<Record<string, unknown>>;

/** How the functions read an event, as far as they say. */
export interface EventReading {
  /** Whether anything in it was taken for what it is: a message, a delivery, news of the account. */
  readonly isRead: boolean;
  /** What became of what was read, a sentence each. */
  readonly became: readonly string[];
  /** What nobody could read, a few words each. */
  readonly unread: readonly string[];
}

/**
 * The lines by which a function says that it could not read something; undefined where it could,
 * and there was nothing to do about it.
 */
const unreadLines: Readonly<Record<string, (fields: Fields) => string | undefined>> = {
  "inbound.unreadable": ({ reason }) => `unreadable: ${reason}`,
  "inbound.ignored": ({ why, what }) => (why === "nothing-to-do" ? undefined : `${why}: ${what}`),
  "whatsapp.ignored": ({ what }) => String(what),
  "sms.ignored": ({ what }) => String(what),
};

/** The lines by which a function says what it made of something. */
const becameLines: Readonly<Record<string, (fields: Fields) => string>> = {
  "inbound.handedOver": ({ item }) =>
    item === "inbound"
      ? "a message of a person, which went to the conversation"
      : `something that a person did (${item}), which went to the conversation`,
  account: ({ news, field }) =>
    `news of the account (${news ?? field}), which was counted: there is nothing to answer`,
  delivery: ({ status }) => `a status of a message of ours (${status}), which was recorded`,
  "delivery.unknown": ({ status }) =>
    `a status (${status}) of a message that this system never sent: it was tried again, ` +
    "then counted and dropped",
  "inbound.ignored": ({ what }) =>
    `known (${what}), and ignored: there is nothing to do about it, so it was counted and dropped`,
};

/** Whatever a function says of an event, it has read it, unless it says otherwise or fails. */
export function readingOf(lines: readonly LogLine[]): EventReading {
  const unread: string[] = [];
  const became = new Set<string>();
  let isRead = false;
  for (const { text, level } of lines) {
    const fields = logFields(text);
    if (typeof fields?.event !== "string" || level === "error") continue;
    const what = unreadLines[fields.event]?.(fields);
    if (what !== undefined) {
      unread.push(what);
      continue;
    }
    isRead = true;
    const sentence = becameLines[fields.event]?.(fields);
    if (sentence !== undefined) became.add(sentence);
  }
  return { isRead, became: [...became], unread };
}
