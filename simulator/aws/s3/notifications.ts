import * as v from "valibot";
import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import type { SeededIds } from "../../kernel/seeded-ids";
import { simulatedAccount } from "../account/account";
import type { Change, ControlPlane } from "../account/control-plane";
import { declared } from "../account/declared";
import type { Access } from "../iam/access";
import type { AsyncInvocations } from "../lambda/async-invocations";
import type { Sns } from "../sns/sns";
import type { Sqs } from "../sqs/sqs";
import { bucketArn } from "./buckets";
import type { ObjectEvent, Objects } from "./objects";

export const notificationType = "aws:s3/bucketNotification:BucketNotification";

const principal = "s3.amazonaws.com";

const wanted = {
  id: v.optional(v.string(), ""),
  events: v.array(v.string()),
  filterPrefix: v.optional(v.string(), ""),
  filterSuffix: v.optional(v.string(), ""),
};
const schema = v.object({
  bucket: v.string(),
  queues: v.optional(v.array(v.object({ ...wanted, queueArn: v.string() })), []),
  topics: v.optional(v.array(v.object({ ...wanted, topicArn: v.string() })), []),
  lambdaFunctions: v.optional(v.array(v.object({ ...wanted, lambdaFunctionArn: v.string() })), []),
});

/** Somebody who is told of events. */
interface Listener {
  readonly id: string;
  readonly events: readonly string[];
  readonly filterPrefix: string;
  readonly filterSuffix: string;
  readonly kind: "queue" | "topic" | "function";
  readonly arn: string;
}

const actions = {
  queue: "sqs:SendMessage",
  topic: "sns:Publish",
  function: "lambda:InvokeFunction",
} as const;

export interface NotificationsDeps {
  readonly controlPlane: ControlPlane;
  readonly access: Access;
  readonly objects: Pick<Objects, "onEvent">;
  readonly clock: Pick<SimulatedClock, "now">;
  readonly activity: Activity;
  readonly faults: FaultLog;
  readonly ids: SeededIds;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly asyncInvocations: AsyncInvocations;
}

/** Tells queues, topics and functions what happens to a bucket's objects. */
export class Notifications {
  #told = 0;

  constructor(private readonly deps: NotificationsDeps) {
    deps.controlPlane.onChange((change) => this.#check(change));
    deps.objects.onEvent((event) => this.#tell(event));
  }

  #tell(event: ObjectEvent): void {
    const at = this.deps.clock.now();
    const record = this.deps.controlPlane.find(notificationType, "bucket", event.bucket);
    for (const listener of record ? listenersOf(declared(schema, record)) : [])
      if (hears(listener, event))
        this.#hand(event.bucket, listener, this.#message(event, listener, at));
  }

  /**
   * S3 does not take a destination that it may not write to, and writes a test event to the others
   * (S3 user guide, "Granting permissions to publish event notification messages").
   */
  #check(change: Change): void {
    if (change.kind === "deleted" || change.after.type !== notificationType) return;
    const notification = declared(schema, change.after);
    const listeners = listenersOf(notification);
    const refused = listeners.find((listener) => !this.#allows(notification.bucket, listener));
    if (refused)
      throw new Error(
        `Unable to validate the following destination configurations: ${refused.arn} does not ` +
          `allow ${principal} ${actions[refused.kind]} from ${bucketArn(notification.bucket)}.`,
      );
    for (const listener of listeners)
      if (listener.kind !== "function")
        this.#hand(notification.bucket, listener, {
          Service: "Amazon S3",
          Event: "s3:TestEvent",
          Bucket: notification.bucket,
        });
  }

  #allows(bucket: string, { kind, arn }: Listener): boolean {
    const source = bucketArn(bucket);
    return this.deps.access.forService(principal, actions[kind], arn, source) === "allow";
  }

  #hand(bucket: string, listener: Listener, message: object): void {
    const { activity, faults } = this.deps;
    const failed = faults.failure("s3", `The event of bucket ${bucket} to ${listener.arn}`);
    if (!this.#allows(bucket, listener)) {
      failed(new Error(`its policy does not allow ${principal} ${actions[listener.kind]}`));
      return;
    }
    activity.startSoon(() => this.#deliver(bucket, listener, message), failed);
  }

  async #deliver(bucket: string, { kind, arn }: Listener, message: object): Promise<void> {
    const { sqs, sns, asyncInvocations } = this.deps;
    const body = JSON.stringify(message);
    const publisher = { servicePrincipal: principal, sourceArn: bucketArn(bucket) };
    if (kind === "queue") sqs.send(arn, { body });
    if (kind === "topic") await sns.publish(arn, body, publisher);
    if (kind === "function") asyncInvocations.accept(arn, message);
  }

  /** S3 user guide, "Event message structure". */
  #message(event: ObjectEvent, { id }: Listener, at: number): object {
    const { ids } = this.deps;
    this.#told += 1;
    const { bucket, name, key, object } = event;
    const owner = { principalId: simulatedAccount.accountId };
    const record = {
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: simulatedAccount.region,
      eventTime: new Date(at).toISOString(),
      eventName: name,
      userIdentity: owner,
      requestParameters: { sourceIPAddress: "127.0.0.1" },
      responseElements: { "x-amz-request-id": ids.hex(16).toUpperCase() },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: id,
        bucket: { name: bucket, ownerIdentity: owner, arn: bucketArn(bucket) },
        object: {
          // As a form would write it: a blank is a plus sign.
          key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"),
          ...(object && { size: object.body.length, eTag: object.etag.replaceAll('"', "") }),
          sequencer: this.#told.toString(16).toUpperCase().padStart(18, "0"),
        },
      },
    };
    return { Records: [record] };
  }
}

function listenersOf(notification: v.InferOutput<typeof schema>): Listener[] {
  const { queues, topics, lambdaFunctions } = notification;
  return [
    ...queues.map((each) => ({ ...each, kind: "queue" as const, arn: each.queueArn })),
    ...topics.map((each) => ({ ...each, kind: "topic" as const, arn: each.topicArn })),
    ...lambdaFunctions.map((each) => ({
      ...each,
      kind: "function" as const,
      arn: each.lambdaFunctionArn,
    })),
  ];
}

function hears({ events, filterPrefix, filterSuffix }: Listener, { name, key }: ObjectEvent) {
  const asked = events.some((event) =>
    event.endsWith("*") ? `s3:${name}`.startsWith(event.slice(0, -1)) : event === `s3:${name}`,
  );
  return asked && key.startsWith(filterPrefix) && key.endsWith(filterSuffix);
}
