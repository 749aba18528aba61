import * as v from "valibot";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import type { ProviderCloud } from "../../provider-cloud";
import { arn } from "../account/account";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";

/**
 * What the deployed program declares of SMS, read anew at each question: the simulator keeps no
 * second copy.
 */
export class SmsResources {
  constructor(private readonly controlPlane: ProviderCloud["controlPlane"]) {}

  phoneNumbers(): SmsPhoneNumber[] {
    return this.#all("PhoneNumber").map((record) => {
      const read = declared(phoneNumberShape, record);
      return {
        ...read,
        id: record.id,
        optOutList: read.optOutListName,
        twoWay: twoWayOf(read.twoWayChannelEnabled, read),
      };
    });
  }

  pools(): SmsPool[] {
    return this.#all("Pool").map((record) => {
      const read = declared(poolShape, record);
      return {
        ...read,
        id: record.id,
        optOutList: read.optOutListName,
        twoWay: twoWayOf(read.twoWayEnabled, read),
      };
    });
  }

  /** The phone numbers of a pool, in its order. */
  membersOf(pool: SmsPool): SmsPhoneNumber[] {
    const numbers = this.phoneNumbers();
    return pool.originationIdentities.flatMap((identity) =>
      numbers.filter((number) => number.arn === identity || number.id === identity),
    );
  }

  poolOf(number: SmsPhoneNumber): SmsPool | undefined {
    return this.pools().find((pool) => this.membersOf(pool).some(({ id }) => id === number.id));
  }

  /** Every account has the list `Default` (unverified). */
  optOutListArn(nameOrArn: string): string | undefined {
    const name = nameOrArn.split("/").at(-1) ?? nameOrArn;
    const isDeclared = this.#all("OptOutList").some(
      ({ outputs, id }) => (outputs.name ?? id) === name,
    );
    return isDeclared || name === "Default" ? arn("sms-voice", `opt-out-list/${name}`) : undefined;
  }

  /** By name or ARN. */
  configurationSet(nameOrArn: string): ConfigurationSet | undefined {
    const name = nameOrArn.split("/").at(-1) ?? nameOrArn;
    const record = this.#all("ConfigurationSet").find(
      ({ outputs, id }) => (outputs.name ?? id) === name,
    );
    return (
      record && {
        name,
        arn: arn("sms-voice", `configuration-set/${name}`),
        eventDestinations: this.#eventDestinationsOf(name),
      }
    );
  }

  /** Declared keywords of a pool or phone number. */
  keywordsOf(originationIdentityArn: string): Keyword[] {
    return this.#all("Keyword")
      .map((record) => declared(keywordShape, record))
      .filter((keyword) => keyword.originationIdentityArn === originationIdentityArn);
  }

  #eventDestinationsOf(configurationSet: string): SmsEventDestination[] {
    return this.#all("EventDestination")
      .map((record) => declared(eventDestinationShape, record))
      .filter(
        (destination) =>
          destination.configurationSetName === configurationSet && destination.enabled,
      );
  }

  #all(kind: string): ResourceRecord[] {
    return this.controlPlane.all(`aws:pinpoint/smsvoicev2${kind}:Smsvoicev2${kind}`);
  }
}

/** A topic, and the role that publishes to it where one is named. */
export interface SmsChannel {
  readonly topicArn: string;
  readonly roleArn?: string;
}

export interface SmsPhoneNumber {
  readonly id: string;
  readonly arn: string;
  readonly phoneNumber: PhoneNumber;
  readonly messageType: string;
  readonly numberType: string;
  readonly isoCountryCode: string;
  readonly numberCapabilities: readonly string[];
  readonly status: string;
  readonly selfManagedOptOutsEnabled: boolean;
  readonly optOutList: string;
  /** Gets what persons write; undefined when two-way SMS is off. */
  readonly twoWay: SmsChannel | undefined;
}

export interface SmsPool {
  readonly id: string;
  readonly arn: string;
  readonly messageType: string;
  readonly originationIdentities: readonly string[];
  readonly selfManagedOptOutsEnabled: boolean;
  readonly optOutList: string;
  readonly twoWay: SmsChannel | undefined;
}

export interface ConfigurationSet {
  readonly name: string;
  readonly arn: string;
  readonly eventDestinations: readonly SmsEventDestination[];
}

export type SmsEventDestination = v.InferOutput<typeof eventDestinationShape>;
export type Keyword = v.InferOutput<typeof keywordShape>;

const phoneNumberShape = v.object({
  arn: v.string(),
  phoneNumber: v.custom<PhoneNumber>((value) => typeof value === "string" && isPhoneNumber(value)),
  messageType: v.string(),
  numberType: v.optional(v.string(), "LONG_CODE"),
  isoCountryCode: v.optional(v.string(), "US"),
  numberCapabilities: v.optional(v.array(v.string()), ["SMS"]),
  status: v.optional(v.string(), "ACTIVE"),
  optOutListName: v.optional(v.string(), "Default"),
  selfManagedOptOutsEnabled: v.optional(v.boolean(), false),
  twoWayChannelEnabled: v.optional(v.boolean(), false),
  twoWayChannelArn: v.optional(v.string()),
  twoWayChannelRole: v.optional(v.string()),
});

const poolShape = v.object({
  arn: v.string(),
  messageType: v.string(),
  originationIdentities: v.array(v.string()),
  optOutListName: v.optional(v.string(), "Default"),
  selfManagedOptOutsEnabled: v.optional(v.boolean(), false),
  twoWayEnabled: v.optional(v.boolean(), false),
  twoWayChannelArn: v.optional(v.string()),
  twoWayChannelRole: v.optional(v.string()),
});

const keywordShape = v.object({
  originationIdentityArn: v.string(),
  keyword: v.string(),
  keywordMessage: v.string(),
  keywordAction: v.optional(v.picklist(["AUTOMATIC_RESPONSE", "OPT_OUT", "OPT_IN"])),
});

const eventDestinationShape = v.object({
  configurationSetName: v.string(),
  eventDestinationName: v.string(),
  enabled: v.optional(v.boolean(), true),
  matchingEventTypes: v.array(v.string()),
  snsDestination: v.optional(v.object({ topicArn: v.string() })),
});

/** The provider writes an unset ARN as an empty string. */
function twoWayOf(
  enabled: boolean,
  {
    twoWayChannelArn,
    twoWayChannelRole,
  }: { twoWayChannelArn?: string | undefined; twoWayChannelRole?: string | undefined },
): SmsChannel | undefined {
  if (!enabled || !twoWayChannelArn) return undefined;
  return {
    topicArn: twoWayChannelArn,
    ...(twoWayChannelRole ? { roleArn: twoWayChannelRole } : {}),
  };
}
