import * as v from "valibot";
import type { Permission } from "../../gateway/operation";
import { socialError } from "./errors";
import {
  type LinkedWaba,
  type LinkedWabas,
  type SocialResource,
  socialArn,
  socialId,
} from "./linked-wabas";

// Lengths and patterns: the API's model in botocore 1.44.5.

export const wabaId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(115),
  v.regex(/.*(^waba-.*$)|(^arn:.*:waba\/[0-9a-zA-Z]+$).*/),
);

export const phoneNumberId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(115),
  v.regex(/.*(^phone-number-id-.*$)|(^arn:.*:phone-number-id\/[0-9a-zA-Z]+$).*/),
);

export const mediaId = v.pipe(v.string(), v.maxLength(100), v.regex(/^[A-Za-z0-9]+$/));
export const metaTemplateId = v.pipe(v.string(), v.maxLength(100), v.regex(/^[0-9]+$/));
export const templateName = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
export const languageCode = v.pipe(v.string(), v.minLength(1), v.maxLength(6));

/** Base64 in the body. @param most in bytes */
export function blob(most: number) {
  return v.pipe(
    v.string(),
    v.base64(),
    v.transform((text) => Buffer.from(text, "base64")),
    v.check((bytes) => bytes.length >= 1, "at least 1 byte"),
    v.check((bytes) => bytes.length <= most, `at most ${most} bytes`),
  );
}

/** `true` in a query. */
export const queryBoolean = v.pipe(
  v.picklist(["true", "false"]),
  v.transform((text) => text === "true"),
);

export const paging = {
  nextToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(600))),
  maxResults: v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
  ),
};

interface Page {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

/**
 * A page of a list, and the token of the next one. Without `maxResults` there are as many as a page
 * may have: unverified.
 * @throws AwsError for a token that is none of this list.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { nextToken, maxResults = 100 }: Page,
): { readonly page: readonly Item[]; readonly next: { readonly nextToken?: string } } {
  const text = nextToken === undefined ? "0" : Buffer.from(nextToken, "base64").toString("latin1");
  const from = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(from <= items.length))
    throw socialError("InvalidParametersException", "The nextToken is not valid.");
  const end = from + maxResults;
  return {
    page: items.slice(from, end),
    next: end < items.length ? { nextToken: Buffer.from(String(end)).toString("base64") } : {},
  };
}

/** What IAM is asked about a WABA or phone number, whether or not there is one. */
export function permission(
  action: string,
  kind: SocialResource,
  idOrArn: string,
): readonly Permission[] {
  const id = socialId(kind, idOrArn);
  const resource = id === undefined ? idOrArn : socialArn(kind, id);
  return [[`social-messaging:${action}`, resource]];
}

/** @throws AwsError */
export function existingWaba(wabas: LinkedWabas, id: string): LinkedWaba {
  const waba = wabas.get(id);
  if (waba) return waba;
  throw socialError(
    "ResourceNotFoundException",
    `There is no WhatsApp Business Account ${id} linked.`,
  );
}

/** @throws AwsError */
export function existingPhoneNumber(wabas: LinkedWabas, id: string): LinkedWaba {
  const waba = wabas.withPhoneNumber(id);
  if (waba) return waba;
  throw socialError("ResourceNotFoundException", `There is no WhatsApp phone number ${id} linked.`);
}
