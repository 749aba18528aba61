import {
  PinpointSMSVoiceV2Client,
  SendMediaMessageCommand,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SendWhatsAppMessageCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { checkLimits } from "../../domain/content/check-limits";
import { contentRefusal } from "../../domain/content/refusal";
import { smsParts } from "../../domain/content/sms-parts";
import { awsSmsCodes, awsWhatsAppCodes } from "../../domain/delivery/aws-codes";
import type { CodeTable } from "../../domain/delivery/code-table";
import { type Refusal, refused, type SendOutcome } from "../../domain/delivery/outcome";
import { ownRefusal } from "../../domain/delivery/own-codes";
import type { Channel, PhoneNumber } from "../../domain/message/channel";
import type {
  MediaFiles,
  MessageSender,
  Preparation,
  SendRequest,
  WhatsAppSender,
} from "../../ports";
import { checkOurFile } from "../our-file";
import { firstOf } from "../recipient";
import { SendOnce, sendTimeouts } from "../send-once";
import { awsSendFailure } from "./aws-send-failure";
import { sendOnceHandler } from "./send-once-handler";
import { attemptIdContextKey, mmsMedia, smsText } from "./sms-text";
import { typingIndicator, whatsAppMessage } from "./whatsapp-payload";
import type { WhatsAppUploads } from "./whatsapp-uploads";

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

/** What it takes to send files; a function that sends texts alone has none of it. */
export interface AwsMedia {
  readonly files: MediaFiles;
  /** Where the files are. */
  readonly bucket: string;
  readonly uploads: Pick<WhatsAppUploads, "idOf">;
  /** Whether the number behind SMS can send MMS. */
  readonly mms: boolean;
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
    private readonly media?: AwsMedia,
  ) {
    this.#senders = {
      whatsapp: {
        provider: "aws",
        number: settings.whatsappNumber,
        performMs,
        prepare: (request) => this.#prepareWhatsApp(request),
        showTyping: (wamid) => this.#showTyping(wamid),
      },
      sms: { provider: "aws", performMs, prepare: (request) => this.#prepareSms(request) },
    };
  }

  /** The sender of a channel: WhatsApp's is number B. */
  getMessagingService<C extends Channel>(
    channel: C,
  ): { whatsapp: WhatsAppSender; sms: MessageSender }[C] {
    return this.#senders[channel];
  }

  async #prepareWhatsApp(request: SendRequest): Promise<Preparation> {
    const { attemptId, to, content, quotes } = request;
    const refusal = checkLimits(content, "B");
    if (refusal) return refused(refusal);
    const address = firstOf(to, "phone", "waId", "bsuid");
    if (!address) return refused(ownRefusal("no-address"));
    const file = await this.#uploaded(request);
    if ("refusal" in file) return refused(file.refusal);
    const command = this.#whatsAppCommand(
      whatsAppMessage({ to: address, content, attemptId, ...file, ...(quotes ? { quotes } : {}) }),
    );
    return ready(awsWhatsAppCodes, async () => {
      const { messageId } = await this.clients.social.send(command);
      return messageId;
    });
  }

  /** The file that the message carries, at Meta. */
  async #uploaded({ content }: SendRequest): Promise<{ mediaId?: string } | { refusal: Refusal }> {
    if ("media" in content && content.media.at === "twilio")
      return { refusal: contentRefusal("no-media-file", `${content.type} is at another provider`) };
    const check = await checkOurFile(content, "B", this.media?.files);
    if (check.kind === "refused") return check;
    if (check.kind === "none" || !this.media) return {};
    const id = await this.media.uploads.idOf(check.file);
    return typeof id === "string" ? { mediaId: id } : { refusal: id };
  }

  async #prepareSms(request: SendRequest): Promise<Preparation> {
    const { attemptId, to, content } = request;
    if (this.media?.mms && "media" in content) return this.#prepareMms(request, this.media);
    const refusal = checkLimits(content, "sms");
    if (refusal) return refused(refusal);
    const phone = firstOf(to, "phone");
    if (!phone) return refused(ownRefusal("no-address"));
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

  /** A file goes by MMS, where the number can. */
  async #prepareMms(
    { attemptId, to, content }: SendRequest,
    { files, bucket }: AwsMedia,
  ): Promise<Preparation> {
    const refusal = checkLimits(content, "mms");
    if (refusal) return refused(refusal);
    const phone = firstOf(to, "phone");
    if (!phone) return refused(ownRefusal("no-address"));
    const check = await checkOurFile(content, "mms", files);
    if (check.kind === "refused") return refused(check.refusal);
    const media = mmsMedia(content, bucket);
    if (!media)
      return refused(contentRefusal("no-media-file", `${content.type} is not in our bucket`));
    const command = new SendMediaMessageCommand({
      DestinationPhoneNumber: phone.value,
      OriginationIdentity: this.settings.smsSenderArn,
      ConfigurationSetName: this.settings.smsConfigurationSet,
      ...media,
      Context: { [attemptIdContextKey]: attemptId },
    });
    const prepared = ready(awsSmsCodes, async () => {
      const { MessageId } = await this.clients.sms.send(command);
      return MessageId;
    });
    return { ...prepared, parts: 1 };
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
