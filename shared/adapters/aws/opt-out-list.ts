import {
  DeleteOptedOutNumberCommand,
  type PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";

/**
 * The opt-out list of the phone pool at AWS. It blocks transactional messages too (AWS End User
 * Messaging SMS user guide, opt-out lists), so only those are on it who want nothing at all.
 */
export class AwsOptOutList {
  constructor(
    private readonly name: string,
    private readonly client: PinpointSMSVoiceV2Client,
  ) {}

  async add(number: string): Promise<void> {
    await this.client.send(
      new PutOptedOutNumberCommand({ OptOutListName: this.name, OptedOutNumber: number }),
    );
  }

  /**
   * "Each destination phone number can only be deleted once every 30 days" (SMS and Voice v2 API
   * reference, DeleteOptedOutNumber).
   * @returns false where AWS keeps the number on its list.
   */
  async remove(number: string): Promise<boolean> {
    try {
      await this.client.send(
        new DeleteOptedOutNumberCommand({ OptOutListName: this.name, OptedOutNumber: number }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // It was never on the list.
      if (error.name === "ResourceNotFoundException") return true;
      if (error.name === "ConflictException" || error.name === "ValidationException") return false;
      throw error;
    }
  }
}
