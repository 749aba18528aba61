import { type PhoneNumber, phoneNumber } from "../../domain/message/channel";
import { StatedError } from "../../domain/stated-error";
import type { Clock, MediaFiles, WhatsAppSender } from "../../ports";
import { parseJson } from "../payload";
import { SendOnce } from "../send-once";
import { TwilioAuthTokens } from "./twilio-auth-tokens";
import { fetchTwilioFile } from "./twilio-files";
import { TwilioRest } from "./twilio-rest";
import { TwilioSender } from "./twilio-sender";

/*
 * The one door to Twilio for a function that has more to do than Twilio: at stage `removed` the
 * bundler puts `twilio-arm-removed` in its place, and nothing of Twilio is left in the bundle.
 * Variables that exist only with Twilio are read here alone.
 */

type Environment<Key extends string> = (key: Key) => string;

export type TwilioArmKey =
  | "TWILIO_SENDER"
  | "TWILIO_ACCOUNT_SID"
  | "TWILIO_CONTENT_SIDS"
  | "TWILIO_STATUS_URL"
  | "TWILIO_CREDENTIALS_ARN";

/** The sender of number A. */
export function twilioArm(
  environment: Environment<TwilioArmKey>,
  clock: Clock,
  files?: MediaFiles,
): WhatsAppSender | undefined {
  const accountSid = environment("TWILIO_ACCOUNT_SID");
  const tokens = new TwilioAuthTokens(environment("TWILIO_CREDENTIALS_ARN"), clock);
  return new TwilioSender(
    {
      accountSid,
      number: phoneNumber(environment("TWILIO_SENDER")),
      contentSids: contentSidsOf(environment("TWILIO_CONTENT_SIDS")),
      statusUrl: environment("TWILIO_STATUS_URL"),
    },
    new TwilioRest(accountSid, tokens, clock, new SendOnce()),
    files,
  );
}

/** Fetches what people sent to number A. */
export function twilioFiles(
  environment: Environment<"TWILIO_ACCOUNT_SID" | "TWILIO_CREDENTIALS_ARN">,
  clock: Clock,
): ((url: string) => ReturnType<typeof fetchTwilioFile>) | undefined {
  const tokens = new TwilioAuthTokens(environment("TWILIO_CREDENTIALS_ARN"), clock);
  const rest = new TwilioRest(environment("TWILIO_ACCOUNT_SID"), tokens, clock, new SendOnce());
  return (url) => fetchTwilioFile(url, rest);
}

/** Number A. */
export function twilioNumber(environment: Environment<"TWILIO_SENDER">): PhoneNumber | undefined {
  return phoneNumber(environment("TWILIO_SENDER"));
}

function contentSidsOf(text: string): Readonly<Record<string, string>> {
  const value = parseJson(text, "Variable TWILIO_CONTENT_SIDS");
  if (isTextByName(value)) return value;
  throw new StatedError(
    "Variable TWILIO_CONTENT_SIDS must be an object of ContentSids by template, " +
      'such as {"we_moved":"HX…"}.',
  );
}

function isTextByName(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((text) => typeof text === "string")
  );
}
