import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService } from "../../gateway/aws-service";
import { type InvalidInput, type Operation, operation } from "../../gateway/operation";
import { awsQuery } from "../../gateway/query-protocol";
import { arn, simulatedAccount } from "../account/account";
import type { Draws, ServiceDeps } from "../service-deps";
import { allSubscriptions, type SubscriptionDeclaration, subscriptionsOf } from "./declarations";
import { type Content, mostBytes, sizeOf } from "./notification";
import type { Sns } from "./sns";

export interface SnsServiceDeps extends ServiceDeps, Draws {
  readonly sns: Sns;
}

/** SNS on the wire: what publishes and describes. Topics and subscriptions are declared. */
export function notificationService(deps: SnsServiceDeps): AwsService {
  return {
    scope: "sns",
    accessDenied: "AuthorizationError",
    protocol: awsQuery("http://sns.amazonaws.com/doc/2010-03-31/", deps.ids),
    invalid: invalidInput,
    throttled: new AwsError("Throttled", "Rate exceeded", 429),
    internal: new AwsError("InternalError", "An internal error occurred.", 500),
    operations: { ...publishing(deps), ...describing(deps) },
  };
}

const attribute = v.object({
  DataType: v.string(),
  StringValue: v.exactOptional(v.string()),
  BinaryValue: v.exactOptional(v.string()),
});
const content = {
  Message: v.optional(v.string(), ""),
  Subject: v.optional(v.string()),
  MessageStructure: v.optional(v.literal("json")),
  MessageAttributes: v.optional(v.record(v.string(), attribute)),
  MessageGroupId: v.optional(v.string()),
  MessageDeduplicationId: v.optional(
    v.never("MessageDeduplicationId is for FIFO topics, and the topic is a standard one"),
  ),
};
const entrySchema = v.object({ Id: v.string(), ...content });
/** How the query protocol writes a list of nothing. */
const emptyList = v.pipe(
  v.literal(""),
  v.transform((): Entry[] => []),
);
type Entry = v.InferOutput<typeof entrySchema>;

function publishing({ sns, faults }: SnsServiceDeps): Readonly<Record<string, Operation>> {
  return {
    Publish: operation({
      input: v.object({
        TopicArn: v.optional(v.string()),
        TargetArn: v.optional(v.string()),
        PhoneNumber: v.optional(v.string()),
        ...content,
      }),
      authorise: ({ TopicArn, TargetArn }) => [["sns:Publish", TopicArn ?? TargetArn ?? "*"]],
      run: (input, { caller }) => {
        const topicArn = input.TopicArn ?? input.TargetArn;
        if (topicArn === undefined) {
          if (input.PhoneNumber !== undefined)
            faults.report("sns", "A message for a phone number came: SMS by SNS is not simulated.");
          throw invalidParameter("TopicArn or TargetArn Reason: no value for required parameter");
        }
        const { messageId } = sns.take(sns.topic(topicArn), contentOf(input), caller);
        return { MessageId: messageId };
      },
    }),
    PublishBatch: operation({
      input: v.object({
        TopicArn: v.string(),
        PublishBatchRequestEntries: v.union([v.array(entrySchema), emptyList]),
      }),
      authorise: ({ TopicArn }) => [["sns:Publish", TopicArn]],
      run: ({ TopicArn, PublishBatchRequestEntries }, { caller }) => {
        const topic = sns.topic(TopicArn);
        checkBatch(PublishBatchRequestEntries);
        sns.checkKey(topic, caller);
        const Successful: object[] = [];
        const Failed: object[] = [];
        for (const entry of PublishBatchRequestEntries) {
          try {
            const { messageId } = sns.take(topic, contentOf(entry), caller);
            Successful.push({ Id: entry.Id, MessageId: messageId });
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            const { code: Code, message: Message } = error;
            Failed.push({ Id: entry.Id, Code, Message, SenderFault: true });
          }
        }
        return { Successful, Failed };
      },
    }),
  };
}

