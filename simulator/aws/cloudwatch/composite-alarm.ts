import * as v from "valibot";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import type { AlarmState } from "./alarm-evaluation";

export const compositeAlarmType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const actions = v.optional(v.array(v.string()), []);
const compositeSchema = v.object({
  alarmName: v.string(),
  arn: v.string(),
  alarmRule: v.string(),
  alarmDescription: v.optional(v.string()),
  actionsEnabled: v.boolean(),
  actionsSuppressor: v.optional(v.never("a suppressor of actions is not simulated")),
  alarmActions: actions,
  okActions: actions,
  insufficientDataActions: actions,
  tags: v.optional(v.record(v.string(), v.string()), {}),
});

export interface CompositeAlarmDeclaration extends v.InferOutput<typeof compositeSchema> {
  readonly name: string;
  readonly rule: Rule;
}

/** @throws naming the resource and what is wrong with it. */
export function compositeAlarm(record: ResourceRecord): CompositeAlarmDeclaration {
  const composite = declared(compositeSchema, record);
  try {
    return { ...composite, name: composite.alarmName, rule: parseRule(composite.alarmRule) };
  } catch (error) {
    throw new Error(`Composite alarm ${record.logicalName}: ${(error as Error).message}.`);
  }
}

/** A composite alarm's rule: what must hold of the states of other alarms. */
export type Rule =
  | { readonly kind: "state"; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly of: Rule }
  | { readonly kind: "and" | "or"; readonly left: Rule; readonly right: Rule };

const pattern = /\s*(?:([()])|"([^"]*)"|([^\s()"]+))/y;

/**
 * `ALARM("a") AND NOT (OK(b) OR INSUFFICIENT_DATA(c))`, by PutCompositeAlarm's description of
 * `AlarmRule`. AND binds tighter than OR.
 * @throws in words, when it cannot be read.
 */
export function parseRule(text: string): Rule {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at];
  const take = (word: string) => {
    const taken = next() === word;
    if (taken) at += 1;
    return taken;
  };
  const refuse = (wanted: string): never => {
    throw new Error(`"${next() ?? "the end"}" stands where ${wanted} is expected in "${text}"`);
  };

  const either = (): Rule => {
    let left = both();
    while (take("OR")) left = { kind: "or", left, right: both() };
    return left;
  };
  const both = (): Rule => {
    let left = one();
    while (take("AND")) left = { kind: "and", left, right: one() };
    return left;
  };
  const one = (): Rule => {
    if (take("NOT")) return { kind: "not", of: one() };
    if (take("TRUE")) return { kind: "constant", value: true };
    if (take("FALSE")) return { kind: "constant", value: false };
    if (take("(")) return closed(either());
    const state = (["ALARM", "OK", "INSUFFICIENT_DATA"] as const).find(take);
    if (!state || !take("("))
      return refuse("ALARM(…), OK(…), INSUFFICIENT_DATA(…), NOT or a bracket");
    const alarm = next() ?? refuse("an alarm's name or ARN");
    at += 1;
    return closed({ kind: "state", state, alarm });
  };
  const closed = (rule: Rule): Rule => (take(")") ? rule : refuse('")"'));

  const rule = either();
  return at < tokens.length ? refuse("AND, OR or the end") : rule;
}

/** The alarms that the rule names, by name or ARN. */
export function alarmsIn(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case "state":
      return [rule.alarm];
    case "constant":
      return [];
    case "not":
      return alarmsIn(rule.of);
    default:
      return [...alarmsIn(rule.left), ...alarmsIn(rule.right)];
  }
}

export function holds(rule: Rule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case "state":
      return stateOf(rule.alarm) === rule.state;
    case "constant":
      return rule.value;
    case "not":
      return !holds(rule.of, stateOf);
    case "and":
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case "or":
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== "") {
    const match = pattern.exec(text);
    if (!match) throw new Error(`"${text}" has a quotation mark too few`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return tokens;
}
