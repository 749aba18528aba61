import type { OutboundContent } from "../../domain/content/content";
import { renderTemplate, templateOf } from "../../domain/content/template-catalogue";

/** AWS End User Messaging SMS and Voice v2 API reference, SendTextMessage, MessageBody. */
export const longestSms = 1600;

/** SMS knows no templates: the person reads the template's text. */
export function smsText(content: OutboundContent): string {
  if (content.type === "text") return content.body;
  return renderTemplate(templateOf(content), content.parameters);
}
