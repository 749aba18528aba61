import * as v from "valibot";
import { isPhoneNumber } from "../../domain/message/channel";
import type { ConversationTurn } from "../../domain/message/conversation-turn";
import { parseJson, readAs } from "../unreadable-payload";

const alias = v.object({ kind: v.picklist(["phone", "waId", "bsuid"]), value: v.pipe(v.string(), v.minLength(1)) });
const text = v.object({ type: v.literal("text"), body: v.string() });
const channel = v.picklist(["whatsapp", "sms"]);

const template = v.object({
  type: v.literal("template"),
  name: v.string(),
  language: v.string(),
  parameters: v.array(v.string()),
});

const inbound = v.object({
  kind: v.literal("inbound"),
  message: v.object({
    channel,
    provider: v.picklist(["aws", "twilio"]),
    providerMessageId: v.pipe(v.string(), v.minLength(1)),
    businessNumber: v.pipe(v.string(), v.guard(isPhoneNumber)),
    from: v.pipe(v.array(alias), v.minLength(1)),
    profileName: v.exactOptional(v.string()),
    content: v.variant("type", [text, v.object({ type: v.literal("unsupported"), kind: v.string() })]),
    sentAt: v.exactOptional(v.number()),
    receivedAt: v.number(),
  }),
});

const initiate = v.object({
  kind: v.literal("initiate"),
  request: v.object({
    requestId: v.pipe(v.string(), v.minLength(1)),
    channel,
    to: alias,
    content: v.variant("type", [text, template]),
  }),
});

const conversationTurn = v.variant("kind", [inbound, initiate]);

/** @throws UnreadablePayloadError when the body is not a turn. */
export function readConversationTurn(sqsBody: string): ConversationTurn {
  return readAs(conversationTurn, parseJson(sqsBody, "A conversation turn"), "A conversation turn");
}
