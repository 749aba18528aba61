import type { ControlAnswer } from "end-user-messaging-simulator";
import { logFields } from "../console/log-text";

type LogLine = ControlAnswer<"GET /logs">["entries"][number];
type Fields = Readonly<Record<string, unknown>>;

/** How the functions read an event, as far as they say. */
export interface EventReading {
  /** Whether anything in it was taken for what it is: a message, a delivery, news of the account. */
  readonly isRead: boolean;
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

/** Whatever a function says of an event, it has read it, unless it says otherwise or fails. */
export function readingOf(lines: readonly LogLine[]): EventReading {
  const unread: string[] = [];
  let isRead = false;
  for (const { text, level } of lines) {
    const fields = logFields(text);
    if (typeof fields?.event !== "string" || level === "error") continue;
    const what = unreadLines[fields.event]?.(fields);
    if (what === undefined) isRead = true;
    else unread.push(what);
  }
  return { isRead, unread };
}
