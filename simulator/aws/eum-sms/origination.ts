import type { AwsError } from "../../gateway/aws-error";
import { conflict, notFound, type ResourceType } from "./errors";
import type { SmsPhoneNumber, SmsPool, SmsResources } from "./sms-resources";

/** What a message can leave from, and whose rules hold for it. */
export interface Origination {
  /** Those that can send now, in order of preference: how AWS picks is not documented. */
  readonly numbers: readonly SmsPhoneNumber[];
  /** Their pool: its opt-out list, keywords and two-way topic hold for all members. */
  readonly pool: SmsPool | undefined;
  readonly messageType: string;
}

/**
 * Finds the numbers behind an origination identity: a pool's id or ARN, a phone number, its id or
 * its ARN. Without an identity any number of the account will do.
 * @throws AwsError when there is none, it is not active, or it is of another message type.
 */
export function originationOf(
  resources: SmsResources,
  identity: string | undefined,
  messageType: string | undefined,
  capability: "SMS" | "MMS" = "SMS",
): Origination {
  const { numbers, pool } = found(resources, identity);
  const [first] = numbers;
  if (!first) throw nothingToSendFrom(pool);
  const active = numbers.filter(({ status }) => status === "ACTIVE");
  if (active.length === 0)
    throw conflict("RESOURCE_NOT_ACTIVE", `The phone number ${first.id} is ${first.status}.`, {
      type: "phone-number",
      id: first.id,
    });
  const capable = active.filter(({ numberCapabilities }) =>
    numberCapabilities.includes(capability),
  );
  if (capable.length === 0)
    throw conflict(
      "NUMBER_CAPABILITIES_MISMATCH",
      `The phone number ${first.id} cannot send ${capability}: it can ${first.numberCapabilities.join(", ")}.`,
      { type: "phone-number", id: first.id },
    );
  const type = pool?.messageType ?? first.messageType;
  if (messageType !== undefined && messageType !== type)
    throw conflict(
      "MESSAGE_TYPE_MISMATCH",
      `A ${messageType} message cannot leave from ${identity ?? first.id}, which is ${type}.`,
    );
  return { numbers: capable, pool, messageType: type };
}

/**
 * The ARN that IAM asks about for an identity; `*` when a send names none, undefined when there is
 * no such identity.
 */
export function originationArn(
  resources: SmsResources,
  identity: string | undefined,
): string | undefined {
  if (identity === undefined) return "*";
  if (identity.startsWith("arn:")) return identity;
  const pool = resources.pools().find(({ id }) => id === identity);
  return pool?.arn ?? resources.phoneNumbers().find((number) => isIdentity(number, identity))?.arn;
}

/** A pool or phone number by id or ARN. @throws AwsError when there is none. */
export function poolOrNumber(resources: SmsResources, identity: string): SmsPool | SmsPhoneNumber {
  const pool = resources.pools().find(({ id, arn }) => id === identity || arn === identity);
  const number = resources.phoneNumbers().find((each) => isIdentity(each, identity));
  const either = pool ?? number;
  if (!either) throw notFound(kindOf(identity), identity);
  return either;
}

function found(
  resources: SmsResources,
  identity: string | undefined,
): Pick<Origination, "numbers" | "pool"> {
  if (identity === undefined) {
    const numbers = resources.phoneNumbers();
    const able = numbers.find(({ status }) => status === "ACTIVE") ?? numbers[0];
    return able
      ? { numbers: [able], pool: resources.poolOf(able) }
      : { numbers: [], pool: undefined };
  }
  const either = poolOrNumber(resources, identity);
  return "originationIdentities" in either
    ? { numbers: resources.membersOf(either), pool: either }
    : { numbers: [either], pool: resources.poolOf(either) };
}

function nothingToSendFrom(pool: SmsPool | undefined): AwsError {
  return pool
    ? conflict("NO_ORIGINATION_IDENTITIES_FOUND", `The pool ${pool.id} has no phone number.`, {
        type: "pool",
        id: pool.id,
      })
    : conflict("NO_ORIGINATION_IDENTITIES_FOUND", "The account has no phone number to send from.");
}

function kindOf(identity: string): ResourceType {
  if (/(^|:)pool[-/]/.test(identity)) return "pool";
  return /(^|:)sender-id\/|^[A-Za-z][A-Za-z0-9-]{0,10}$/.test(identity)
    ? "sender-id"
    : "phone-number";
}

function isIdentity(number: SmsPhoneNumber, identity: string): boolean {
  return number.arn === identity || number.id === identity || number.phoneNumber === identity;
}
