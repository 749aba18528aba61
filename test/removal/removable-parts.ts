import type { DeclaredResource } from "end-user-messaging-simulator";

/**
 * A part of the message path, or of the alarm, that a test can take out of the evaluated program.
 */
export interface Part {
  readonly name: string;
  /** What an error may call it: one of these has to stand in it. */
  readonly calledOneOf: readonly string[];
  without(declared: readonly DeclaredResource[]): readonly DeclaredResource[];
}

/**
 * Each queue, topic, subscription, permission, grant and mapping of the message path, and what
 * rings when it breaks, as the evaluated program has them.
 */
export function removableParts(declared: readonly DeclaredResource[]): readonly Part[] {
  return declared.flatMap((resource) => {
    const calls = namesIn[resource.type];
    if (calls) return [wholeResource(resource, calls(resource))];
    return resource.type === "aws:iam/rolePolicy:RolePolicy" ? grantsOf(resource) : [];
  });
}

type Names = (resource: DeclaredResource) => readonly string[];

const output =
  (property: string): Names =>
  (resource) => [String(resource.outputs[property])];

/** By resource type: under which name an error speaks of it. */
const namesIn: Readonly<Record<string, Names>> = {
  "aws:sqs/queue:Queue": ({ outputs, logicalName }) => [
    String(outputs.name),
    `queue "${logicalName}"`,
  ],
  "aws:sqs/queuePolicy:QueuePolicy": ({ outputs }) => [
    String(outputs.queueUrl).replace(/^.*\//, ""),
  ],
  "aws:sns/topic:Topic": output("arn"),
  "aws:sns/topicSubscription:TopicSubscription": ({ outputs }) => [
    String(outputs.topic),
    ...(outputs.protocol === "email" ? [String(outputs.endpoint)] : []),
  ],
  "aws:sns/topicPolicy:TopicPolicy": output("arn"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ logicalName }) => [logicalName],
  "aws:lambda/permission:Permission": output("function"),
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ outputs }) => [
    String(outputs.eventSourceArn).replace(/^.*:/, ""),
  ],
  "pulumi-nodejs:dynamic/whatsapp:EventDestination": ({ inputs }) => [String(inputs.wabaId)],
  "aws:pinpoint/smsvoicev2EventDestination:Smsvoicev2EventDestination":
    output("configurationSetName"),
};

function wholeResource(resource: DeclaredResource, calledOneOf: readonly string[]): Part {
  const is = ({ type, logicalName }: DeclaredResource) =>
    type === resource.type && logicalName === resource.logicalName;
  return {
    name: `${resource.type.replace(/^.*:/, "")} ${resource.logicalName}`,
    calledOneOf,
    without: (declared) => declared.filter((other) => !is(other)),
  };
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
}

/** One part a statement of a function's policy; writing a log is not on the path of a message. */
function grantsOf(resource: DeclaredResource): readonly Part[] {
  return statementsOf(resource)
    .filter(({ Sid }) => Sid !== "WriteItsLog")
    .map(({ Sid, Action }) => ({
      name: `grant ${Sid} of ${resource.logicalName}`,
      calledOneOf: Action,
      without: (declared) =>
        declared.map((other) =>
          other.type === resource.type && other.logicalName === resource.logicalName
            ? withoutStatement(other, Sid)
            : other,
        ),
    }));
}

function statementsOf({ outputs }: DeclaredResource): readonly Statement[] {
  return (JSON.parse(String(outputs.policy)) as { Statement: Statement[] }).Statement;
}

function withoutStatement(resource: DeclaredResource, sid: string): DeclaredResource {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: statementsOf(resource).filter(({ Sid }) => Sid !== sid),
  });
  return {
    ...resource,
    inputs: { ...resource.inputs, policy },
    outputs: { ...resource.outputs, policy },
  };
}
