import type { Properties } from "./account/control-plane";
import { allModels } from "./all-models";
import { check } from "./resources/resource-check";
import type { ResourceModel } from "./resources/resource-model";
import { fewestInputs } from "./valid-inputs.testing";

// What the services' documents refuse and no data says. Evaluation and provider ask the same check.

function modelNamed(name: string): ResourceModel {
  const found = allModels.find(({ type }) => type.endsWith(`:${name}`));
  if (!found) throw new Error(`There is no model ${name}.`);
  return found;
}

const forSns = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "kms:*" };
const lockedOut = JSON.stringify({ Statement: [{ ...forSns, Resource: "*" }] });
const email = { protocol: "email", endpoint: "ada@example.com" };
const include = { name: "by-pk", hashKey: "pk", projectionType: "INCLUDE" };
const lifecycle = (rule: object) => ({ rules: [{ id: "x", status: "Enabled", ...rule }] });

test.each<[string, string, Properties, string]>([
  ["an alarm without a threshold", "MetricAlarm", { threshold: undefined }, "threshold"],
  [
    "an alarm that looks back for more than a day",
    "MetricAlarm",
    { period: 60, evaluationPeriods: 1441 },
    "evaluationPeriods",
  ],
  ["a dashboard's name", "Dashboard", { dashboardName: "a b" }, "dashboardName"],
  [
    "a variable that Lambda reserves",
    "Function",
    { environment: { variables: { AWS_REGION: "x" } } },
    "environment.variables.AWS_REGION",
  ],
  [
    "more than 4 KB of variables",
    "Function",
    { environment: { variables: { LONG: "x".repeat(4093) } } },
    "environment.variables",
  ],
  ["a function without a handler", "Function", { handler: undefined }, "handler"],
  ["provisioned capacity of none", "Table", { billingMode: "PROVISIONED" }, "readCapacity"],
  ["capacity of a table on demand", "Table", { readCapacity: 5 }, "readCapacity"],
  [
    "an index that includes nothing",
    "Table",
    { globalSecondaryIndexes: [include] },
    "globalSecondaryIndexes[0].nonKeyAttributes",
  ],
  ["an expiry without an attribute", "Table", { ttl: { enabled: true } }, "ttl.attributeName"],
  [
    "an attribute twice",
    "Table",
    {
      attributes: [
        { name: "pk", type: "S" },
        { name: "pk", type: "S" },
      ],
    },
    "attributes",
  ],
  ["a table's name of two letters", "Table", { name: "ab" }, "name"],
  ["an item without its key", "TableItem", { item: '{"sk":{"S":"1"}}' }, "item"],
  ["a queue's name", "Queue", { name: "bad name!" }, "name"],
  [
    "two ways to encrypt a queue",
    "Queue",
    { kmsMasterKeyId: "alias/mine", sqsManagedSseEnabled: true },
    "sqsManagedSseEnabled",
  ],
  ["an e-mail address", "TopicSubscription", { ...email, endpoint: "ada" }, "endpoint"],
  [
    "raw delivery by e-mail",
    "TopicSubscription",
    { ...email, rawMessageDelivery: true },
    "rawMessageDelivery",
  ],
  ["a stage's name", "Stage", { stageName: "a b" }, "stageName"],
  ["a secret's name", "Secret", { name: "a b" }, "name"],
  ["a bucket's name of two letters", "Bucket", { bucket: "ab" }, "bucket"],
  ["a bucket's name that is an address", "Bucket", { bucket: "192.0.2.1" }, "bucket"],
  [
    "an expiry after no day",
    "BucketLifecycleConfiguration",
    lifecycle({ expiration: { days: 0 } }),
    "rules[0].expiration.days",
  ],
  [
    "a lifecycle rule that does nothing",
    "BucketLifecycleConfiguration",
    lifecycle({ filter: { prefix: "" } }),
    "rules[0]",
  ],
  ["a tag of AWS's own", "Topic", { tags: { "aws:team": "x" } }, "tags.aws:team"],
  ["a key's policy that locks everybody out", "Key", { policy: lockedOut }, "policy"],
])("%s is refused", (_what, name, wrong, property) => {
  const model = modelNamed(name);
  const inputs = { ...fewestInputs(model), ...wrong };
  const { failures } = check(model, { logicalName: "thing", inputs, random: "0123456789" });
  expect(failures.map((failure) => failure.property)).toContain(property);
  for (const failure of failures) expect(failure.reason).toMatch(/^[^\n]*\.$/);
});

test.each<[string, string, Properties]>([
  ["a day of minutes", "MetricAlarm", { period: 60, evaluationPeriods: 1440 }],
  ["a week of hours", "MetricAlarm", { period: 3600, evaluationPeriods: 168 }],
  ["a FIFO queue's name", "Queue", { name: "post.fifo", fifoQueue: true }],
  ["a key on a queue", "Queue", { kmsMasterKeyId: "alias/mine" }],
  [
    "an index that includes something",
    "Table",
    { globalSecondaryIndexes: [{ ...include, nonKeyAttributes: ["age"] }] },
  ],
  ["a name with dots", "Bucket", { bucket: "media.shop-1" }],
])("%s is not", (_what, name, right) => {
  const model = modelNamed(name);
  const inputs = { ...fewestInputs(model), ...right };
  const { failures } = check(model, { logicalName: "thing", inputs, random: "0123456789" });
  expect(failures).toEqual([]);
});
