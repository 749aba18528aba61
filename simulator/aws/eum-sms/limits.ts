import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import { quotaExceeded } from "./errors";
import { page, paging } from "./listing";
import type { NumberType, SmsPhoneNumber, SmsResources } from "./sms-resources";

/**
 * Message parts a second that a number may send, by its type and country (AWS End User Messaging
 * SMS user guide, message parts per second limits). None is documented for simulator numbers. For
 * short codes of other countries than the US and Canada it "varies".
 */
const partsPerSecond: Readonly<Record<NumberType, (isoCountryCode: string) => number | undefined>> =
  {
    SHORT_CODE: () => 100,
    LONG_CODE: (country) => (country === "US" || country === "CA" ? 1 : 10),
    TEN_DLC: () => 1,
    TOLL_FREE: () => 3,
    SIMULATOR: () => undefined,
  };

/**
 * The rate of a dry run; the number's own, where that is less (SendTextMessage, DryRun).
 */
const dryRunPartsPerSecond = 5;

interface Bucket {
  parts: number;
  /** Milliseconds since the epoch, when `parts` were left. */
  at: number;
}

/** How much each number may still send at this moment. */
export class Throughput {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Counts the parts of a message against the number's limit; a message longer than a second's
   * worth is let through when the second before it was free, and paid back afterwards.
   * @returns whether the number may send them now
   */
  take(
    { id, numberType, isoCountryCode }: SmsPhoneNumber,
    parts: number,
    { dryRun, now }: { readonly dryRun: boolean; readonly now: number },
  ): boolean {
    const own = partsPerSecond[numberType](isoCountryCode);
    const rate = dryRun ? Math.min(own ?? dryRunPartsPerSecond, dryRunPartsPerSecond) : own;
    if (rate === undefined) return true;
    const key = dryRun ? `${id} dry run` : id;
    const { parts: left, at } = this.#buckets.get(key) ?? { parts: rate, at: now };
    const free = Math.min(rate, left + (Math.max(0, now - at) * rate) / 1000);
    const may = free >= Math.min(parts, rate);
    this.#buckets.set(key, { parts: may ? free - parts : free, at: now });
    return may;
  }
}

/** What the account may spend on text messages in a calendar month (UTC), in US dollars. */
export class TextSpending {
  #month = "";
  #spent = 0;

  constructor(
    private readonly now: () => number,
    /** Not AWS's: new accounts begin with 1 (the same guide, SMS sandbox), others ask for more. */
    public monthlyLimit = 100_000,
  ) {}

  /** @throws AwsError when the month's limit does not allow it. */
  charge(usDollars: number): void {
    const month = new Date(this.now()).toISOString().slice(0, 7);
    if (month !== this.#month) this.#spent = 0;
    this.#month = month;
    if (this.#spent + usDollars > this.monthlyLimit)
      throw quotaExceeded(
        "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
        `The account has reached its monthly limit of ${this.monthlyLimit} US dollars for texts.`,
      );
    this.#spent += usDollars;
  }
}

const nothing = v.object(paging);

/** What describes the account itself. */
export function accountOperations(resources: SmsResources, spending: TextSpending): OperationTable {
  const describe = (action: string, name: string, all: () => readonly object[]) =>
    operation({
      input: nothing,
      authorise: () => [[`sms-voice:${action}`, "*"]],
      run: (input) => page(name, all(), input),
    });
  return {
    DescribeAccountAttributes: describe("DescribeAccountAttributes", "AccountAttributes", () => [
      { Name: "ACCOUNT_TIER", Value: "PRODUCTION" },
    ]),
    // How many an account may have is the account's own affair: the figures are the simulator's.
    DescribeAccountLimits: describe("DescribeAccountLimits", "AccountLimits", () => [
      { Name: "PHONE_NUMBERS", Used: resources.phoneNumbers().length, Max: 25 },
      { Name: "POOLS", Used: resources.pools().length, Max: 25 },
      { Name: "CONFIGURATION_SETS", Used: resources.configurationSets().length, Max: 25 },
      { Name: "OPT_OUT_LISTS", Used: resources.optOutLists().length, Max: 25 },
      { Name: "SENDER_IDS", Used: 0, Max: 25 },
      { Name: "REGISTRATIONS", Used: 0, Max: 25 },
      { Name: "REGISTRATION_ATTACHMENTS", Used: 0, Max: 25 },
      { Name: "VERIFIED_DESTINATION_NUMBERS", Used: 0, Max: 10 },
    ]),
    DescribeSpendLimits: describe("DescribeSpendLimits", "SpendLimits", () => [
      spendLimit("TEXT", spending.monthlyLimit),
      ...["VOICE", "MEDIA", "NOTIFY", "RCS"].map((kind) => spendLimit(kind, 1)),
    ]),
  };
}

function spendLimit(kind: string, usDollars: number): object {
  return {
    Name: `${kind}_MESSAGE_MONTHLY_SPEND_LIMIT`,
    EnforcedLimit: usDollars,
    MaxLimit: usDollars,
    Overridden: false,
  };
}
