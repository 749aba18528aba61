import {
  PostWhatsAppMessageMediaCommand,
  type SocialMessagingClient,
} from "@aws-sdk/client-socialmessaging";
import { awsWhatsAppCodes } from "../../domain/delivery/aws-codes";
import type { Refusal } from "../../domain/delivery/outcome";
import type { PhoneNumber } from "../../domain/message/channel";
import { StatedError } from "../../domain/stated-error";
import type { MediaIds } from "../../ports";
import type { OurFile } from "../our-file";
import { awsSendFailure } from "./aws-send-failure";

export interface WhatsAppUploadsSettings {
  /** AWS's id of number B: an upload is for the number that made it. */
  readonly phoneNumberId: string;
  readonly number: PhoneNumber;
  readonly bucket: string;
}

/** Files of our bucket at Meta: each is uploaded once for a number, while Meta keeps it. */
export class WhatsAppUploads {
  constructor(
    private readonly social: SocialMessagingClient,
    private readonly ids: MediaIds,
    private readonly settings: WhatsAppUploadsSettings,
  ) {}

  /**
   * The media id of a file. Uploading again what was uploaded before does no harm.
   * @throws what may be better the next time
   */
  async idOf({ key, version }: OurFile): Promise<string | Refusal> {
    const { phoneNumberId, number, bucket } = this.settings;
    const upload = { number, key, version };
    const known = await this.ids.find(upload);
    if (known !== undefined) return known;
    try {
      const { mediaId } = await this.social.send(
        new PostWhatsAppMessageMediaCommand({
          originationPhoneNumberId: phoneNumberId,
          sourceS3File: { bucketName: bucket, key },
        }),
      );
      if (!mediaId) throw new StatedError("AWS took a file and gave no media id.");
      await this.ids.keep(upload, mediaId);
      return mediaId;
    } catch (error) {
      const outcome = awsSendFailure(error, awsWhatsAppCodes);
      if (outcome.kind === "refused") return outcome.refusal;
      throw error;
    }
  }
}
