import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { poolKeywords } from "../../../shared/domain/consent/pool-keywords";
import { type StackConfig, smsCapabilitiesOf } from "../../config/schema";
import type { EventTopic } from "../../flow/queues";
import { Component } from "../../foundation/component";

export interface SmsChannelArgs extends Pick<StackConfig, "sms"> {
  /** Gets inbound messages and delivery events alike. */
  readonly events: EventTopic;
}

/**
 * SMS on AWS End User Messaging: a number, its opt-out list and keywords, and where events go. Once
 * the number is active it is in a phone pool: a pool takes no other, and a registration can take
 * weeks. Until then messages are addressed to the number itself.
 */
export class SmsChannel extends Component {
  /** What messages leave from: the pool, or the number while there is none. */
  readonly senderArn: pulumi.Output<string>;
  readonly number: pulumi.Output<string>;
  readonly configurationSet: aws.pinpoint.Smsvoicev2ConfigurationSet;
  readonly optOutList: aws.pinpoint.Smsvoicev2OptOutList;

  constructor(
    name: string,
    private readonly args: SmsChannelArgs,
  ) {
    super("SmsChannel", name, "irreplaceable");
    this.optOutList = new aws.pinpoint.Smsvoicev2OptOutList(name, {}, this.child);
    const number = this.#phoneNumber(name, this.optOutList);
    this.senderArn = this.#isActive ? this.#pool(name, number, this.optOutList).arn : number.arn;
    this.#keywords(name);
    this.configurationSet = this.#deliveryEvents(name);
    this.number = number.phoneNumber;
    this.registerOutputs({ number: this.number });
  }

  /** A simulator number is active from the start; of others the stack file says so. */
  get #isActive(): boolean {
    const { numberType, numberActive } = this.args.sms;
    return numberType === "SIMULATOR" || numberActive;
  }

  #phoneNumber(name: string, optOuts: aws.pinpoint.Smsvoicev2OptOutList) {
    const { country, numberType, messageType, registrationId } = this.args.sms;
    return new aws.pinpoint.Smsvoicev2PhoneNumber(
      name,
      {
        isoCountryCode: country,
        numberType,
        messageType,
        numberCapabilities: smsCapabilitiesOf(this.args.sms),
        ...(registrationId !== undefined && { registrationId }),
        optOutListName: optOuts.name,
        twoWayChannelEnabled: true,
        twoWayChannelArn: this.args.events.arn,
        // A number in a pool cannot be released, and cannot be updated either: what is protected
        // then is the pool (botocore, UpdatePhoneNumber).
        ...(this.#isActive && { deletionProtectionEnabled: false }),
        // Others can stay PENDING for weeks (@pulumi/aws, waitForActive).
        waitForActive: numberType === "SIMULATOR",
      },
      this.child,
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
      },
      this.child,
    );
  }

  #keywords(name: string): void {
    for (const [keyword, keywordMessage] of Object.entries(this.args.sms.keywords)) {
      for (const word of wordsLike(keyword)) {
        new aws.pinpoint.Smsvoicev2Keyword(
          `${name}-${word.toLowerCase()}`,
          {
            originationIdentityArn: this.senderArn,
            keyword: word,
            keywordMessage,
            ...actionOf(word),
          },
          this.child,
        );
      }
    }
  }

  #deliveryEvents(name: string): aws.pinpoint.Smsvoicev2ConfigurationSet {
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
        matchingEventTypes: this.args.sms.mms ? ["TEXT_ALL", "MEDIA_ALL"] : ["TEXT_ALL"],
        snsDestination: { topicArn: this.args.events.arn },
      },
      this.child,
    );
    return set;
  }
}

/** A word of the stack file stands for all that mean the same. */
function wordsLike(keyword: string): readonly string[] {
  const known: Readonly<Record<string, readonly string[]>> = poolKeywords;
  return known[keyword] ?? [keyword];
}

/**
 * HELP and STOP are mandatory and keep their own action; START and UNSTOP opt in, which AWS does
 * not do by itself (AWS End User Messaging SMS user guide, required opt-out keywords).
 */
function actionOf(word: string): { keywordAction?: string } {
  if (word === "HELP" || word === "STOP") return {};
  if (isOneOf(poolKeywords.START, word)) return { keywordAction: "OPT_IN" };
  if (isOneOf(poolKeywords.STOP, word)) return { keywordAction: "OPT_OUT" };
  return { keywordAction: "AUTOMATIC_RESPONSE" };
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
