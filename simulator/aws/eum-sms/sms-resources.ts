import * as v from "valibot";
import type { CarrierCloud } from "../../carriers/carrier-cloud";
import { isPhoneNumber, type PhoneNumber } from "../../phones/phone-number";
import { arn } from "../account/account";
import type { ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { type Keyword, keywordShape } from "./keywords";

/**
 * What the deployed program declares of SMS, read anew at each question: the simulator keeps no
 * second copy.
 */
export class SmsResources {
  /** When each came to be, in milliseconds since the epoch, by its type and id. */
  readonly #created = new Map<string, number>();
  readonly #began: number;

  constructor(private readonly cloud: Pick<CarrierCloud, "controlPlane" | "clock">) {
    this.#began = cloud.clock.now();
    cloud.controlPlane.onChange((change) => {
      if (change.kind === "created") this.#created.set(keyOf(change.after), cloud.clock.now());
      if (change.kind === "deleted") this.#created.delete(keyOf(change.before));
    });
  }

  phoneNumbers(): SmsPhoneNumber[] {
    return this.#all("PhoneNumber").map((record) => {
      const read = declared(phoneNumberShape, record);
      return {
        ...read,
        id: record.id,
        optOutList: nameOf(read.optOutListName),
        twoWay: twoWayOf(read.twoWayChannelEnabled, read),
        createdAt: this.#createdAt(record),
      };
    });
  }

  pools(): SmsPool[] {
    return this.#all("Pool").map((record) => {
      const read = declared(poolShape, record);
      return {
        ...read,
        id: record.id,
        optOutList: nameOf(read.optOutListName),
        twoWay: twoWayOf(read.twoWayEnabled, read),
        createdAt: this.#createdAt(record),
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
  optOutLists(): OptOutList[] {
    const named = this.#all("OptOutList").map((record) => {
      const name = String(record.outputs.name ?? record.id);
      return { name, createdAt: this.#createdAt(record) };
    });
    const all = named.some(({ name }) => name === "Default")
      ? named
      : [{ name: "Default", createdAt: this.#began }, ...named];
    return all.map((list) => ({
      ...list,
      id: list.name,
      arn: arn("sms-voice", `opt-out-list/${list.name}`),
    }));
  }

  configurationSets(): ConfigurationSet[] {
    return this.#all("ConfigurationSet").map((record) => {
      const { defaultMessageType, defaultSenderId } = declared(configurationSetShape, record);
      const name = String(record.outputs.name ?? record.id);
      return {
        id: name,
        name,
        arn: arn("sms-voice", `configuration-set/${name}`),
        defaultMessageType,
        defaultSenderId,
        eventDestinations: this.#eventDestinationsOf(name),
        createdAt: this.#createdAt(record),
      };
    });
  }

  /** Declared keywords of a pool or phone number. */
  keywordsOf(originationIdentityArn: string): Keyword[] {
    return this.#all("Keyword")
      .map((record) => declared(keywordShape, record))
      .filter((keyword) => keyword.originationIdentityArn === originationIdentityArn);
  }

  /** The record behind an ARN, of the resources that can have tags. */
  recordOf(resourceArn: string): ResourceRecord | undefined {
    const [kind = "", id = ""] = resourceArn.split(":").at(-1)?.split("/") ?? [];
    const type = taggable[kind];
    if (type === undefined) return undefined;
    return this.#all(type).find(
      ({ outputs, id: own }) => outputs.arn === resourceArn || (outputs.name ?? own) === id,
    );
  }

  #eventDestinationsOf(configurationSet: string): SmsEventDestination[] {
    return this.#all("EventDestination")
      .map((record) => declared(eventDestinationShape, record))
      .filter(({ configurationSetName }) => configurationSetName === configurationSet);
  }

  #all(kind: string): readonly ResourceRecord[] {
    return this.cloud.controlPlane.all(`aws:pinpoint/smsvoicev2${kind}:Smsvoicev2${kind}`);
  }

  #createdAt(record: ResourceRecord): number {
    return this.#created.get(keyOf(record)) ?? this.#began;
  }
}

function keyOf({ type, id }: ResourceRecord): string {
  return `${type} ${id}`;
}

const taggable: Readonly<Record<string, string>> = {
  "phone-number": "PhoneNumber",
  pool: "Pool",
  "opt-out-list": "OptOutList",
  "configuration-set": "ConfigurationSet",
};

/** A topic, and the role that publishes to it where one is named. */
export interface SmsChannel {
  readonly topicArn: string;
  readonly roleArn?: string;
}

interface Owned {
  readonly id: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

interface Routed {
  readonly optOutList: string;
  /** Gets what persons write; undefined when two-way SMS is off. */
  readonly twoWay: SmsChannel | undefined;
}

export type SmsPhoneNumber = Owned & Routed & v.InferOutput<typeof phoneNumberShape>;
export type SmsPool = Owned & Routed & v.InferOutput<typeof poolShape>;
export type OptOutList = Owned & { readonly name: string };
export type SmsEventDestination = v.InferOutput<typeof eventDestinationShape>;

export interface ConfigurationSet extends Owned {
  readonly name: string;
  readonly defaultMessageType: string | undefined;
  readonly defaultSenderId: string | undefined;
  /** Those that are switched off as well. */
  readonly eventDestinations: readonly SmsEventDestination[];
}

export type NumberType = "SHORT_CODE" | "LONG_CODE" | "TOLL_FREE" | "TEN_DLC" | "SIMULATOR";

// Defaults are the model's: what it completes is there.

const phoneNumberShape = v.object({
  arn: v.string(),
  phoneNumber: v.custom<PhoneNumber>((value) => typeof value === "string" && isPhoneNumber(value)),
  messageType: v.string(),
  numberType: v.picklist(["SHORT_CODE", "LONG_CODE", "TOLL_FREE", "TEN_DLC", "SIMULATOR"]),
  isoCountryCode: v.string(),
  numberCapabilities: v.array(v.string()),
  status: v.string(),
  optOutListName: v.string(),
  selfManagedOptOutsEnabled: v.boolean(),
  deletionProtectionEnabled: v.boolean(),
  monthlyLeasingPrice: v.string(),
  registrationId: v.optional(v.string()),
  twoWayChannelEnabled: v.boolean(),
  twoWayChannelArn: v.optional(v.string()),
  twoWayChannelRole: v.optional(v.string()),
});

const poolShape = v.object({
  arn: v.string(),
  messageType: v.string(),
  originationIdentities: v.array(v.string()),
  optOutListName: v.string(),
  selfManagedOptOutsEnabled: v.boolean(),
  sharedRoutesEnabled: v.boolean(),
  deletionProtectionEnabled: v.boolean(),
  twoWayEnabled: v.boolean(),
  twoWayChannelArn: v.optional(v.string()),
  twoWayChannelRole: v.optional(v.string()),
});

const configurationSetShape = v.object({
  defaultMessageType: v.optional(v.string()),
  defaultSenderId: v.optional(v.string()),
});

const eventDestinationShape = v.object({
  configurationSetName: v.string(),
  eventDestinationName: v.string(),
  enabled: v.boolean(),
  matchingEventTypes: v.array(v.string()),
  snsDestination: v.optional(v.object({ topicArn: v.string() })),
  cloudwatchLogsDestination: v.optional(
    v.object({ iamRoleArn: v.string(), logGroupArn: v.string() }),
  ),
  kinesisFirehoseDestination: v.optional(
    v.object({ iamRoleArn: v.string(), deliveryStreamArn: v.string() }),
  ),
});

/** A program may name a list by its ARN. */
function nameOf(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}

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
