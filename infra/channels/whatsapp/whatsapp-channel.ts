import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import type { EventTopic } from "../../flow/event-topic";
import { Component } from "../../foundation/component";
import { WhatsAppEventDestination } from "./whatsapp-event-destination";

export interface WhatsAppChannelArgs extends Pick<StackConfig, "whatsapp"> {
  readonly events: EventTopic;
  readonly region: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
}

/**
 * WhatsApp on AWS End User Messaging Social: number B, linked by hand, whose events go to our
 * topic.
 */
export class WhatsAppChannel extends Component {
  /** The ARN that a send is allowed on. */
  readonly senderArn: pulumi.Output<string>;

  constructor(name: string, { whatsapp, events, region, accountId }: WhatsAppChannelArgs) {
    super("WhatsAppChannel", name);
    new WhatsAppEventDestination(
      name,
      { wabaId: whatsapp.wabaId, topicArn: events.arn, region },
      this.child,
    );
    const digits = whatsapp.phoneNumberId.replace("phone-number-id-", "");
    this.senderArn = pulumi.interpolate`arn:aws:social-messaging:${region}:${accountId}:phone-number-id/${digits}`;
    this.registerOutputs({ senderArn: this.senderArn });
  }
}
