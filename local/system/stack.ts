import { type Properties, type StackSettings, socialId } from "end-user-messaging-simulator";
import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber, phoneNumber } from "../../shared/domain/message/channel";
import { hasTwilio, type TwilioStage } from "../../shared/domain/rollout/stage";

/** What is known of a stack from its config alone, and of what its program exports. */

export type StackConfig = Pick<StackSettings, "project" | "config">;

/** A number that a person can write to. `A` is at Twilio, `B` at AWS, `sms` in the phone pool. */
export interface Sender {
  readonly key: "A" | "B" | "sms";
  readonly channel: "whatsapp" | "sms";
  readonly number: PhoneNumber;
  readonly provider: "aws" | "twilio";
}

/** A WABA as its linking at AWS knows it, with Meta's own ids beside AWS's. */
export interface LinkedWaba {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phoneNumber: PhoneNumber;
  readonly metaWabaId: string;
  readonly metaPhoneNumberId: string;
}

/** The config does not name it; this is the one of the recorded events in `examples/`. */
const metaWabaId = "100000000000001";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly number: PhoneNumber;
  readonly contentSids: Readonly<Record<string, string>>;
}

/** Undefined when the config does not say: the program then refuses it in its own words. */
export function linkedWaba(stack: StackConfig): LinkedWaba | undefined {
  const {
    wabaId,
    phoneNumberId,
    phoneNumber = "",
    metaPhoneNumberId,
  } = section<LinkedWaba>(stack, "whatsapp");
  const right = socialId("waba", wabaId ?? "") && socialId("phone-number-id", phoneNumberId ?? "");
  return wabaId && phoneNumberId && metaPhoneNumberId && right && isPhoneNumber(phoneNumber)
    ? { wabaId, phoneNumberId, phoneNumber, metaWabaId, metaPhoneNumberId }
    : undefined;
}

/**
 * The account at Twilio, which is there whether the stack still uses it or not; none when the
 * config names none.
 */
export function twilioAccount(stack: StackConfig): TwilioAccount | undefined {
  const { accountSid, sender = "", contentSids = {} } = section<TwilioSection>(stack, "twilio");
  return accountSid && isPhoneNumber(sender)
    ? { accountSid, number: sender, contentSids }
    : undefined;
}

export function twilioStage(stack: StackConfig): TwilioStage {
  return section<TwilioSection>(stack, "twilio").stage ?? "primary";
}

export function declaredWeight(stack: StackConfig): number {
  return Number(section<{ awsWeight: number | string }>(stack, "rollout").awsWeight);
}

/** Who is told when an alarm rings. */
export function alarmRecipients(stack: StackConfig): readonly string[] {
  return section<{ recipients: readonly string[] }>(stack, "alarms").recipients ?? [];
}

/** The senders of the stack as it is deployed. */
export function sendersOf(stack: StackConfig, { numbers }: StackOutputs): readonly Sender[] {
  const waba = linkedWaba(stack);
  const account = hasTwilio(twilioStage(stack)) ? twilioAccount(stack) : undefined;
  const atTwilio = { key: "A", channel: "whatsapp", provider: "twilio" } as const;
  const atAws = { key: "B", channel: "whatsapp", provider: "aws" } as const;
  return [
    ...(account ? [{ ...atTwilio, number: account.number }] : []),
    ...(waba ? [{ ...atAws, number: waba.phoneNumber }] : []),
    { key: "sms", channel: "sms", number: numbers.sms, provider: "aws" },
  ];
}

const stackOutputs = v.object({
  urls: v.object({
    start: v.string(),
    messages: v.string(),
    twilioInbound: v.optional(v.string()),
  }),
  secrets: v.object({ twilioCredentials: v.optional(v.string()) }),
  numbers: v.object({ sms: v.pipe(v.string(), v.transform(phoneNumber)) }),
  tableName: v.string(),
  mediaBucketName: v.string(),
});

/** What the system uses of that which `infra/index.ts` exports. */
export type StackOutputs = v.InferOutput<typeof stackOutputs>;

/** @throws when the program exports something else. */
export function readStackOutputs(exported: Properties): StackOutputs {
  return v.parse(stackOutputs, exported);
}

interface TwilioSection {
  readonly stage: TwilioStage;
  readonly accountSid: string;
  readonly sender: string;
  readonly contentSids: Readonly<Record<string, string>>;
}

/** What stands under a key of the stack's config; whether it is right is for the program to say. */
function section<T>({ config, project }: StackConfig, key: string): Partial<T> {
  return JSON.parse(config[`${project}:${key}`] ?? "{}") as Partial<T>;
}
