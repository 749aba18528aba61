import { arn } from "../account/account";

/**
 * The id or ARN of a WABA or of one of its phone numbers, as AWS accepts both wherever it asks for
 * one.
 */
const forms = {
  waba: /^(?:waba-|arn:[a-z-]+:social-messaging:[a-z0-9-]+:\d{12}:waba\/)([0-9a-zA-Z]+)$/,
  "phone-number-id":
    /^(?:phone-number-id-|arn:[a-z-]+:social-messaging:[a-z0-9-]+:\d{12}:phone-number-id\/)([0-9a-zA-Z]+)$/,
} as const;

type Kind = keyof typeof forms;

/** `waba-<hex>` of an id or ARN in either form; undefined when it is neither. */
export function socialId(kind: Kind, idOrArn: string): string | undefined {
  const hex = forms[kind].exec(idOrArn)?.[1];
  return hex === undefined ? undefined : `${kind}-${hex}`;
}

/** The ARN of an id in `socialId`'s form: what IAM policies name. */
export function socialArn(kind: Kind, id: string): string {
  return arn("social-messaging", `${kind}/${id.slice(kind.length + 1)}`);
}
