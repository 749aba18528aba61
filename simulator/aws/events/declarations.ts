import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { functionType } from "../lambda/declarations";
import { mustExist } from "../resources/references";
import { scheduleOf } from "./schedule";

const defaultBus = v.optional(
  v.literal("default", "event buses other than default are not simulated"),
  "default",
);
const notSimulated = (what: string) =>
  v.optional(v.union([v.literal(""), v.never()], `${what} is not simulated`));

const ruleSchema = v.object({
  name: v.string(),
  arn: v.string(),
  eventBusName: defaultBus,
  scheduleExpression: v.pipe(
    v.optional(v.string(), ""),
    v.minLength(1, "a rule without a schedule (with an event pattern) is not simulated"),
    v.rawCheck(({ dataset, addIssue }) => {
      try {
        if (dataset.typed) scheduleOf(dataset.value);
      } catch (error) {
        addIssue({ message: (error as Error).message });
      }
    }),
  ),
  eventPattern: notSimulated("an event pattern"),
  roleArn: notSimulated("a rule's role"),
  isEnabled: v.optional(v.boolean(), true),
  state: v.optional(v.picklist(["ENABLED", "DISABLED", ""]), "ENABLED"),
});
const targetSchema = v.object({
  rule: v.string(),
  targetId: v.string(),
  arn: v.pipe(v.string(), v.includes(":lambda:", "only a Lambda function is simulated as target")),
  eventBusName: defaultBus,
  /** Constant JSON text, which the function gets instead of the event. */
  input: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text || "null"),
      v.parseJson(undefined, "input is JSON text"),
    ),
  ),
  inputPath: notSimulated("inputPath"),
  inputTransformer: notSimulated("inputTransformer"),
  deadLetterConfig: notSimulated("a target's dead-letter queue"),
  retryPolicy: notSimulated("a target's retry policy"),
  roleArn: notSimulated("a target's role"),
});

export type Rule = v.InferOutput<typeof ruleSchema>;
export type Target = v.InferOutput<typeof targetSchema>;

export const ruleType = "aws:cloudwatch/eventRule:EventRule";
export const targetType = "aws:cloudwatch/eventTarget:EventTarget";

/** @throws naming the property that is not what EventBridge takes, or not simulated. */
export function checkRule(record: ResourceRecord): Rule {
  return declared(ruleSchema, record);
}

/** @throws naming the property, or the rule that does not exist. */
export function checkTarget(controlPlane: ControlPlane, record: ResourceRecord): void {
  const target = declared(targetSchema, record);
  if (!controlPlane.find(ruleType, "name", target.rule))
    throw new Error(
      `rule of event target ${record.logicalName} names the rule ${target.rule}, which does ` +
        "not exist.",
    );
  const { arn: value } = target;
  mustExist(controlPlane, { property: "arn", type: functionType, by: "arn", value });
}

export function targetsOf(controlPlane: ControlPlane, rule: Rule): Target[] {
  return controlPlane
    .all(targetType)
    .map((record) => declared(targetSchema, record))
    .filter((target) => target.rule === rule.name);
}
