import * as v from "valibot";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { parseRule, type Rule } from "./composite-rule";

export const compositeAlarmType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const actions = v.optional(v.array(v.string()), []);
const compositeSchema = v.object({
  alarmName: v.string(),
  arn: v.string(),
  alarmRule: v.string(),
  alarmDescription: v.optional(v.string()),
  actionsEnabled: v.optional(v.boolean(), true),
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
