import type { BusinessContent } from "../phones/business-content";
import { contentOf as contentOfTemplate } from "./content-template";
import { TwilioError } from "./errors";
import { type ChannelAddress, readAddress, type TwilioSender, type TwilioSenders } from "./senders";

/** What a request to create a message asks for. */
export interface MessageRequest {
  readonly sender: TwilioSender;
  readonly from: string;
  readonly to: string;
  readonly recipient: ChannelAddress;
  readonly content: BusinessContent;
  readonly statusCallback?: string;
  /** Seconds that it may wait in Twilio's queue. */
  readonly validityPeriod: number;
}

/** What WhatsApp's queue holds at most, whatever `ValidityPeriod` asks for. */
const longestValidity = 4 * 60 * 60;

/**
 * Parameters of the API that change what is sent and are not simulated; the others are taken
 * without effect, as Twilio takes what it does not know.
 */
const notSimulated = [
  "MessagingServiceSid",
  "ScheduleType",
  "SendAt",
  "ApplicationSid",
  "FallbackFrom",
];

/** Twilio's limit for `Body`; Meta's own is 4096. */
const longestBody = 1600;

/**
 * @throws TwilioError as the API answers at once; what WhatsApp refuses comes later as a status.
 * The codes: Twilio documentation, error and warning dictionary; which of them come at once, with
 * which HTTP status, is unverified.
 */
export function messageRequest(
  form: URLSearchParams,
  accountSid: string,
  senders: TwilioSenders,
): MessageRequest {
  const unknown = notSimulated.find((name) => form.has(name));
  if (unknown) throw new TwilioError(20001, `${unknown} is not simulated yet.`, 501);
  const to = form.get("To") ?? "";
  const from = form.get("From") ?? "";
  if (to === "") throw new TwilioError(21604, "A 'To' phone number is required.");
  if (from === "") throw new TwilioError(21603, "A 'From' phone number is required.");
  const recipient = readAddress(to);
  const origin = readAddress(from);
  if ((recipient.kind === "other-channel") !== (origin.kind === "other-channel")) {
    throw new TwilioError(
      21910,
      "Invalid From and To pair. From and To should be of the same channel.",
    );
  }
  if (recipient.kind === "invalid")
    throw new TwilioError(21211, "The 'To' number is not a valid phone number.");
  const sender = origin.kind === "number" ? senders.get(origin.number) : undefined;
  if (sender?.accountSid !== accountSid)
    throw new TwilioError(
      63007,
      "Twilio could not find a Channel with the specified From address.",
    );
  if (to === from) throw new TwilioError(63031, "Channels message cannot have same From and To.");
  const statusCallback = statusCallbackOf(form);
  return {
    sender,
    from,
    to,
    recipient,
    content: contentOf(form, sender),
    validityPeriod: validityOf(form),
    ...(statusCallback === undefined ? {} : { statusCallback }),
  };
}

function contentOf(form: URLSearchParams, sender: TwilioSender): BusinessContent {
  const contentSid = form.get("ContentSid") ?? "";
  if (contentSid !== "") return templateOf(contentSid, form.get("ContentVariables") ?? "", sender);
  const body = form.get("Body") ?? "";
  const [place] = form.getAll("PersistentAction");
  const mediaUrls = form.getAll("MediaUrl").filter((url) => url !== "");
  if (body === "" && mediaUrls.length === 0)
    throw new TwilioError(21619, "A text message body or media urls must be specified.");
  if (body.length > longestBody)
    throw new TwilioError(
      21617,
      `The concatenated message body exceeds the ${longestBody} character limit.`,
    );
  if (place !== undefined) return locationOf(place, body);
  const [mediaUrl] = mediaUrls;
  return mediaUrl === undefined
    ? { type: "text", body }
    : mediaOf(mediaUrl, body, mediaUrls.length);
}

/** What kind it is, the file will say: it is fetched when the message is sent. */
function mediaOf(url: string, body: string, count: number): BusinessContent {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TwilioError(21620, "The mediaUrl is not a valid URL.");
  // WhatsApp carries one file a message; that more are refused in this way is unverified.
  if (count > 1) throw new TwilioError(21623, "Number of media files exceeds allowed limit.");
  return { type: "document", media: { link: url }, ...(body === "" ? {} : { caption: body }) };
}

/** `geo:48.137,11.575|Marienplatz`; the body is the place's name. The form is unverified. */
function locationOf(action: string, body: string): BusinessContent {
  const [, latitude, longitude, label] =
    /^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:\|(.+))?$/.exec(action) ?? [];
  if (latitude === undefined || longitude === undefined)
    throw new TwilioError(20001, "The PersistentAction is not of the form geo:latitude,longitude.");
  return {
    type: "location",
    latitude: Number(latitude),
    longitude: Number(longitude),
    ...(body === "" ? {} : { name: body }),
    ...(label === undefined ? {} : { address: label }),
  };
}

function templateOf(contentSid: string, variables: string, sender: TwilioSender): BusinessContent {
  const template = sender.contents[contentSid];
  if (!template)
    throw new TwilioError(
      21655,
      "The ContentSid is invalid: the account has no such content template.",
    );
  return contentOfTemplate(template, variables);
}

/** 1 to 36000 seconds, which is also what counts when it is left out. */
function validityOf(form: URLSearchParams): number {
  const asked = Number(form.get("ValidityPeriod") ?? longestValidity);
  if (!Number.isInteger(asked) || asked < 1 || asked > 36_000)
    throw new TwilioError(21607, "The ValidityPeriod is a whole number from 1 to 36000.");
  return Math.min(asked, longestValidity);
}

/** A host name with an underscore is refused, although the URL parses. */
function statusCallbackOf(form: URLSearchParams): string | undefined {
  const statusCallback = form.get("StatusCallback");
  if (statusCallback === null || statusCallback === "") return undefined;
  if (!URL.canParse(statusCallback) || new URL(statusCallback).hostname.includes("_")) {
    throw new TwilioError(21609, "The 'StatusCallback' URL is not a valid URL.");
  }
  return statusCallback;
}
