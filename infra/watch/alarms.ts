import * as aws from "@pulumi/aws";
import { Component } from "../foundation/component";

export interface AlarmsArgs {
  /** First part of an alarm's name: the recipients see it in the subject. */
  readonly title: string;
  readonly deadLetterQueues: readonly aws.sqs.Queue[];
  /** E-mail addresses. */
  readonly recipients: readonly string[];
}

/**
 * Tells the recipients as soon as any dead-letter queue holds a message: a person is waiting for an
 * answer.
 */
export class Alarms extends Component {
  constructor(name: string, { title, deadLetterQueues, recipients }: AlarmsArgs) {
    super("Alarms", name, "stateful");
    const topic = new aws.sns.Topic(name, {}, this.child);
    for (const recipient of recipients) {
      new aws.sns.TopicSubscription(
        `${name}-${recipient}`,
        { topic: topic.arn, protocol: "email", endpoint: recipient },
        this.child,
      );
    }
    new aws.cloudwatch.MetricAlarm(
      "dead-letters",
      {
        name: `${title}-dead-letters`,
        alarmDescription:
          "A dead-letter queue holds a message: somebody waits for an answer. See docs/runbook.md.",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        metricQueries: [
          {
            id: "held",
            expression: deadLetterQueues.map((_, index) => `m${index}`).join("+"),
            label: "Messages held",
            returnData: true,
          },
          ...deadLetterQueues.map((queue, index) => ({
            id: `m${index}`,
            metric: {
              namespace: "AWS/SQS",
              metricName: "ApproximateNumberOfMessagesVisible",
              dimensions: { QueueName: queue.name },
              stat: "Maximum",
              period: 60,
            },
          })),
        ],
      },
      this.child,
    );
    this.registerOutputs({});
  }
}