function describing(deps: SnsServiceDeps): Readonly<Record<string, Operation>> {
  const { sns, controlPlane, access } = deps;
  const page = { NextToken: v.optional(v.string()) };
  return {
    ListTopics: operation({
      input: v.object(page),
      authorise: () => [["sns:ListTopics", arn("sns", "*")]],
      run: (wanted) =>
        pageOf(
          "Topics",
          sns.topics().map((topic) => ({ TopicArn: topic.arn })),
          wanted,
        ),
    }),
    GetTopicAttributes: operation({
      input: v.object({ TopicArn: v.string() }),
      authorise: ({ TopicArn }) => [["sns:GetTopicAttributes", TopicArn]],
      run: ({ TopicArn }) => {
        const topic = sns.topic(TopicArn);
        const subscriptions = subscriptionsOf(controlPlane, TopicArn);
        const pending = subscriptions.filter((one) => one.pendingConfirmation).length;
        return {
          Attributes: attributes({
            TopicArn,
            Owner: simulatedAccount.accountId,
            DisplayName: topic.displayName,
            Policy: access.policyOf(TopicArn),
            KmsMasterKeyId: topic.kmsMasterKeyId,
            SignatureVersion: topic.signatureVersion,
            TracingConfig: topic.tracingConfig,
            SubscriptionsConfirmed: subscriptions.length - pending,
            SubscriptionsPending: pending,
            SubscriptionsDeleted: 0,
          }),
        };
      },
    }),
    ListSubscriptions: operation({
      input: v.object(page),
      authorise: () => [["sns:ListSubscriptions", arn("sns", "*")]],
      run: (wanted) => pageOf("Subscriptions", allSubscriptions(controlPlane).map(viewOf), wanted),
    }),
    ListSubscriptionsByTopic: operation({
      input: v.object({ TopicArn: v.string(), ...page }),
      authorise: ({ TopicArn }) => [["sns:ListSubscriptionsByTopic", TopicArn]],
      run: ({ TopicArn, ...wanted }) => {
        const found = subscriptionsOf(controlPlane, sns.topic(TopicArn).arn);
        return pageOf("Subscriptions", found.map(viewOf), wanted);
      },
    }),
    GetSubscriptionAttributes: operation({
      input: v.object({ SubscriptionArn: v.string() }),
      authorise: ({ SubscriptionArn }) => [
        ["sns:GetSubscriptionAttributes", SubscriptionArn.split(":").slice(0, 6).join(":")],
      ],
      run: ({ SubscriptionArn }) => {
        const found = allSubscriptions(controlPlane).find((one) => one.arn === SubscriptionArn);
        if (!found) throw new AwsError("NotFound", "Subscription does not exist", 404);
        return {
          Attributes: attributes({
            ...viewOf(found),
            RawMessageDelivery: found.rawMessageDelivery,
            PendingConfirmation: found.pendingConfirmation,
            RedrivePolicy: found.redrivePolicy && JSON.stringify(found.redrivePolicy),
          }),
        };
      },
    }),
    ListTagsForResource: operation({
      input: v.object({ ResourceArn: v.string() }),
      authorise: ({ ResourceArn }) => [["sns:ListTagsForResource", ResourceArn]],
      run: ({ ResourceArn }) => {
        const topic = sns.topics().find((one) => one.arn === ResourceArn);
        if (!topic) throw new AwsError("ResourceNotFound", "Resource does not exist", 404);
        return { Tags: Object.entries(topic.tagsAll).map(([Key, Value]) => ({ Key, Value })) };
      },
    }),
  };
}

function contentOf(input: Omit<Entry, "Id">): Content {
  const { Message, Subject, MessageAttributes, MessageGroupId, MessageStructure } = input;
  return {
    message: Message,
    ...(Subject !== undefined && { subject: Subject }),
    ...(MessageAttributes && { attributes: MessageAttributes }),
    ...(MessageGroupId !== undefined && { groupId: MessageGroupId }),
    ...(MessageStructure && { structure: MessageStructure }),
  };
}

function viewOf(subscription: SubscriptionDeclaration): object {
  const { arn: subscriptionArn, protocol, endpoint, topic, pendingConfirmation } = subscription;
  return {
    // What SNS says of a subscription that its e-mail address has not confirmed.
    SubscriptionArn: pendingConfirmation ? "PendingConfirmation" : subscriptionArn,
    Owner: simulatedAccount.accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic,
  };
}

function attributes(all: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(all).filter(([, value]) => value !== undefined));
}

const pageLength = 100;

/** Up to a hundred (SNS API reference, ListTopics). */
function pageOf(
  member: string,
  all: readonly object[],
  { NextToken = "0" }: { readonly NextToken?: string | undefined },
): object {
  const from = Number(NextToken);
  if (!Number.isInteger(from) || from < 0) throw invalidParameter("NextToken");
  const next = from + pageLength;
  return {
    [member]: all.slice(from, next),
    ...(next < all.length && { NextToken: String(next) }),
  };
}

/** @throws AwsError when the batch as a whole is refused. */
function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > 10)
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible (more than 10).",
    );
  const strange = entries.find(({ Id }) => !/^[\w-]{1,80}$/.test(Id));
  if (strange)
    throw new AwsError(
      "InvalidBatchEntryId",
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError(
      "BatchEntryIdsNotDistinct",
      "Two or more batch entries in the request have the same Id.",
    );
  const size = entries.reduce((sum, entry) => sum + sizeOf(contentOf(entry)), 0);
  if (size > mostBytes)
    throw new AwsError(
      "BatchRequestTooLong",
      "The length of all the batch messages put together is more than the limit.",
    );
}

function invalidInput({ member, message, missing }: InvalidInput): AwsError {
  return invalidParameter(missing ? `${member} Reason: no value for required parameter` : message);
}

function invalidParameter(problem: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${problem}`);
}
