import * as v from "valibot";
import { simulatedAccount } from "../aws/account/account";
import type { Properties, ResourceRecord } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import { filled } from "../aws/resources/resource-life";
import type { Queue } from "../aws/sqs/queue";
import { isDynamic } from "../pulumi/dynamic-resource";
import { ignoredOf } from "../pulumi/ignored";
import type { World } from "../world";
import { ControlError, found, nothing, route } from "./route";
import { queue, queuedMessage, resource } from "./views";

const named = { name: v.string() };
const tableType = "aws:dynamodb/table:Table";
const queueType = "aws:sqs/queue:Queue";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** What exists in the account, and what a person at the console does with it. */
export const accountRoutes = {
  "GET /client-settings": route({
    summary: "What an AWS client needs to reach the account, with the rights to do everything",
    input: nothing,
    answer: v.object({
      endpoint: v.string(),
      region: v.string(),
      accessKeyId: v.string(),
      secretAccessKey: v.string(),
      sessionToken: v.string(),
    }),
    run: ({ cloud }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = cloud.deployerCredentials;
      const { endpoint } = cloud;
      const { region } = simulatedAccount;
      return { endpoint, region, accessKeyId, secretAccessKey, sessionToken };
    },
  }),
  "GET /requests": route({
    summary: "How often each operation was asked for, and how many bytes went each way",
    input: nothing,
    answer: v.array(
      v.object({
        service: v.string(),
        operation: v.string(),
        requests: v.number(),
        requestBytes: v.number(),
        responseBytes: v.number(),
      }),
    ),
    run: ({ cloud }) => cloud.traffic.list(),
  }),
  "DELETE /requests": route({
    summary: "Counts the requests anew from now on",
    input: nothing,
    answer: nothing,
    run: ({ cloud }) => {
      cloud.traffic.clear();
      return {};
    },
  }),
  "POST /functions/warm": route({
    summary: "Loads every function's code, so that its first invocation is as fast as the next",
    input: nothing,
    answer: nothing,
    run: async ({ cloud }) => {
      await cloud.lambda.warm();
      return {};
    },
  }),
  "GET /resources": route({
    summary: "What exists in the account",
    input: v.strictObject({ type: v.optional(v.string()) }),
    answer: v.array(resource),
    run: ({ cloud }, { type }) =>
      type === undefined ? cloud.controlPlane.everything() : cloud.controlPlane.all(type),
  }),
  "GET /resources/ignored": route({
    summary: "What the program asks for and the simulated account ignores, and why that is no loss",
    input: nothing,
    answer: v.array(
      v.object({ type: v.string(), name: v.string(), property: v.string(), reason: v.string() }),
    ),
    run: ({ cloud }) => ignoredOf(cloud.controlPlane.everything()),
  }),
  "DELETE /resources": route({
    summary: "Somebody deletes a resource by hand; the answer can be put back",
    input: v.strictObject({ type: v.string(), name: v.string() }),
    answer: resource,
    run: async ({ cloud }, { type, name }) => {
      const record = found(recordOf(cloud.controlPlane.all(type), name), `${type} "${name}"`);
      await cloud.controlPlane.remove(record.type, record.id);
      return record;
    },
  }),
  "PUT /resources": route({
    summary: "Somebody puts a resource in place by hand, or changes it",
    input: v.strictObject(resource.entries),
    answer: nothing,
    run: async ({ cloud }, record) => {
      const outputs = { ...defaultsOf(record), ...record.outputs };
      await cloud.controlPlane.put({ ...record, outputs });
      return {};
    },
  }),
  "GET /tables/{name}/items": route({
    summary: "Every item of a table, in DynamoDB JSON",
    input: v.strictObject(named),
    answer: v.array(v.record(v.string(), v.unknown())),
    run: async ({ cloud }, { name }) => {
      const record = found(recordOf(cloud.controlPlane.all(tableType), name), `table "${name}"`);
      return [...(await cloud.dynamodb.items(String(record.outputs.name)))];
    },
  }),
  "GET /queues": route({
    summary: "The queues, and how much lies in them",
    input: nothing,
    answer: v.array(queue),
    run: (world) =>
      world.cloud.controlPlane.all(queueType).map((record) => queueView(world, record)),
  }),
  "GET /queues/{name}/messages": route({
    summary: "What a queue holds, in the order of sending; takes nothing out",
    input: v.strictObject(named),
    answer: v.array(queuedMessage),
    run: (world, { name }) => queueOf(world, name).peekAll(),
  }),
  "POST /queues/{name}/messages": route({
    summary: "Somebody puts a message into a queue",
    input: v.strictObject({
      ...named,
      body: v.string(),
      groupId: v.exactOptional(v.string()),
      deduplicationId: v.exactOptional(v.string()),
    }),
    answer: v.object({ messageId: v.string() }),
    run: (world, { name, ...message }) => queueOf(world, name).send(message),
  }),
  "DELETE /queues/{name}/messages/{messageId}": route({
    summary: "Somebody drops a message from a queue",
    input: v.strictObject({ ...named, messageId: v.string() }),
    answer: nothing,
    run: (world, { name, messageId }) => {
      const dropped = queueOf(world, name).drop(messageId);
      if (!dropped) throw new ControlError(404, `Queue ${name} holds no message ${messageId}.`);
      return {};
    },
  }),
  "POST /queues/{name}/redrive": route({
    summary: "Sends what lies in a dead-letter queue back to the queue that gave it up",
    input: v.strictObject(named),
    answer: v.object({ moved: v.number() }),
    run: (world, { name }) => ({ moved: redrive(world, name) }),
  }),
};

