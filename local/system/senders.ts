import { type StackSettings, socialId } from "end-user-messaging-simulator";
import { isPhoneNumber, type PhoneNumber } from "../../shared/domain/message/channel";
import type { TwilioStage } from "../../shared/domain/rollout/stage";

/**
 * What the outside world knows of the stack: Meta and AWS of the WABA, Twilio of its sender. Read
 * from the stack's config.
 */
export interface LinkedWaba {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phoneNumber: PhoneNumber;
}

export interface TwilioAccount {
  readonly accountSid: string;
  readonly number: PhoneNumber;
  readonly contentSids: Readonly<Record<string, string>>;
}

/** Undefined when the config does not say: the program then refuses it in its own words. */
export function linkedWaba(settings: StackSettings): LinkedWaba | undefined {
  const { wabaId, phoneNumberId, phoneNumber = "" } = section<LinkedWaba>(settings, "whatsapp");
  const right = socialId("waba", wabaId ?? "") && socialId("phone-number-id", phoneNumberId ?? "");
  return wabaId && phoneNumberId && right && isPhoneNumber(phoneNumber)
    ? { wabaId, phoneNumberId, phoneNumber }
    : undefined;
}

/**
 * The account at Twilio, which is there whether the stack still uses it or not; none when the
 * config names none.
 */
export function twilioAccount(settings: StackSettings): TwilioAccount | undefined {
  const { accountSid, sender = "", contentSids = {} } = section<TwilioSection>(settings, "twilio");
  return accountSid && isPhoneNumber(sender)
    ? { accountSid, number: sender, contentSids }
    : undefined;
}

export function twilioStage(settings: StackSettings): TwilioStage | undefined {
  return section<TwilioSection>(settings, "twilio").stage;
}

export function declaredWeight(settings: StackSettings): number {
  return Number(section<{ awsWeight: number | string }>(settings, "rollout").awsWeight);
}

interface TwilioSection {
  readonly stage: TwilioStage;
  readonly accountSid: string;
  readonly sender: string;
  readonly contentSids: Readonly<Record<string, string>>;
}

/** What stands under a key of the stack's config; whether it is right is for the program to say. */
function section<T>({ config, project }: StackSettings, key: string): Partial<T> {
  return JSON.parse(config[`${project}:${key}`] ?? "{}") as Partial<T>;
}
