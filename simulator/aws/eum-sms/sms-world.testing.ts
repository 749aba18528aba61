import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { FakeCarrierCloud } from "../../carriers/carrier-cloud.testing";
import { serve, type WireServer } from "../../gateway/wire-server.testing";
import { noUnkindness } from "../../kernel/unkindness";
import type { SmsPhone } from "../../phones/phone";
import { PhoneNetwork } from "../../phones/phone-network";
import { type PhoneNumber, phoneNumber } from "../../phones/phone-number";
import type { Properties } from "../account/control-plane";
import { EumSms } from "./eum-sms";

export const business = phoneNumber("+12025550110");
export const ana = { name: "Ana", number: phoneNumber("+12025550142") };
export const poolArn = "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1";
export const numberArn = "arn:aws:sms-voice:eu-central-1:123456789012:phone-number/phone-1";
export const setArn = "arn:aws:sms-voice:eu-central-1:123456789012:configuration-set/set";
export const topicArn = "arn:aws:sns:eu-central-1:123456789012:sms-events";

type Kind =
  | "ConfigurationSet"
  | "EventDestination"
  | "Keyword"
  | "OptOutList"
  | "PhoneNumber"
  | "Pool";

/**
 * A pool with one simulator number, two-way, with a configuration set that tells a topic all; Ana's
 * phone; and the SDK's own client at the door.
 */
export class SmsWorld {
  readonly cloud = new FakeCarrierCloud();
  readonly network = new PhoneNetwork(() => this.cloud.clock.now());
  readonly sms = new EumSms(this.cloud, this.network, noUnkindness, {
    phonesAreSimulatorDestinations: true,
  });

  static async start(): Promise<SmsWorld> {
    const world = new SmsWorld();
    world.network.join(world.sms);
    world.network.addPerson(ana);
    await world.declare("OptOutList", "people", { name: "people" });
    await world.number();
    await world.pool();
    await world.declare("ConfigurationSet", "set", { name: "set" });
    await world.eventDestination();
    world.#server = await serve(world.sms);
    world.#client = new PinpointSMSVoiceV2Client({
      endpoint: world.#server.url,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    return world;
  }

  #server: WireServer | undefined;
  #client: PinpointSMSVoiceV2Client | undefined;

  get client(): PinpointSMSVoiceV2Client {
    if (!this.#client) throw new Error("The world has not started.");
    return this.#client;
  }

  async stop(): Promise<void> {
    this.cloud.clock.stop();
    this.#client?.destroy();
    await this.#server?.stop();
  }

  declare(kind: Kind, id: string, outputs: Properties): Promise<void> {
    return this.cloud.declare(`aws:pinpoint/smsvoicev2${kind}:Smsvoicev2${kind}`, id, outputs);
  }

  number(change: Properties = {}, id = "phone-1"): Promise<void> {
    return this.declare("PhoneNumber", id, {
      arn: numberArn.replace("phone-1", id),
      phoneNumber: business,
      messageType: "TRANSACTIONAL",
      numberType: "SIMULATOR",
      isoCountryCode: "US",
      numberCapabilities: ["SMS"],
      status: "ACTIVE",
      monthlyLeasingPrice: "1.00",
      optOutListName: "Default",
      selfManagedOptOutsEnabled: false,
      deletionProtectionEnabled: false,
      twoWayChannelEnabled: false,
      twoWayChannelArn: "",
      ...change,
    });
  }

  pool(change: Properties = {}): Promise<void> {
    return this.declare("Pool", "pool-1", {
      arn: poolArn,
      messageType: "TRANSACTIONAL",
      originationIdentities: [numberArn],
      optOutListName: "people",
      selfManagedOptOutsEnabled: false,
      sharedRoutesEnabled: false,
      deletionProtectionEnabled: false,
      twoWayEnabled: true,
      twoWayChannelArn: topicArn,
      ...change,
    });
  }

  eventDestination(change: Properties = {}): Promise<void> {
    return this.declare("EventDestination", "set,topic", {
      configurationSetName: "set",
      eventDestinationName: "topic",
      enabled: true,
      matchingEventTypes: ["TEXT_ALL"],
      snsDestination: { topicArn },
      ...change,
    });
  }

  send(change: Partial<SendTextMessageCommandInput> = {}) {
    return this.client.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: ana.number,
        OriginationIdentity: poolArn,
        MessageBody: "Two eggs have 155 kcal.",
        MessageType: "TRANSACTIONAL",
        ConfigurationSetName: "set",
        ...change,
      }),
    );
  }

  phone(number: PhoneNumber = ana.number): SmsPhone {
    return this.network.sms(number);
  }

  /** What was published, the latest last. */
  events(): Record<string, unknown>[] {
    return this.cloud.published.map(({ message }) => JSON.parse(message));
  }

  types(): unknown[] {
    return this.events().map(({ eventType }) => eventType);
  }

  faults(): string[] {
    return this.cloud.faults.since(0).map(({ message }) => message);
  }
}
