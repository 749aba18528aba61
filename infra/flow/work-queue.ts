import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../foundation/component";

export interface WorkQueueArgs {
  /** Of the function that reads the queue, in seconds. */
  readonly functionTimeoutSeconds: number;
  readonly fifo: boolean;
}

/** A queue that a function reads, with the dead-letter queue for what it cannot handle. */
export class WorkQueue extends Component {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly deadLetters: aws.sqs.Queue;

  constructor(name: string, args: WorkQueueArgs) {
    super("WorkQueue", name);
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
        visibilityTimeoutSeconds: visibilityTimeoutFor(args.functionTimeoutSeconds),
        redrivePolicy: this.deadLetters.arn.apply((deadLetterTargetArn) =>
          JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
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

const fourteenDays = 14 * 24 * 3600;

/**
 * AWS Lambda developer guide, configuring a queue to use with Lambda: at least five, so that
 * throttling alone fills no dead-letter queue.
 */
const maxReceiveCount = 5;

/**
 * AWS Lambda developer guide, configuring a queue to use with Lambda: at least six times the
 * function's timeout.
 */
function visibilityTimeoutFor(functionTimeoutSeconds: number): number {
  return functionTimeoutSeconds * 6;
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
