import type { Alias } from "../../domain/contact/alias";
import type { OutboundContent } from "../../domain/content/content";
import type { AttemptId } from "../../domain/message/message-id";

/** The message object that SendWhatsAppMessage passes to Meta. */
export function whatsAppMessage(request: {
  readonly to: Alias;
  readonly content: OutboundContent;
  readonly attemptId: AttemptId;
  readonly quotes?: string;
}): object {
  const { to, content, attemptId, quotes } = request;
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...(to.kind === "bsuid" ? { recipient: to.value } : { to: `+${to.value.replace(/^\+/, "")}` }),
    biz_opaque_callback_data: attemptId,
    ...(quotes ? { context: { message_id: quotes } } : {}),
    type: content.type,
    ...(content.type === "text" ? { text: { preview_url: false, body: content.body } } : {}),
  };
}

/** Read, and typing (Meta, WhatsApp Cloud API, "Typing indicators"). */
export function typingIndicator(wamid: string): object {
  return {
    messaging_product: "whatsapp",
    status: "read",
    message_id: wamid,
    typing_indicator: { type: "text" },
  };
}
