import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component, policy } from "../foundation/component";

/** A standard SNS topic that one AWS service may publish to, for this account only. */
export class EventTopic extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: { publisher: string; accountId: pulumi.Input<string> }) {
    super("EventTopic", name, "stateful");
    const topic = new aws.sns.Topic(name, {}, this.child);
    const published = new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: policy({
          Sid: "LetTheServicePublish",
          Effect: "Allow",
          Principal: { Service: args.publisher },
          Action: ["sns:Publish"],
          Resource: topic.arn,
          Condition: { StringEquals: { "aws:SourceAccount": args.accountId } },
        }),
      },
      this.child,
    );
    // Taken from the policy, so that whatever uses the ARN waits until the service may publish.
    this.arn = published.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/**
 * A queue that gets a topic's events. What SNS cannot deliver and what the function cannot handle
 * end in the same dead-letter queue.
 */
export class EventQueue extends Component {
  readonly queue: WorkQueue;

  constructor(name: string, args: { topic: EventTopic; functionTimeoutSeconds: number }) {
    super("EventQueue", name, "stateful");
    this.queue = new WorkQueue(name, {
      functionTimeoutSeconds: args.functionTimeoutSeconds,
      fifo: false,
      poison: "slow",
    });
    this.#letTopicSend(name, this.queue, args.topic);
    this.#letTopicSend(`${name}-dlq`, this.queue.deadLetters, args.topic);
    new aws.sns.TopicSubscription(
      name,
      {
        topic: args.topic.arn,
        protocol: "sqs",
        endpoint: this.queue.arn,
        redrivePolicy: this.queue.deadLetters.arn.apply((deadLetterTargetArn) =>
          JSON.stringify({ deadLetterTargetArn }),
        ),
      },
      this.child,
    );
    this.registerOutputs({});
  }

  #letTopicSend(
    name: string,
    queue: { arn: pulumi.Output<string>; url: pulumi.Output<string> },
    topic: EventTopic,
  ) {
    new aws.sqs.QueuePolicy(
      name,
      {
        queueUrl: queue.url,
        policy: policy({
          Sid: "LetTheTopicSend",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: ["sqs:SendMessage"],
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": topic.arn } },
        }),
      },
      this.child,
    );
  }
}

export interface WorkQueueArgs {
  /** The timeout of the function that reads the queue. */
  readonly functionTimeoutSeconds: number;
  readonly fifo: boolean;
  /**
   * How soon what kills its function is out of the way. `fast` for what somebody waits behind: the
   * function itself decides when an error is tried again, and the queue counts only those that died.
   */
  readonly poison: "fast" | "slow";
}

/** A queue that a function reads, with the dead-letter queue for what it cannot handle. */
export class WorkQueue extends Component {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly deadLetters: aws.sqs.Queue;

  constructor(name: string, args: WorkQueueArgs) {
    super("WorkQueue", name, "stateful");
    this.deadLetters = new aws.sqs.Queue(
      `${name}-dlq`,
      {
        ...fifoProperties(args.fifo),
        messageRetentionSeconds: fourteenDays,
        sqsManagedSseEnabled: true,
      },
      this.child,
    );
    const queue = new aws.sqs.Queue(
      name,
      {
        ...fifoProperties(args.fifo),
        visibilityTimeoutSeconds: visibilityTimeout(args),
        redrivePolicy: this.deadLetters.arn.apply((deadLetterTargetArn) =>
          JSON.stringify({ deadLetterTargetArn, maxReceiveCount: maxReceiveCounts[args.poison] }),
        ),
        sqsManagedSseEnabled: true,
      },
      this.child,
    );
    this.name = queue.name;
    this.arn = queue.arn;
    this.url = queue.url;
    this.registerOutputs({ arn: this.arn, url: this.url });
  }
}

/**
 * Where single items of events are put aside that could not be read: nothing reads it but people,
 * and nothing comes back from it by itself.
 */
export class Quarantine extends Component {
  readonly queue: aws.sqs.Queue;

  constructor(name: string) {
    super("Quarantine", name, "stateful");
    this.queue = new aws.sqs.Queue(
      name,
      { messageRetentionSeconds: fourteenDays, sqsManagedSseEnabled: true },
      this.child,
    );
    this.registerOutputs({ url: this.queue.url });
  }
}

const fourteenDays = 14 * 24 * 3600;

/**
 * AWS Lambda developer guide, configuring a queue to use with Lambda: at least five, so that
 * throttling alone fills no dead-letter queue. A person's turn is tried after 1, 5 and 30 seconds
 * and then buried by its function; a fifth receive can only be of one that died.
 */
const maxReceiveCounts = { slow: 5, fast: 4 } as const;

/**
 * AWS Lambda developer guide, configuring a queue to use with Lambda: at least six times the
 * function's timeout, because a throttled invocation keeps the message. Nobody may wait that long
 * behind a turn that died, so for those it is the least that AWS takes, and a second.
 */
function visibilityTimeout({ functionTimeoutSeconds, poison }: WorkQueueArgs): number {
  return poison === "fast" ? functionTimeoutSeconds + 1 : functionTimeoutSeconds * 6;
}

/** High throughput, because the only order that counts is a conversation's. */
function fifoProperties(fifo: boolean) {
  return fifo
    ? {
        fifoQueue: true,
        deduplicationScope: "messageGroup",
        fifoThroughputLimit: "perMessageGroupId",
      }
    : {};
}
