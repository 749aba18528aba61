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

  async remove(number: string): Promise<void> {
    try {
      await this.client.send(
        new DeleteOptedOutNumberCommand({ OptOutListName: this.name, OptedOutNumber: number }),
      );
    } catch (error) {
      // It was never on the list.
      if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    }
  }
}
