import {
  DescribePhoneNumbersCommand,
  type DescribePhoneNumbersCommandOutput,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SmsPoolConfig } from "../../infra/config/schema";

export interface Advice {
  readonly text: string;
  /** `pulumi up` would fail. */
  readonly isWrong: boolean;
}

/**
 * What the stack file should say of a pool, by what AWS says of its number.
 * @param status undefined where the account has no such number.
 */
export function adviceOn({ name, active }: SmsPoolConfig, status: string | undefined): Advice {
  const key = `sms.pools.${name}.active`;
  if (status === undefined)
    return active
      ? {
          text: `no number, and ${key} is true: set it to false; the next up requests a number`,
          isWrong: true,
        }
      : { text: "no number: the next up requests one", isWrong: false };
  if (status === "ACTIVE")
    return {
      text: active
        ? "ACTIVE, in its pool"
        : `ACTIVE: set ${key} to true, and the next up makes the pool`,
      isWrong: false,
    };
  return active
    ? {
        text: `${status}, and ${key} is true: a pool takes ACTIVE numbers only; set it to false`,
        isWrong: true,
      }
    : { text: `${status}: wait; messages are addressed to the number meanwhile`, isWrong: false };
}

/** What AWS says of a number of the account: `PENDING`, `ACTIVE`, … */
export async function statusOf(
  number: string,
  client: Pick<PinpointSMSVoiceV2Client, "send">,
): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page: DescribePhoneNumbersCommandOutput = await client.send(
      new DescribePhoneNumbersCommand({ NextToken }),
    );
    const found = page.PhoneNumbers?.find(({ PhoneNumber }) => PhoneNumber === number);
    if (found) return found.Status;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}
