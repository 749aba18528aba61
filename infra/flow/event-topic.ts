import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../foundation/component";
import { policy } from "../foundation/policy";

/** A standard SNS topic that one AWS service may publish to, for this account only. */
export class EventTopic extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: { publisher: string; accountId: pulumi.Input<string> }) {
    super("EventTopic", name);
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
    // Through the policy, so that whoever is told of the topic finds it open.
    this.arn = published.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
