import { nearest } from "../../kernel/nearest";
import type { Properties } from "../account/control-plane";
import type { DeclaredProperty } from "./declared-type";
import { sameValue, unknownValue } from "./property-value";
import type { CheckFailure } from "./resource-model";
import type { Treatment } from "./treatment";

/** One value with all that is known of its place. */
interface Place {
  /** Pulumi's type token. */
  readonly type: string;
  /** The path of the property, such as `scalingConfig.maximumConcurrency`. */
  readonly at: string;
  readonly declared: DeclaredProperty;
  readonly treatment: Treatment | undefined;
  /** What stands for saying nothing. */
  readonly fallback?: unknown;
}

/** The members of an object, or of the resource itself: those that are there and those missing. */
export function memberFailures(
  type: string,
  at: string,
  members: Readonly<Record<string, Omit<Place, "type" | "at">>>,
  values: Properties,
): CheckFailure[] {
  const path = (name: string) => (at === "" ? name : `${at}.${name}`);
  const given = Object.entries(values).filter(
    ([name, value]) => isGiven(value) && !name.startsWith("__"),
  );
  const missing = Object.entries(members).filter(
    ([name, { declared }]) => declared.required && !isGiven(values[name]),
  );
  return [
    ...given.flatMap(([name, value]) => {
      const member = members[name];
      if (!member) return [unknownMember(type, path(name), Object.keys(members))];
      return valueFailures({ type, at: path(name), ...member }, value);
    }),
    ...missing.map(([name]) => ({
      property: path(name),
      reason: `${type} needs "${path(name)}".`,
    })),
  ];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** @param known the names that stand where the property does */
export function unknownMember(
  type: string,
  property: string,
  known: readonly string[],
): CheckFailure {
  const meant = nearest(property.replace(/^.*\./, ""), known);
  const hint = meant ? `; did you mean "${meant}"?` : ".";
  return { property, reason: `${type} has no property "${property}"${hint}` };
}

function valueFailures(place: Place, value: unknown): CheckFailure[] {
  const { type, at, declared, treatment, fallback } = place;
  if (!isGiven(value) || value === unknownValue) return [];
  if (treatment?.treated === "refused")
    return isDefault(fallback, value)
      ? []
      : [{ property: at, reason: `${at} of ${type} is not simulated: leave it out.` }];

  const wrong = kindRules[declared.kind](value, declared);
  if (wrong !== undefined) return [{ property: at, reason: `${at} ${wrong}.` }];
  const { element, properties } = declared;
  if (element && Array.isArray(value))
    return value.flatMap((inner: unknown, index) =>
      valueFailures({ type, at: `${at}[${index}]`, declared: element, treatment }, inner),
    );
  if (!isObject(value)) return [];
  if (element)
    return Object.entries(value).flatMap(([key, inner]) => [
      ...keyFailures(at, key, declared),
      ...valueFailures(
        { type, at: `${at}.${key}`, declared: element, treatment: undefined },
        inner,
      ),
    ]);
  if (!properties) return [];
  const treatments = treatment?.treated === "honoured" ? treatment.members : undefined;
  const members = Object.entries(properties).map(([name, inner]) => {
    const own = treatments?.[name];
    const nothing = own && "default" in own ? own.default : inner.default;
    return [name, { declared: inner, treatment: own, fallback: nothing }];
  });
  return memberFailures(type, at, Object.fromEntries(members), { ...value });
}

function keyFailures(at: string, key: string, { keys }: DeclaredProperty): CheckFailure[] {
  const wrong =
    keys && !key.startsWith("__") ? textRule(key, { kind: "string", ...keys }) : undefined;
  return wrong === undefined
    ? []
    : [{ property: `${at}.${key}`, reason: `the key of ${at} ${wrong}.` }];
}

function isDefault(fallback: unknown, value: unknown): boolean {
  const isNothing = value === false || value === "" || (Array.isArray(value) && value.length === 0);
  return fallback === undefined ? isNothing : sameValue(undefined, fallback, value);
}

/** What is wrong with a value of the kind, as the rest of a sentence that begins with its path. */
const kindRules: Readonly<
  Record<
    DeclaredProperty["kind"],
    (value: unknown, declared: DeclaredProperty) => string | undefined
  >
> = {
  string: (value, declared) =>
    typeof value === "string" ? textRule(value, declared) : otherKind(value, "a text"),
  number: (value, declared) =>
    typeof value === "number" ? numberRule(value, declared) : otherKind(value, "a number"),
  integer: (value, declared) =>
    Number.isInteger(value)
      ? numberRule(value as number, declared)
      : otherKind(value, "a whole number"),
  boolean: (value) => (typeof value === "boolean" ? undefined : otherKind(value, "true or false")),
  json: (value) =>
    isObject(value) || isJson(value) ? undefined : otherKind(value, "a JSON document"),
  archive: (value) => (isObject(value) ? undefined : otherKind(value, "an archive")),
  list: (value, declared) =>
    Array.isArray(value) ? countRule(value.length, declared) : otherKind(value, "a list"),
  set: (value, declared) =>
    Array.isArray(value) ? countRule(value.length, declared) : otherKind(value, "a list"),
  map: (value, declared) =>
    isObject(value) ? countRule(Object.keys(value).length, declared) : otherKind(value, "a map"),
  object: (value) => (isObject(value) ? undefined : otherKind(value, "an object")),
};

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isJson(value: unknown): boolean {
  if (typeof value !== "string") return false;
  // What is known only later may stand inside the text.
  if (value === "" || value.includes(unknownValue)) return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    // Not JSON: that is what was asked.
    return false;
  }
}

function otherKind(value: unknown, wanted: string): string {
  return `is ${shown(value)}; allowed is ${wanted}`;
}

function textRule(value: string, declared: DeclaredProperty): string | undefined {
  const { enum: allowed, minLength, maxLength, patterns = [] } = declared;
  if (allowed && !allowed.includes(value)) return notIn(value, allowed);
  const length = [...value].length;
  if (length < (minLength ?? 0) || length > (maxLength ?? Number.POSITIVE_INFINITY))
    return `has ${length} characters; allowed are ${bounds(minLength, maxLength)}`;
  const broken = patterns.find((pattern) => !expression(pattern).test(value));
  return broken === undefined ? undefined : `is ${shown(value)}; allowed is what matches ${broken}`;
}

function numberRule(value: number, declared: DeclaredProperty): string | undefined {
  const { enum: allowed, minimum, maximum, also = [] } = declared;
  if (also.includes(value)) return undefined;
  if (allowed && !allowed.includes(value)) return notIn(value, allowed);
  if (value >= (minimum ?? value) && value <= (maximum ?? value)) return undefined;
  const beside = also.length > 0 ? `, and ${also.join(", ")}` : "";
  return `is ${value}; allowed are ${bounds(minimum, maximum)}${beside}`;
}

function countRule(count: number, { minItems, maxItems }: DeclaredProperty): string | undefined {
  if (count >= (minItems ?? 0) && count <= (maxItems ?? count)) return undefined;
  return `has ${count} elements; allowed are ${bounds(minItems, maxItems)}`;
}

function notIn(value: string | number, allowed: readonly (string | number)[]): string {
  const meant = nearest(String(value), allowed.map(String));
  const hint = meant ? ` (did you mean ${meant}?)` : "";
  return `is ${shown(value)}; allowed are ${allowed.join(", ")}${hint}`;
}

function bounds(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return `at most ${most}`;
  return most === undefined ? `at least ${least}` : `${least} to ${most}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, "u");
  expressions.set(pattern, known);
  return known;
}
