import type { PhoneNetwork } from "../phones/phone-network";
import { WhatsAppPhone } from "../phones/whatsapp-phone";
import { TwilioError } from "./errors";
import type { MessageLog } from "./messages";
import type { Routes } from "./rest-host";

export const messagingHost = "messaging.twilio.com";

/**
 * Typing indicators, version 2 (Twilio's SDK, `messaging.v2.typingIndicator`): the message that is
 * answered is marked as read with it. The errors are unverified.
 */
export function indicatorRoutes(log: MessageLog, network: PhoneNetwork): Routes {
  return {
    "POST /v2/Indicators/Typing.json": ({ accountSid, form }) => {
      if (form.get("channel")?.toLowerCase() !== "whatsapp")
        throw new TwilioError(20001, "The channel must be whatsapp.");
      const sid = form.get("messageId") ?? "";
      const message = log.get(accountSid, sid);
      if (message?.direction !== "inbound")
        throw new TwilioError(20404, `The message ${sid} was not found.`, 404);
      const phone = network.phoneWith(sid);
      phone?.markRead(sid);
      const shown = phone?.message(sid);
      if (phone instanceof WhatsAppPhone && shown) phone.showTyping(shown.businessNumber, sid);
      return { status: 200, body: { success: true } };
    },
  };
}
