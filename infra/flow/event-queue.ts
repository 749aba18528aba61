import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../foundation/component";
import { policy } from "../foundation/policy";
import type { EventTopic } from "./event-topic";
import { WorkQueue } from "./work-queue";

/**
 * A queue that gets a topic's events. What SNS cannot deliver and what the function cannot handle
 * end in the same dead-letter queue.
 */
export class EventQueue extends Component {
  readonly queue: WorkQueue;

  constructor(name: string, args: { topic: EventTopic; functionTimeoutSeconds: number }) {
    super("EventQueue", name);
    this.queue = new WorkQueue(name, {
      functionTimeoutSeconds: args.functionTimeoutSeconds,
      fifo: false,
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
