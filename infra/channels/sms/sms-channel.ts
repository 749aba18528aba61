import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import type { EventTopic } from "../../flow/queues";
import { Component } from "../../foundation/component";

export interface SmsChannelArgs extends Pick<StackConfig, "sms"> {
  /** Gets inbound messages and delivery events alike. */
  readonly events: EventTopic;
  readonly protect: boolean;
}

/**
 * SMS on AWS End User Messaging: a number in a phone pool, its opt-out list and keywords, and where
 * events go.
 */
export class SmsChannel extends Component {
  readonly poolArn: pulumi.Output<string>;
  readonly number: pulumi.Output<string>;
  readonly configurationSetName: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: SmsChannelArgs,
  ) {
    super("SmsChannel", name);
    const optOuts = new aws.pinpoint.Smsvoicev2OptOutList(name, {}, this.child);
    const number = this.#phoneNumber(name, optOuts);
    const pool = this.#pool(name, number, optOuts);
    this.#keywords(name, pool);
    this.configurationSetName = this.#deliveryEvents(name);
    this.poolArn = pool.arn;
    this.number = number.phoneNumber;
    this.registerOutputs({ number: this.number });
  }

  #phoneNumber(name: string, optOuts: aws.pinpoint.Smsvoicev2OptOutList) {
    const { country, numberType, messageType } = this.args.sms;
    return new aws.pinpoint.Smsvoicev2PhoneNumber(
      name,
      {
        isoCountryCode: country,
        numberType,
        messageType,
        numberCapabilities: ["SMS"],
        optOutListName: optOuts.name,
        twoWayChannelEnabled: true,
        twoWayChannelArn: this.args.events.arn,
        deletionProtectionEnabled: this.args.protect,
        // A registered number can stay PENDING for weeks (@pulumi/aws, waitForActive); only a
        // simulator number needs no registration. Unverified: whether a pool takes a PENDING
        // number, and a simulator number two-way settings (docs/runbook.md).
        waitForActive: numberType === "SIMULATOR",
      },
      { ...this.child, protect: this.args.protect },
    );
  }

  /**
   * Two-way and opt-out settings must be the number's own, or the pool refuses it (…_MISMATCH).
   */
  #pool(
    name: string,
    number: aws.pinpoint.Smsvoicev2PhoneNumber,
    optOuts: aws.pinpoint.Smsvoicev2OptOutList,
  ) {
    return new aws.pinpoint.Smsvoicev2Pool(
      name,
      {
        originationIdentities: [number.arn],
        isoCountryCode: this.args.sms.country,
        messageType: this.args.sms.messageType,
        optOutListName: optOuts.name,
        twoWayEnabled: true,
        twoWayChannelArn: this.args.events.arn,
        deletionProtectionEnabled: this.args.protect,
      },
      { ...this.child, protect: this.args.protect },
    );
  }

  #keywords(name: string, pool: aws.pinpoint.Smsvoicev2Pool): void {
    for (const [keyword, keywordMessage] of Object.entries(this.args.sms.keywords)) {
      new aws.pinpoint.Smsvoicev2Keyword(
        `${name}-${keyword.toLowerCase()}`,
        { originationIdentityArn: pool.arn, keyword, keywordMessage, ...actionOf(keyword) },
        this.child,
      );
    }
  }

  #deliveryEvents(name: string): pulumi.Output<string> {
    const set = new aws.pinpoint.Smsvoicev2ConfigurationSet(
      name,
      { defaultMessageType: this.args.sms.messageType },
      this.child,
    );
    new aws.pinpoint.Smsvoicev2EventDestination(
      name,
      {
        configurationSetName: set.name,
        eventDestinationName: "events",
        matchingEventTypes: ["TEXT_ALL"],
        snsDestination: { topicArn: this.args.events.arn },
      },
      this.child,
    );
    return set.name;
  }
}

/**
 * HELP and STOP are mandatory and keep their own action; START and UNSTOP opt in, which AWS does
 * not do by itself (AWS End User Messaging SMS user guide, required opt-out keywords).
 */
function actionOf(keyword: string): { keywordAction?: string } {
  if (keyword === "HELP" || keyword === "STOP") return {};
  return {
    keywordAction: keyword === "START" || keyword === "UNSTOP" ? "OPT_IN" : "AUTOMATIC_RESPONSE",
  };
}
