import { SmsError } from "./sms-error";
import type { SmsPhoneNumber, SmsPool, SmsResources } from "./sms-resources";

/** The number that a message leaves from, and whose rules hold for it. */
export interface Origination {
  readonly number: SmsPhoneNumber;
  /** The number's pool: its opt-out list, keywords and two-way topic hold for all members. */
  readonly pool: SmsPool | undefined;
}

/**
 * Finds the number behind an origination identity: a pool's id or ARN, a phone number, its id or
 * its ARN. A pool sends from its first active number (how AWS picks among several is not
 * documented).
 * @throws SmsError when there is none, it is not active, or it is of another message type.
 */
export function originationOf(
  resources: SmsResources,
  identity: string | undefined,
  messageType: string | undefined,
): Origination {
  const pool = resources.pools().find((each) => each.id === identity || each.arn === identity);
  const origination = pool ? fromPool(resources, pool) : fromNumber(resources, identity);
  const { number } = origination;
  if (number.status !== "ACTIVE") {
    throw new SmsError("ConflictException", `The phone number ${number.id} is ${number.status}.`, {
      Reason: "RESOURCE_NOT_ACTIVE",
      ResourceType: "phone-number",
      ResourceId: number.id,
    });
  }
  const type = pool?.messageType ?? number.messageType;
  if (messageType !== undefined && messageType !== type) {
    throw new SmsError(
      "ConflictException",
      `A ${messageType} message cannot leave from ${identity ?? number.id}, which is ${type}.`,
      { Reason: "MESSAGE_TYPE_MISMATCH" },
    );
  }
  return origination;
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

function fromPool(resources: SmsResources, pool: SmsPool): Origination {
  const members = resources.membersOf(pool);
  const number = members.find(({ status }) => status === "ACTIVE") ?? members[0];
  if (number) return { number, pool };
  throw new SmsError("ConflictException", `The pool ${pool.id} has no phone number.`, {
    Reason: "NO_ORIGINATION_IDENTITIES_FOUND",
    ResourceType: "pool",
    ResourceId: pool.id,
  });
}

function fromNumber(resources: SmsResources, identity: string | undefined): Origination {
  const numbers = resources.phoneNumbers();
  const number =
    identity === undefined ? numbers[0] : numbers.find((each) => isIdentity(each, identity));
  if (number) return { number, pool: resources.poolOf(number) };
  if (identity === undefined)
    throw new SmsError("ConflictException", "The account has no phone number to send from.", {
      Reason: "NO_ORIGINATION_IDENTITIES_FOUND",
    });
  const kind = /pool[-/]/.test(identity) ? "pool" : "phone-number";
  throw new SmsError("ResourceNotFoundException", `There is no origination identity ${identity}.`, {
    ResourceType: kind,
    ResourceId: identity,
  });
}

function isIdentity(number: SmsPhoneNumber, identity: string): boolean {
  return number.arn === identity || number.id === identity || number.phoneNumber === identity;
}
