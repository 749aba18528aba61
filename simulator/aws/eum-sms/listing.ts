import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import { invalid, notFound, type ResourceType } from "./errors";

// What the Describe and List operations have in common: members, pages, filters, ids.

/** With or without a plus sign, as the API takes it. */
export const phoneNumberInput = v.pipe(
  v.string(),
  v.regex(/^\+?[1-9][0-9]{1,18}$/, "it is not a phone number"),
  v.transform((number) => (number.startsWith("+") ? number : `+${number}`)),
  v.check(isPhoneNumber, "it is not a phone number in E.164"),
  v.transform((number) => number as PhoneNumber),
);

/** An id, a name or an ARN. */
export const idOrArn = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_:/-]{1,256}$/, "it is no id or ARN"),
);

/** At most five at a time may be asked for by their ids. */
export function some<Item extends v.GenericSchema>(item: Item) {
  return v.optional(v.pipe(v.array(item), v.maxLength(5)), []);
}

export const paging = {
  NextToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1024))),
  MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
};

/** Resources that other accounts share with this one: it has none. */
export const owner = { Owner: v.optional(v.picklist(["SELF", "SHARED"]), "SELF") };

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults: number;
}

/**
 * The page that a request asks for, as member `name` of the answer. A token says where the next
 * page begins: what it looks like is the service's own business.
 */
export function page(name: string, all: readonly object[], request: PageRequest): object {
  const from = request.NextToken === undefined ? 0 : startOf(request.NextToken, name);
  const to = from + request.MaxResults;
  return {
    [name]: all.slice(from, to),
    ...(to < all.length ? { NextToken: Buffer.from(`${name} ${to}`).toString("base64url") } : {}),
  };
}

function startOf(token: string, name: string): number {
  const [of, start] = Buffer.from(token, "base64url").toString().split(" ");
  if (of === name && start !== undefined && /^\d{1,9}$/.test(start)) return Number(start);
  throw invalid("INVALID_NEXT_TOKEN", "NextToken is none that this operation gave.", "NextToken");
}

/** What a filter compares: the values of an item by the filter's name. */
export type FilterTable<Item> = Readonly<
  Record<string, (item: Item) => readonly (string | boolean | undefined)[]>
>;

export function filters<Item>(table: FilterTable<Item>) {
  const value = v.pipe(v.string(), v.regex(/^[/.:A-Za-z0-9+_-]{1,128}$/));
  const filter = v.object({
    Name: v.picklist(Object.keys(table)),
    Values: v.pipe(v.array(value), v.minLength(1), v.maxLength(20)),
  });
  return { Filters: v.optional(v.pipe(v.array(filter), v.maxLength(20)), []) };
}

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** The items that every filter lets through: one of its values is enough. */
export function filtered<Item>(
  items: readonly Item[],
  table: FilterTable<Item>,
  wanted: readonly Filter[],
): Item[] {
  return items.filter((item) =>
    wanted.every(({ Name, Values }) =>
      table[Name]?.(item).some((value) => value !== undefined && Values.includes(String(value))),
    ),
  );
}

/**
 * The items with these ids or ARNs, all when none is given.
 * @throws AwsError for one that does not exist.
 */
export function chosen<Item extends { readonly id: string; readonly arn: string }>(
  all: readonly Item[],
  ids: readonly string[],
  type: ResourceType,
): readonly Item[] {
  if (ids.length === 0) return all;
  return ids.map((idOrArn) => {
    const found = all.find(({ id, arn }) => id === idOrArn || arn === idOrArn);
    if (!found) throw notFound(type, idOrArn);
    return found;
  });
}
