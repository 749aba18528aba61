import type { Alias } from "../../domain/contact/contact";
import type { OutboundContent } from "../../domain/content/content";
import { renderTemplate, templateOf } from "../../domain/content/template-catalogue";
import type { SendRequest } from "../../ports";

/** Meta, OpenAPI description of the Cloud API: `text.body`. */
export const longestWhatsAppText = 4096;

/**
 * The message object that SendWhatsAppMessage passes to Meta.
 * @returns undefined where none of the person's aliases can be written to.
 */
export function whatsAppPayload({ messageId, to, content }: SendRequest): object | undefined {
  const recipient = recipientOf(to);
  if (!recipient) return undefined;
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipient,
    // Comes back with every status of the message.
    biz_opaque_callback_data: messageId,
    ...contentPart(content),
  };
}

/**
 * With its plus sign: without one, Meta puts the business's own country code before the number
 * (Meta, "Send messages").
 */
function recipientOf(
  aliases: readonly Alias[],
): { to: string } | { recipient: string } | undefined {
  const number =
    aliases.find(({ kind }) => kind === "waId") ?? aliases.find(({ kind }) => kind === "phone");
  if (number) return { to: `+${number.value.replace(/^\+/, "")}` };
  const bsuid = aliases.find(({ kind }) => kind === "bsuid");
  return bsuid && { recipient: bsuid.value };
}

function contentPart(content: OutboundContent): object {
  switch (content.type) {
    case "text":
      return { type: "text", text: { preview_url: false, body: content.body } };
    case "template":
      return {
        type: "template",
        template: {
          name: content.name,
          language: { code: content.language },
          ...(content.parameters.length > 0
            ? { components: [bodyComponent(content.parameters)] }
            : {}),
        },
      };
  }
}

function bodyComponent(parameters: readonly string[]): object {
  return { type: "body", parameters: parameters.map((text) => ({ type: "text", text })) };
}

/** AWS End User Messaging SMS and Voice v2 API reference, SendTextMessage, MessageBody. */
export const longestSms = 1600;

/** SMS knows no templates: the person reads the template's text. */
export function smsText(content: OutboundContent): string {
  if (content.type === "text") return content.body;
  return renderTemplate(templateOf(content), content.parameters);
}

/**
 * The key of SendTextMessage's Context that carries our own id of the message; each delivery event
 * brings it back.
 */
export const messageIdContextKey = "messageId";
