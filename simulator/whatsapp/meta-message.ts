import * as v from "valibot";
import { SocialError } from "../aws/eum-social/social-error";
import type { WhatsAppContent } from "./whatsapp-judgement";

/** What the business asks of Meta through SendWhatsAppMessage. */
export type MetaRequest =
  | { readonly kind: "read-receipt"; readonly messageId: string }
  | {
      readonly kind: "message";
      readonly recipient: Recipient;
      readonly content:
        | WhatsAppContent
        | { readonly type: "not-simulated"; readonly metaType: string };
      /** Echoed in every status of the message. */
      readonly callbackData?: string;
    };

export type Recipient =
  | { readonly by: "number"; readonly digits: string; readonly plus: boolean }
  | { readonly by: "bsuid"; readonly bsuid: string };

/**
 * Reads the Cloud API message in a request. AWS passes it on as it is, so that only what cannot be
 * one at all is refused here; what Meta refuses comes as a `failed` status (AWS End User Messaging
 * Social user guide, sending messages).
 * @throws SocialError InvalidParametersException
 */
export function metaRequest(message: Buffer): MetaRequest {
  const value = jsonOf(message);
  const receipt = v.safeParse(readReceipt, value);
  if (receipt.success) return { kind: "read-receipt", messageId: receipt.output.message_id };
  const read = partOf(whatsAppMessage, value);
  const recipient = recipientOf(read);
  const callbackData = read.biz_opaque_callback_data;
  return {
    kind: "message",
    recipient,
    content: contentOf(read),
    ...(callbackData === undefined ? {} : { callbackData }),
  };
}

const readReceipt = v.object({
  messaging_product: v.literal("whatsapp"),
  status: v.literal("read"),
  message_id: v.string(),
});

const whatsAppMessage = v.looseObject({
  messaging_product: v.literal("whatsapp"),
  recipient_type: v.optional(v.string()),
  to: v.optional(v.pipe(v.string(), v.regex(/^\+?[\d\s()-]+$/, "to is not a phone number"))),
  recipient: v.optional(v.string()),
  type: v.optional(v.string(), "text"),
  biz_opaque_callback_data: v.optional(v.pipe(v.string(), v.maxLength(512))),
});

const text = v.object({ text: v.looseObject({ body: v.pipe(v.string(), v.minLength(1)) }) });

const template = v.object({
  template: v.looseObject({
    name: v.string(),
    language: v.looseObject({ code: v.string() }),
    components: v.optional(
      v.array(
        v.looseObject({
          type: v.string(),
          parameters: v.optional(v.array(v.looseObject({ text: v.optional(v.string(), "") })), []),
        }),
      ),
      [],
    ),
  }),
});

function contentOf(
  message: v.InferOutput<typeof whatsAppMessage>,
): Extract<MetaRequest, { kind: "message" }>["content"] {
  switch (message.type) {
    case "text": {
      return { type: "text", body: partOf(text, message).text.body };
    }
    case "template": {
      const { name, language, components } = partOf(template, message).template;
      const body = components.find(({ type }) => type.toLowerCase() === "body");
      const parameters = body?.parameters.map((parameter) => parameter.text) ?? [];
      return { type: "template", name, language: language.code, parameters };
    }
    default:
      return { type: "not-simulated", metaType: message.type };
  }
}

function partOf<Schema extends v.GenericSchema>(
  schema: Schema,
  message: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, message);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new SocialError(
    "InvalidParametersException",
    `The message is not one of the WhatsApp Cloud API: at ${v.getDotPath(issue) ?? "its root"}, ${issue.message}`,
  );
}

function recipientOf(message: v.InferOutput<typeof whatsAppMessage>): Recipient {
  // With both given the phone number wins (Meta, business-scoped user ids).
  if (message.to !== undefined)
    return {
      by: "number",
      digits: message.to.replace(/\D/g, ""),
      plus: message.to.startsWith("+"),
    };
  if (message.recipient !== undefined) return { by: "bsuid", bsuid: message.recipient };
  throw new SocialError(
    "InvalidParametersException",
    "The message names no recipient: give `to` (a phone number with its plus sign) or `recipient` (a BSUID).",
  );
}

function jsonOf(message: Buffer): unknown {
  try {
    return JSON.parse(message.toString("utf8"));
  } catch {
    throw new SocialError("InvalidParametersException", "The message is not JSON.");
  }
}