type QueueView = v.InferOutput<typeof queue>;

function queueView(world: World, { logicalName, outputs }: ResourceRecord): QueueView {
  const found = world.cloud.sqs.queue(String(outputs.arn));
  const takesDeadLetters = isDeadLetterQueue(world, found.arn);
  return { name: logicalName, arn: found.arn, takesDeadLetters, ...found.depth() };
}

/** Queues change with each message: what a person sees of them is told a few times a second. */
const queuesToldEveryMs = 100;

/** Tells how queues stand whose messages changed. @returns a function that stops. */
export function followQueues(world: World, tell: (queue: QueueView) => void): () => void {
  const changed = new Set<string>();
  let waiting: NodeJS.Timeout | undefined;
  const tellChanged = () => {
    waiting = undefined;
    const records = world.cloud.controlPlane.all(queueType);
    for (const record of records)
      if (changed.has(String(record.outputs.arn))) tell(queueView(world, record));
    changed.clear();
  };
  const stop = world.cloud.sqs.onChange(({ arn }) => {
    changed.add(arn);
    waiting ??= setTimeout(tellChanged, queuesToldEveryMs);
  });
  return () => {
    stop();
    clearTimeout(waiting);
  };
}

/** What the provider takes where the record says nothing. */
function defaultsOf({ type, outputs }: ResourceRecord): Properties {
  // A dynamic resource is what its own provider makes of it.
  return isDynamic(type) ? {} : filled(modelOf(type), outputs);
}

/** By its name in the program, or by its own. */
function recordOf(records: readonly ResourceRecord[], name: string): ResourceRecord | undefined {
  return (
    records.find(({ logicalName }) => logicalName === name) ??
    records.find(({ outputs }) => outputs.name === name)
  );
}

function queueOf({ cloud }: World, name: string): Queue {
  const record = found(recordOf(cloud.controlPlane.all(queueType), name), `queue "${name}"`);
  return cloud.sqs.queue(String(record.outputs.arn));
}

/** What "Start DLQ redrive" does in the console of SQS. */
function redrive(world: World, name: string): number {
  const deadLetters = queueOf(world, name);
  const before = deadLetters.depth().visible;
  for (const message of deadLetters.receive(before)) {
    const { body, receiptHandle, groupId, messageId, deadLetterSourceArn } = message;
    const source = found(deadLetterSourceArn ?? sourceOf(world, deadLetters), `source of ${name}`);
    const fifo = groupId === undefined ? {} : { groupId, deduplicationId: messageId };
    world.cloud.sqs.send(source, { body, ...fifo });
    deadLetters.delete(receiptHandle);
  }
  return before - deadLetters.depth().visible;
}

/** Whether a queue or a subscription gives up what it cannot get rid of into this queue. */
function isDeadLetterQueue({ cloud: { controlPlane } }: World, arn: string): boolean {
  return [...controlPlane.all(queueType), ...controlPlane.all(subscriptionType)].some(
    ({ outputs }) => String(outputs.redrivePolicy ?? "").includes(`"${arn}"`),
  );
}

/** For what a subscription gave up: the queue that it could not deliver to. */
function sourceOf({ cloud }: World, deadLetters: Queue): string | undefined {
  const subscription = cloud.controlPlane
    .all(subscriptionType)
    .find(({ outputs }) => String(outputs.redrivePolicy ?? "").includes(deadLetters.arn));
  return subscription && String(subscription.outputs.endpoint);
}
