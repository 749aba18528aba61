import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import type { Fault } from "../../domain/delivery";
import type { Channel, PhoneNumber } from "../../domain/message/channel";
import type { MessageSender, SendOutcome, SendRequest, WhatsAppSender } from "../../ports";
import { awsSendFailure, smsFaults, whatsAppFaults } from "./aws-send-failure";
import {
  longestSms,
  longestWhatsAppText,
  messageIdContextKey,
  smsText,
  whatsAppPayload,
} from "./outbound-payload";

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

/** AWS End User Messaging: WhatsApp from number B, SMS from the phone pool. */
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
        send: (request) => this.sendWhatsAppMessage(request),
      },
      sms: { provider: "aws", send: (request) => this.sendSmsMessage(request) },
    };
  }

  /** The sender of a channel: WhatsApp's is number B. */
  getMessagingService<C extends Channel>(
    channel: C,
  ): { whatsapp: WhatsAppSender; sms: MessageSender }[C] {
    return this.#senders[channel];
  }

  /** Accepted means queued at AWS: what Meta makes of it comes as delivery events. */
  async sendWhatsAppMessage(request: SendRequest): Promise<SendOutcome> {
    if (request.content.type === "text" && request.content.body.length > longestWhatsAppText) {
      return tooLong(request.content.body, longestWhatsAppText);
    }
    const payload = whatsAppPayload(request);
    if (!payload) return unreachable("no number and no business-scoped user id");
    const command = new SendWhatsAppMessageCommand({
      originationPhoneNumberId: this.settings.whatsappPhoneNumberId,
      metaApiVersion: this.settings.metaApiVersion,
      message: new TextEncoder().encode(JSON.stringify(payload)),
    });
    try {
      const { messageId } = await this.clients.social.send(command);
      return accepted(messageId);
    } catch (error) {
      return awsSendFailure(error, whatsAppFaults);
    }
  }

  /** Accepted means queued at AWS: what the carrier makes of it comes as delivery events. */
  async sendSmsMessage(request: SendRequest): Promise<SendOutcome> {
    const body = smsText(request.content);
    if (body.length > longestSms) return tooLong(body, longestSms);
    const phone = request.to.find(({ kind }) => kind === "phone");
    if (!phone) return unreachable("no phone number");
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: phone.value,
      OriginationIdentity: this.settings.smsSenderArn,
      ConfigurationSetName: this.settings.smsConfigurationSet,
      MessageType: this.settings.smsMessageType,
      MessageBody: body,
      Context: { [messageIdContextKey]: request.messageId },
    });
    try {
      const { MessageId } = await this.clients.sms.send(command);
      return accepted(MessageId);
    } catch (error) {
      return awsSendFailure(error, smsFaults);
    }
  }
}

function accepted(providerMessageId: string | undefined): SendOutcome {
  if (providerMessageId) return { kind: "accepted", providerMessageId };
  return { kind: "ambiguous", reason: "accepted without a message id" };
}

function tooLong(body: string, longest: number): SendOutcome {
  return refused({
    class: "content",
    code: "too-long",
    explanation: `${body.length} characters; at most ${longest}`,
  });
}

function unreachable(explanation: string): SendOutcome {
  return refused({ class: "recipient", code: "no-address", explanation });
}

function refused(fault: Fault): SendOutcome {
  return { kind: "refused", fault };
}

/**
 * Clients that send once: neither API has an idempotency token, and the SDK would by default repeat
 * a send that may have been taken. A call that hangs is given up in time for the function to write
 * down that its outcome is unknown.
 */
export function openMessagingClients(): AwsMessagingClients {
  const once = {
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  };
  return { social: new SocialMessagingClient(once), sms: new PinpointSMSVoiceV2Client(once) };
}
