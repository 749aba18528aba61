import * as v from "valibot";
import { type OperationTable, operation } from "../../gateway/operation";
import type { PhoneNumber } from "../../phones/phone-number";
import { arn } from "../account/account";
import { invalid, notFound } from "./errors";
import {
  type FilterTable,
  filtered,
  filters,
  idOrArn,
  page,
  paging,
  phoneNumberInput,
  some,
} from "./listing";
import type { OptOutList, SmsResources } from "./sms-resources";

export interface OptedOutNumber {
  readonly number: PhoneNumber;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** By a keyword of the person, not by the business. */
  readonly byEndUser: boolean;
}

/**
 * "Each destination phone number can only be deleted once every 30 days" (DeleteOptedOutNumber).
 */
const betweenDeletions = 30 * 24 * 60 * 60 * 1000;

/** Who is opted out, by the name of the opt-out list. */
export class OptOutLists {
  readonly #lists = new Map<string, Map<PhoneNumber, OptedOutNumber>>();
  /** When a number was last taken off a list by the business. */
  readonly #deletions = new Map<string, number>();

  /** @returns the entry as it stands: who is on the list already stays on it as before. */
  optOut(list: string, entry: OptedOutNumber): OptedOutNumber {
    const numbers = this.#lists.get(list) ?? new Map<PhoneNumber, OptedOutNumber>();
    this.#lists.set(list, numbers);
    const standing = numbers.get(entry.number) ?? entry;
    numbers.set(entry.number, standing);
    return standing;
  }

  /** The person came back: by a keyword, which may be done at any time. */
  optIn(list: string, number: PhoneNumber): void {
    this.#lists.get(list)?.delete(number);
  }

  /**
   * The business takes a number off.
   * @throws AwsError when it is not on the list, or was taken off in the last 30 days already.
   */
  delete(list: string, number: PhoneNumber, now: number): OptedOutNumber {
    const entry = this.#lists.get(list)?.get(number);
    if (!entry) throw notFound("opted-out-number", number);
    const key = `${list} ${number}`;
    const last = this.#deletions.get(key);
    if (last !== undefined && now - last < betweenDeletions)
      throw invalid(
        // That this is the reason is unverified.
        "PHONE_NUMBER_CANNOT_BE_OPTED_IN",
        "The number was taken off the opt-out list in the last 30 days already.",
        "OptedOutNumber",
      );
    this.#deletions.set(key, now);
    this.#lists.get(list)?.delete(number);
    return entry;
  }

  has(list: string, number: PhoneNumber): boolean {
    return this.#lists.get(list)?.has(number) ?? false;
  }

  entries(list: string): OptedOutNumber[] {
    return [...(this.#lists.get(list)?.values() ?? [])];
  }

  /** The list itself was deleted, and who was on it with it. */
  drop(list: string): void {
    this.#lists.delete(list);
  }
}

const oneNumber = v.object({ OptOutListName: idOrArn, OptedOutNumber: phoneNumberInput });

const filterTable: FilterTable<OptedOutNumber> = {
  "end-user-opted-out": ({ byEndUser }) => [byEndUser],
};

/** The operations on the numbers of a list. */
export function optOutOperations(
  resources: SmsResources,
  optOuts: OptOutLists,
  now: () => number,
): OperationTable {
  const may =
    (action: string) =>
    ({ OptOutListName }: { readonly OptOutListName: string }) => [
      [`sms-voice:${action}`, optOutListArn(OptOutListName)] as const,
    ];
  const list = (nameOrArn: string) => {
    const found = resources
      .optOutLists()
      .find(({ name, arn: own }) => name === nameOrArn || own === nameOrArn);
    if (!found) throw notFound("opt-out-list", nameOrArn);
    return found;
  };
  return {
    PutOptedOutNumber: operation({
      input: oneNumber,
      authorise: may("PutOptedOutNumber"),
      run: ({ OptOutListName, OptedOutNumber: number }) => {
        const on = list(OptOutListName);
        const entry = optOuts.optOut(on.name, { number, at: now(), byEndUser: false });
        return { ...identityOf(on), ...viewOf(entry) };
      },
    }),
    DeleteOptedOutNumber: operation({
      input: oneNumber,
      authorise: may("DeleteOptedOutNumber"),
      run: ({ OptOutListName, OptedOutNumber: number }) => {
        const on = list(OptOutListName);
        return { ...identityOf(on), ...viewOf(optOuts.delete(on.name, number, now())) };
      },
    }),
    DescribeOptedOutNumbers: operation({
      input: v.object({
        OptOutListName: idOrArn,
        OptedOutNumbers: some(phoneNumberInput),
        ...filters(filterTable),
        ...paging,
      }),
      authorise: may("DescribeOptedOutNumbers"),
      run: (input) => {
        const on = list(input.OptOutListName);
        const entries = withNumbers(optOuts.entries(on.name), input.OptedOutNumbers);
        const shown = filtered(entries, filterTable, input.Filters).map(viewOf);
        return { ...identityOf(on), ...page("OptedOutNumbers", shown, input) };
      },
    }),
  };
}

/** @throws AwsError for a number that is not on the list. */
function withNumbers(
  entries: readonly OptedOutNumber[],
  numbers: readonly PhoneNumber[],
): readonly OptedOutNumber[] {
  if (numbers.length === 0) return entries;
  return numbers.map((wanted) => {
    const found = entries.find(({ number }) => number === wanted);
    if (!found) throw notFound("opted-out-number", wanted);
    return found;
  });
}

function identityOf({ arn: OptOutListArn, name: OptOutListName }: OptOutList): object {
  return { OptOutListArn, OptOutListName };
}

/** Times are epoch seconds on the wire. */
function viewOf({ number, at, byEndUser }: OptedOutNumber): object {
  return { OptedOutNumber: number, OptedOutTimestamp: at / 1000, EndUserOptedOut: byEndUser };
}

export function optOutListArn(nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : arn("sms-voice", `opt-out-list/${nameOrArn}`);
}
