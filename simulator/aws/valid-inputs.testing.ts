import type { Properties } from "./account/control-plane";
import type { DeclaredProperty } from "./resources/declared-type";
import type { ResourceModel } from "./resources/resource-model";

/** Texts of all the forms that the data asks for; the first that fits is taken. */
const texts = [
  "thing",
  "US",
  "THING",
  "{}",
  "lambda:InvokeFunction",
  "rate(5 minutes)",
  "alias/thing",
  "arn:aws:iam::123456789012:role/thing",
  "arn:aws:sqs:eu-central-1:123456789012:thing",
  "123456789012",
  "o-0123456789",
  "sg-0",
  "subnet-0",
];

/** A value that the data allows. @throws when none of the texts at hand fits. */
export function validValue(declared: DeclaredProperty): unknown {
  const { kind, enum: allowed, minimum = 1, element, properties = {} } = declared;
  if (allowed) return allowed[0];
  switch (kind) {
    case "string":
      return validText(declared);
    case "number":
    case "integer":
      return minimum;
    case "boolean":
      return true;
    case "json":
      return "{}";
    case "archive":
      return { hash: "00".repeat(32), files: {} };
    case "list":
    case "set":
      return element ? [validValue(element)] : [];
    case "map":
      return {};
    case "object":
      return validMembers(properties);
  }
}

function validMembers(properties: Readonly<Record<string, DeclaredProperty>>): Properties {
  const required = Object.entries(properties).filter(([, inner]) => inner.required);
  return Object.fromEntries(required.map(([name, inner]) => [name, validValue(inner)]));
}

function validText({ minLength = 0, maxLength = 1_000, patterns = [] }: DeclaredProperty): string {
  const fits = texts.find(
    (text) =>
      text.length >= minLength &&
      text.length <= maxLength &&
      patterns.every((pattern) => new RegExp(pattern, "u").test(text)),
  );
  if (fits === undefined) throw new Error(`No text at hand matches ${patterns.join(" and ")}.`);
  return fits;
}

/** What some types need beside the properties that are always required. */
const beside: Readonly<Record<string, Properties>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    metricName: "Errors",
    namespace: "Shop",
    threshold: 0,
  },
  "aws:dynamodb/table:Table": {
    hashKey: "pk",
    attributes: [{ name: "pk", type: "S" }],
    billingMode: "PAY_PER_REQUEST",
  },
  "aws:dynamodb/tableItem:TableItem": { hashKey: "pk", item: '{"pk":{"S":"1"}}' },
  "aws:lambda/function:Function": { handler: "index.handler" },
  "aws:lambda/permission:Permission": { principal: "sns.amazonaws.com" },
  "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination": {
    snsDestination: { topicArn: "arn:aws:sns:eu-central-1:123456789012:thing" },
  },
  "aws:sns/topicSubscription:TopicSubscription": { protocol: "sqs" },
};

/** The fewest inputs that the model's checks let pass. */
export function fewestInputs(model: ResourceModel): Properties {
  const required = Object.entries(model.inputs).filter(([, input]) => input.required);
  return {
    ...Object.fromEntries(required.map(([name, input]) => [name, validValue(input.declared)])),
    ...beside[model.type],
  };
}
