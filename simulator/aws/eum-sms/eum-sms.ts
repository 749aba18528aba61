import type { CarrierCloud } from "../../carriers/carrier-cloud";
import type { AwsService } from "../../gateway/aws-service";
import type { OperationTable } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import { EventPost } from "../../kernel/event-post";
import { SeededRandom } from "../../kernel/random";
import { SeededIds } from "../../kernel/seeded-ids";
import type { Unkindness } from "../../kernel/unkindness";
import type { Carrier, PersonMessage, TakenMessage } from "../../phones/carrier";
import type { PhoneNetwork } from "../../phones/phone-network";
import type { PhoneNumber } from "../../phones/phone-number";
import { SmsEvents, type SmsOutcome } from "./delivery-events";
import { describeOperations } from "./describe-operations";
import { internalError, invalidInput, throttled } from "./errors";
import { accountOperations, TextSpending, Throughput } from "./limits";
import { OptOutLists, optOutOperations } from "./opt-outs";
import { Reach } from "./reach";
import { type NumberType, SmsResources } from "./sms-resources";
import { tagOperations } from "./tags";
import { TextSending } from "./text-sending";
import { TwoWay } from "./two-way";

export interface EumSmsOptions {
  /**
   * Whether the phones of the network count as simulator destinations, beside AWS's own: a number
   * of type SIMULATOR sends to no other.
   */
  readonly phonesAreSimulatorDestinations: boolean;
}

/** A number of the account, as a page can show it. */
export interface SmsSender {
  readonly number: PhoneNumber;
  readonly type: NumberType;
  /** `ACTIVE` when it can send and be written to. */
  readonly status: string;
  readonly isoCountryCode: string;
  readonly poolId: string | undefined;
}

/**
 * AWS End User Messaging SMS: the phone pool. Its numbers, pools and sets are those of the deployed
 * program.
 */
export class EumSms implements AwsService, Carrier {
  readonly scope = "sms-voice";
  readonly protocol = awsJson({
    version: "1.0",
    namespace: "com.amazonaws.pinpointsmsvoicev2#",
    messageMember: "Message",
  });
  readonly invalid = invalidInput;
  readonly throttled = throttled;
  readonly internal = internalError;
  readonly operations: OperationTable;
  readonly channel = "sms";
  readonly provider = "aws";
  readonly #resources: SmsResources;
  readonly #twoWay: TwoWay;
  readonly #reach: Reach;
  readonly #spending: TextSpending;

  constructor(
    cloud: CarrierCloud,
    network: PhoneNetwork,
    public unkindness: Unkindness,
    { phonesAreSimulatorDestinations }: EumSmsOptions,
  ) {
    const random = new SeededRandom(cloud.random.below(2 ** 32));
    const ids = new SeededIds(new SeededRandom(cloud.random.below(2 ** 32)));
    const post = new EventPost(this.scope, cloud, random, () => this.unkindness);
    const optOuts = new OptOutLists();
    const resources = new SmsResources(cloud);
    const events = new SmsEvents(cloud, resources, post);
    const reach = new Reach(
      (number) => phonesAreSimulatorDestinations && network.phoneOf("sms", number) !== undefined,
    );
    const now = () => cloud.clock.now();
    const spending = new TextSpending(now);
    const throughput = new Throughput();
    const shared = { cloud, network, resources, optOuts, events, ids, reach };
    const sending = new TextSending({ ...shared, throughput, spending });
    this.#twoWay = new TwoWay({ ...shared, post });
    this.#resources = resources;
    this.#reach = reach;
    this.#spending = spending;
    this.operations = {
      SendTextMessage: sending.operation(),
      SendMediaMessage: sending.mediaOperation(),
      ...optOutOperations(resources, optOuts, now),
      ...describeOperations(resources),
      ...accountOperations(resources, spending),
      ...tagOperations(resources, cloud.controlPlane),
    };
    cloud.controlPlane.onChange((change) => {
      const deleted =
        change.kind === "deleted" && change.before.type.endsWith(":Smsvoicev2OptOutList");
      if (deleted) optOuts.drop(String(change.before.outputs.name ?? change.before.id));
    });
  }

  /** Those that can be written to. */
  numbers(): readonly PhoneNumber[] {
    return this.senders()
      .filter(({ status }) => status === "ACTIVE")
      .map(({ number }) => number);
  }

  senders(): readonly SmsSender[] {
    return this.#resources.phoneNumbers().map((number) => ({
      number: number.phoneNumber,
      type: number.numberType,
      status: number.status,
      isoCountryCode: number.isoCountryCode,
      poolId: this.#resources.poolOf(number)?.id,
    }));
  }

  /**
   * Why the account's number cannot send to a phone, in one sentence; undefined when it can. AWS
   * refuses such a message at once.
   */
  cannotReach(from: PhoneNumber, to: PhoneNumber): string | undefined {
    const number = this.#resources.phoneNumbers().find(({ phoneNumber }) => phoneNumber === from);
    return number && this.#reach.refusal(number, to)?.words;
  }

  /** Makes every text to a number end so from now on, such as in `TEXT_SPAM`; undefined: arrive. */
  decideOutcome(to: PhoneNumber, outcome: Exclude<SmsOutcome, "TEXT_QUEUED"> | undefined): void {
    this.#reach.decide(to, outcome);
  }

  /** What the account may spend on texts in a calendar month, in US dollars. */
  limitMonthlySpending(usDollars: number): void {
    this.#spending.monthlyLimit = usDollars;
  }

  /** A person writes to a number of the account. */
  take(message: PersonMessage): TakenMessage {
    return this.#twoWay.take(message);
  }

  /** Whether it took the message lately, so that it can be delivered again. */
  remembers(inboundMessageId: string): boolean {
    return this.#twoWay.remembers(inboundMessageId);
  }

  /**
   * Publishes a person's message a second time, as a service that delivers at least once may.
   * @throws for an unknown id
   */
  redeliver(inboundMessageId: string): Promise<void> {
    return this.#twoWay.redeliver(inboundMessageId);
  }
}
