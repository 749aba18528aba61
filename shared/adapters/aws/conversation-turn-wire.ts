import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../../domain/message/channel";
import type { ConversationTurn } from "../../domain/message/message";
import { parseJson, readAs } from "../payload";

/*
 * The reading side of the conversation queue, apart from the writing one: the functions that write
 * to the queue would otherwise carry these schemas in their bundles.
 */

const alias = v.looseObject({
  kind: v.picklist(["phone", "waId", "bsuid"]),
  value: v.pipe(v.string(), v.minLength(1)),
});
const text = v.looseObject({ type: v.literal("text"), body: v.string() });
const channel = v.picklist(["whatsapp", "sms"]);

const template = v.looseObject({
  type: v.literal("template"),
  name: v.string(),
  language: v.string(),
  parameters: v.array(v.string()),
});

const inbound = v.looseObject({
  kind: v.literal("inbound"),
  message: v.looseObject({
    channel,
    provider: v.picklist(["aws", "twilio"]),
    providerMessageId: v.pipe(v.string(), v.minLength(1)),
    businessNumber: v.custom<PhoneNumber>(
      (value) => typeof value === "string" && isPhoneNumber(value),
    ),
    from: v.pipe(v.array(alias), v.minLength(1)),
    profileName: v.exactOptional(v.string()),
    content: v.union([text, v.looseObject({ type: v.literal("unsupported"), kind: v.string() })]),
    sentAt: v.exactOptional(v.number()),
    receivedAt: v.number(),
  }),
});

const initiate = v.looseObject({
  kind: v.literal("initiate"),
  request: v.looseObject({
    requestId: v.pipe(v.string(), v.minLength(1)),
    channel,
    to: alias,
    content: v.union([text, template]),
  }),
});

const kind = v.looseObject({ kind: v.picklist(["inbound", "initiate"]) });

/** @throws UnreadablePayloadError when the body is not a turn. */
export function readConversationTurn(sqsBody: string): ConversationTurn {
  const what = "A conversation turn";
  const turn = parseJson(sqsBody, what);
  return readAs(kind, turn, what).kind === "inbound"
    ? readAs(inbound, turn, what)
    : readAs(initiate, turn, what);
}
