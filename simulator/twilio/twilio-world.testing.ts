import twilio from "twilio";
import { FakeCarrierCloud } from "../carriers/carrier-cloud.testing";
import { serve, type WireServer } from "../gateway/wire-server.testing";
import { noUnkindness } from "../kernel/unkindness";
import { PhoneNetwork } from "../phones/phone-network";
import { phoneNumber } from "../phones/phone-number";
import type { WhatsAppPhone } from "../phones/whatsapp-phone";
import { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import { mealCheckIn } from "../whatsapp/template.testing";
import type { TwilioSender } from "./senders";
import { Twilio } from "./twilio";

export const numberA = phoneNumber("+12025550120");
export const ana = {
  name: "Ana",
  number: phoneNumber("+12025550142"),
  bsuid: "US.13491208655302741918",
} as const;
export const accountSid = "AC00000000000000000000000000000001";
export const authToken = "not-a-real-token";
export const statusCallback =
  "https://abc.execute-api.eu-central-1.amazonaws.com/dev/twilio/status?message=1";
export const checkInSid = "HX00000000000000000000000000000001";

export const senderA: TwilioSender = {
  accountSid,
  authToken,
  number: numberA,
  inboundWebhookUrl:
    "https://abc.execute-api.eu-central-1.amazonaws.com/dev/twilio/inbound#rc=3&rp=5xx,ct,rt",
  contents: { [checkInSid]: mealCheckIn },
};

/** A WhatsApp sender at Twilio, Ana's phone, and Twilio's hosts on loopback ports. */
export class TwilioWorld {
  readonly cloud = new FakeCarrierCloud();
  readonly network = new PhoneNetwork(() => this.cloud.clock.now());
  readonly twilio = new Twilio(
    this.cloud,
    this.network,
    new CustomerServiceWindows(),
    noUnkindness,
  );
  readonly #servers = new Map<string, WireServer>();

  static async start(): Promise<TwilioWorld> {
    const world = new TwilioWorld();
    world.network.join(world.twilio);
    world.network.addPerson(ana);
    world.twilio.configureSender(senderA);
    for (const host of world.twilio.hosts) world.#servers.set(host.host, await serve(host));
    return world;
  }

  async stop(): Promise<void> {
    this.cloud.clock.stop();
    for (const server of this.#servers.values()) await server.stop();
  }

  /** Where a host of the world is really served, such as that of `https://api.twilio.com/…`. */
  local(url: string): string {
    const { host, pathname, search } = new URL(url);
    const server = this.#servers.get(host);
    if (!server) throw new Error(`${host} is no host of Twilio's.`);
    return `${server.url}${pathname}${search}`;
  }

  /** Twilio's SDK for Node with its own HTTP client, and the simulator for Twilio's hosts. */
  sdk(token = authToken): ReturnType<typeof twilio> {
    const world = this;
    const http = new twilio.RequestClient();
    const httpClient = new (class extends twilio.RequestClient {
      override request<T>(options: Parameters<typeof http.request<T>>[0]) {
        return super.request<T>({ ...options, uri: world.local(options.uri) });
      }
    })();
    return twilio(accountSid, token, { httpClient });
  }

  phone(): WhatsAppPhone {
    return this.network.whatsApp(ana.number);
  }

  /** The form that each webhook was posted, in the order of posting. */
  forms(): Record<string, string>[] {
    return this.cloud.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  }
}
