import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { poolKeywords } from "../../../shared/domain/consent/pool-keywords";
import { type SmsPoolConfig, smsCapabilitiesOf } from "../../config/schema";
import type { EventTopic } from "../../flow/queues";
import { Component } from "../../foundation/component";

export interface SmsPoolArgs {
  readonly pool: SmsPoolConfig;
  /** Gets the messages that people send to the number. */
  readonly events: EventTopic;
}

/**
 * A number with its opt-out list and keywords, in a phone pool once it is active: a pool takes no
 * other, and a registration can take weeks. Until then messages are addressed to the number itself.
 * Nothing that is there is changed when the pool comes; from then on it owns two-way and opt-out
 * settings.
 */
export class SmsPool extends Component {
  /** What messages leave from: the pool, or the number while there is none. */
  readonly senderArn: pulumi.Output<string>;
  /**
   * What a send from here is allowed on: the number too, so that a function that still names it
   * may go on while the pool takes its place.
   */
  readonly allowedArns: pulumi.Output<string>[];
  readonly number: pulumi.Output<string>;
  readonly optOutList: aws.pinpoint.Smsvoicev2OptOutList;

  constructor(
    name: string,
    private readonly args: SmsPoolArgs,
  ) {
    super("SmsPool", name, "irreplaceable");
    this.optOutList = new aws.pinpoint.Smsvoicev2OptOutList(name, {}, this.child);
    const number = this.#phoneNumber(name, this.optOutList);
    this.senderArn = this.#isActive
      ? this.#activePool(name, number, this.optOutList)
      : this.#waitingNumber(name, number);
    this.allowedArns = this.#isActive ? [this.senderArn, number.arn] : [number.arn];
    this.number = number.phoneNumber;
    this.registerOutputs({ number: this.number });
  }

  /** A simulator number is active from the start; of others the stack file says so. */
  get #isActive(): boolean {
    const { numberType, active } = this.args.pool;
    return numberType === "SIMULATOR" || active;
  }

  #phoneNumber(name: string, optOuts: aws.pinpoint.Smsvoicev2OptOutList) {
    const { country, numberType, messageType, registrationId } = this.args.pool;
    return new aws.pinpoint.Smsvoicev2PhoneNumber(
      name,
      {
        isoCountryCode: country,
        numberType,
        messageType,
        numberCapabilities: smsCapabilitiesOf(this.args.pool),
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
  #activePool(
    name: string,
    number: aws.pinpoint.Smsvoicev2PhoneNumber,
    optOuts: aws.pinpoint.Smsvoicev2OptOutList,
  ): pulumi.Output<string> {
    const { arn } = new aws.pinpoint.Smsvoicev2Pool(
      name,
      {
        originationIdentities: [number.arn],
        isoCountryCode: this.args.pool.country,
        messageType: this.args.pool.messageType,
        optOutListName: optOuts.name,
        twoWayEnabled: true,
        twoWayChannelArn: this.args.events.arn,
      },
      this.child,
    );
    this.#keywords(name, arn, this.child);
    return arn;
  }

  /**
   * A pool takes over the keywords of the number that it is made with (botocore, CreatePool), so
   * the number keeps its own when the stack lets go of them.
   */
  #waitingNumber(name: string, { arn }: aws.pinpoint.Smsvoicev2PhoneNumber): pulumi.Output<string> {
    this.#keywords(`${name}-number`, arn, { ...this.child, retainOnDelete: true });
    return arn;
  }

  #keywords(
    name: string,
    originationIdentityArn: pulumi.Output<string>,
    options: pulumi.CustomResourceOptions,
  ): void {
    for (const [keyword, keywordMessage] of Object.entries(this.args.pool.keywords)) {
      if (keywordMessage === undefined) continue;
      for (const word of wordsLike(keyword)) {
        new aws.pinpoint.Smsvoicev2Keyword(
          `${name}-${word.toLowerCase()}`,
          { originationIdentityArn, keyword: word, keywordMessage, ...actionOf(word) },
          options,
        );
      }
    }
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
