import * as aws from "@pulumi/aws";
import type { SmsPoolConfig } from "../../config/schema";
import type { EventTopic } from "../../flow/queues";
import { Component } from "../../foundation/component";
import { SmsPool } from "./sms-pool";

export interface SmsChannelArgs {
  readonly pool: SmsPoolConfig;
  /** Gets inbound messages and delivery events alike. */
  readonly events: EventTopic;
}

/** SMS on AWS End User Messaging: whom we send from, and where it is told what became of it. */
export class SmsChannel extends Component {
  readonly pool: SmsPool;
  readonly configurationSet: aws.pinpoint.Smsvoicev2ConfigurationSet;

  constructor(
    name: string,
    private readonly args: SmsChannelArgs,
  ) {
    super("SmsChannel", name, "irreplaceable");
    this.pool = new SmsPool(`${name}-${args.pool.name}`, args);
    this.configurationSet = this.#deliveryEvents(name);
    this.registerOutputs({});
  }

  #deliveryEvents(name: string): aws.pinpoint.Smsvoicev2ConfigurationSet {
    const set = new aws.pinpoint.Smsvoicev2ConfigurationSet(name, {}, this.child);
    new aws.pinpoint.Smsvoicev2EventDestination(
      name,
      {
        configurationSetName: set.name,
        eventDestinationName: "events",
        matchingEventTypes: this.args.pool.mms ? ["TEXT_ALL", "MEDIA_ALL"] : ["TEXT_ALL"],
        snsDestination: { topicArn: this.args.events.arn },
      },
      this.child,
    );
    return set;
  }
}
