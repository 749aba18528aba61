import * as v from "valibot";
import { type InboundItem, ignored } from "../../domain/message/inbound-item";
import { maybePart, maybeSeconds, maybeText, readAs, UnreadablePayloadError } from "../payload";
import {
  aliasesOf,
  doneAt,
  isSomebody,
  noticeId,
  somebody,
  type Webhook,
} from "./whatsapp-webhook";

/** Meta, webhook reference, `user_preferences`. */
const preference = v.object({
  wa_id: maybeText,
  user_id: maybeText,
  category: maybeText,
  value: maybeText,
  timestamp: maybeSeconds,
});

const wishes: Readonly<Record<string, boolean>> = { stop: false, resume: true };

/** One element of `user_preferences`: WhatsApp's own switch for marketing messages. */
export function readUserPreference(raw: unknown, webhook: Webhook): InboundItem {
  const one = readAs(preference, raw, "A user preference of WhatsApp");
  if (one.category !== "marketing_messages") return ignored("unknown-kind", one.category);
  const wanted = wishes[one.value ?? ""];
  if (wanted === undefined)
    throw new UnreadablePayloadError(
      "A user preference of WhatsApp is neither `stop` nor `resume`.",
    );
  const who = somebody(aliasesOf(one.wa_id, one.user_id), "A user preference of WhatsApp");
  return {
    kind: "person",
    event: {
      channel: "whatsapp",
      provider: "aws",
      eventId: noticeId("user_preferences", one.wa_id, one.user_id, one.value, one.timestamp),
      who,
      at: doneAt(one.timestamp, webhook),
      kind: "marketing-preference",
      wanted,
    },
  };
}

/** Meta, "Business-scoped user IDs", webhook field `user_id_update`. */
const userIdUpdate = v.object({
  user_id: maybePart({ previous: maybeText, current: maybeText }),
  timestamp: maybeSeconds,
});

/**
 * One element of `user_id_update`. It may name a number too; a user id changes when the number
 * does, and Meta does not say whether it is the former number or the new one. So it counts as
 * neither: nobody inherits by a guess.
 */
export function readUserIdUpdate(raw: unknown, webhook: Webhook): InboundItem {
  const what = "A changed user id of WhatsApp";
  const one = readAs(userIdUpdate, raw, what);
  const who = somebody(aliasesOf(undefined, one.user_id?.previous), what);
  const to = aliasesOf(undefined, one.user_id?.current);
  if (!isSomebody(to)) throw new UnreadablePayloadError(`${what} has no new one.`);
  return {
    kind: "person",
    event: {
      channel: "whatsapp",
      provider: "aws",
      eventId: noticeId("user_id_update", one.user_id?.previous, one.user_id?.current),
      who,
      at: doneAt(one.timestamp, webhook),
      kind: "aliases-changed",
      to,
    },
  };
}
