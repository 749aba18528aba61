import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { checkLimits } from "../../domain/content/check-limits";
import { smsParts } from "../../domain/content/sms-parts";
import { awsSmsCodes, awsWhatsAppCodes } from "../../domain/delivery/aws-codes";
import type { CodeTable } from "../../domain/delivery/code-table";
import type { Refusal, SendOutcome } from "../../domain/delivery/outcome";
import type { Channel, PhoneNumber } from "../../domain/message/channel";
import type { MessageSender, Preparation, SendRequest, WhatsAppSender } from "../../ports";
import { firstOf, noAddress } from "../recipient";
import { SendOnce, sendTimeouts } from "../send-once";
import { awsSendFailure } from "./aws-send-failure";
import { sendOnceHandler } from "./send-once-handler";
import { attemptIdContextKey, smsText } from "./sms-text";
import { typingIndicator, whatsAppMessage } from "./whatsapp-payload";

export interface AwsMessagingClients {
  readonly social: SocialMessagingClient;
  readonly sms: PinpointSMSVoiceV2Client;
}

export interface AwsMessagingSettings {
  /** AWS's id or ARN of number B. */
  readonly whatsappPhoneNumberId: string;
  readonly whatsappNumber: PhoneNumber;
  /** Such as `v23.0`. */
  readonly metaApiVersion: string;
  readonly smsSenderArn: string;
  readonly smsConfigurationSet: string;
  readonly smsMessageType: "TRANSACTIONAL" | "PROMOTIONAL";
}

/** The call, and a little for the SDK's own work before it. */
const performMs = sendTimeouts.totalMs + 250;

/**
 * AWS End User Messaging: WhatsApp from number B, SMS from the phone pool. Accepted means queued at
 * AWS: what Meta or the carrier makes of it comes as delivery events.
 */
export class AWSMessagingService {
  readonly #senders: { readonly whatsapp: WhatsAppSender; readonly sms: MessageSender };

  constructor(
    private readonly clients: AwsMessagingClients,
    private readonly settings: AwsMessagingSettings,
  ) {
    this.#senders = {
      whatsapp: {
        provider: "aws",
        number: settings.whatsappNumber,
        performMs,
        prepare: async (request) => this.#prepareWhatsApp(request),
        showTyping: (wamid) => this.#showTyping(wamid),
      },
      sms: { provider: "aws", performMs, prepare: async (request) => this.#prepareSms(request) },
    };
  }

  /** The sender of a channel: WhatsApp's is number B. */
  getMessagingService<C extends Channel>(
    channel: C,
  ): { whatsapp: WhatsAppSender; sms: MessageSender }[C] {
    return this.#senders[channel];
  }

  #prepareWhatsApp({ attemptId, to, content, quotes }: SendRequest): Preparation {
    const refusal = checkLimits(content, "B");
    if (refusal) return refused(refusal);
    const address = firstOf(to, "phone", "waId", "bsuid");
    if (!address) return refused(noAddress);
    const command = this.#whatsAppCommand(
      whatsAppMessage({ to: address, content, attemptId, ...(quotes ? { quotes } : {}) }),
    );
    return ready(awsWhatsAppCodes, async () => {
      const { messageId } = await this.clients.social.send(command);
      return messageId;
    });
  }

  /** Media go out by SendMediaMessage, where the number can: that is to stand here. */
  #prepareSms({ attemptId, to, content }: SendRequest): Preparation {
    const refusal = checkLimits(content, "sms");
    if (refusal) return refused(refusal);
    const phone = firstOf(to, "phone");
    if (!phone) return refused(noAddress);
    const text = smsText(content);
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: phone.value,
      OriginationIdentity: this.settings.smsSenderArn,
      ConfigurationSetName: this.settings.smsConfigurationSet,
      MessageType: this.settings.smsMessageType,
      MessageBody: text,
      Context: { [attemptIdContextKey]: attemptId },
    });
    const prepared = ready(awsSmsCodes, async () => {
      const { MessageId } = await this.clients.sms.send(command);
      return MessageId;
    });
    return { ...prepared, parts: smsParts(text).parts };
  }

  async #showTyping(wamid: string): Promise<void> {
    try {
      await this.clients.social.send(this.#whatsAppCommand(typingIndicator(wamid)));
    } catch {
      // For the looks alone.
    }
  }

  #whatsAppCommand(message: object): SendWhatsAppMessageCommand {
    return new SendWhatsAppMessageCommand({
      originationPhoneNumberId: this.settings.whatsappPhoneNumberId,
      metaApiVersion: this.settings.metaApiVersion,
      message: new TextEncoder().encode(JSON.stringify(message)),
    });
  }
}

/** @param send resolves to the provider's id of the message. */
function ready(
  table: CodeTable,
  send: () => Promise<string | undefined>,
): Extract<Preparation, { kind: "ready" }> {
  const perform = async (): Promise<SendOutcome> => {
    try {
      const providerMessageId = await send();
      if (providerMessageId) return { kind: "accepted", providerMessageId };
      return { kind: "ambiguous", reason: "accepted without a message id" };
    } catch (error) {
      return awsSendFailure(error, table);
    }
  };
  return { kind: "ready", perform };
}

function refused(refusal: Refusal): Preparation {
  return { kind: "refused", refusal };
}

/**
 * Clients that send once: the SDK would by default repeat a send that may have been taken.
 * @param once shared by both, so that the connections are.
 */
export function openMessagingClients(once = new SendOnce()): AwsMessagingClients {
  const options = { maxAttempts: 1, requestHandler: sendOnceHandler(once) };
  return {
    social: new SocialMessagingClient(options),
    sms: new PinpointSMSVoiceV2Client(options),
  };
}
