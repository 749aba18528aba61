import { createHmac } from "node:crypto";
import {
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ControlAnswer, ControlClient } from "end-user-messaging-simulator";

const optOutListType = "aws:pinpoint/smsvoicev2OptOutList:Smsvoicev2OptOutList";

export interface AccountFile {
  readonly body: Uint8Array;
  readonly mimeType: string;
}

/** What a person with all rights reads in the account's consoles. */
export class Account {
  readonly #sms: PinpointSMSVoiceV2Client;
  readonly #secrets: SecretsManagerClient;
  readonly #s3: S3Client;

  constructor(
    private readonly control: ControlClient,
    { endpoint, region, ...credentials }: ControlAnswer<"GET /client-settings">,
  ) {
    const settings = { endpoint, region, credentials };
    this.#sms = new PinpointSMSVoiceV2Client(settings);
    this.#secrets = new SecretsManagerClient(settings);
    // A bucket's own host name does not lead to loopback.
    this.#s3 = new S3Client({ ...settings, forcePathStyle: true });
  }

  destroy(): void {
    this.#sms.destroy();
    this.#secrets.destroy();
    this.#s3.destroy();
  }

  /** The numbers on the opt-out list of the stack. */
  async optedOut(): Promise<readonly string[]> {
    const lists = await this.control.call("GET /resources", { type: optOutListType });
    const pages = await Promise.all(
      lists.map(({ outputs }) =>
        this.#sms.send(
          new DescribeOptedOutNumbersCommand({ OptOutListName: String(outputs.name) }),
        ),
      ),
    );
    return pages.flatMap(({ OptedOutNumbers = [] }) =>
      OptedOutNumbers.flatMap(({ OptedOutNumber }) => OptedOutNumber ?? []),
    );
  }

  async putFile(Bucket: string, Key: string, file: AccountFile): Promise<void> {
    const { body: Body, mimeType: ContentType } = file;
    await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  }

  /** The keys of the files in a bucket. */
  async filesIn(Bucket: string, Prefix: string): Promise<readonly string[]> {
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  }

  async file(Bucket: string, Key: string): Promise<AccountFile> {
    const answer = await this.#s3.send(new GetObjectCommand({ Bucket, Key }));
    const body = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
    return { body, mimeType: answer.ContentType ?? "" };
  }

  /**
   * Posts a form, right or wrong, to Twilio's webhook as Twilio does: signed with the account's
   * token (Twilio, "Webhooks security").
   * @returns the HTTP status.
   */
  async postAsTwilio(
    url: string,
    secret: string,
    form: Readonly<Record<string, string>>,
  ): Promise<number> {
    const { SecretString = "{}" } = await this.#secrets.send(
      new GetSecretValueCommand({ SecretId: secret }),
    );
    const { authToken } = JSON.parse(SecretString) as { readonly authToken: string };
    const sorted = Object.entries(form).toSorted(([one], [other]) => (one < other ? -1 : 1));
    const signature = createHmac("sha1", authToken)
      .update(url + sorted.flat().join(""))
      .digest("base64");
    const { status } = await this.control.call("POST /requests", {
      url,
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signature,
      },
      body: new URLSearchParams(form).toString(),
    });
    return status;
  }
}
