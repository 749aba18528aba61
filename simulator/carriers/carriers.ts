import { EumSms } from "../aws/eum-sms/eum-sms";
import { EumSocial } from "../aws/eum-social/eum-social";
import { everydayUnkindness, type Unkindness } from "../kernel/unkindness";
import { PhoneNetwork } from "../phones/phone-network";
import { Twilio } from "../twilio/twilio";
import { CustomerServiceWindows } from "../whatsapp/customer-service-window";
import type { CarrierCloud } from "./carrier-cloud";

export interface Carriers {
  readonly network: PhoneNetwork;
  readonly eumSocial: EumSocial;
  readonly eumSms: EumSms;
  readonly twilio: Twilio;
}

export interface CarrierOptions {
  /**
   * What differs from `everydayUnkindness`, for all three; each provider's `unkindness` can be set
   * later.
   */
  readonly unkindness?: Partial<Unkindness>;
  /**
   * Whether the phones count as simulator destinations, to which alone a number of type SIMULATOR
   * sends; no, when left out.
   */
  readonly phonesAreSimulatorDestinations?: boolean;
}

/**
 * Starts the three carriers of messages in a simulated cloud, with the network of phones that they
 * serve.
 */
export function startCarriers(cloud: CarrierCloud, options: CarrierOptions = {}): Carriers {
  const unkindness: Unkindness = { ...everydayUnkindness, ...options.unkindness };
  const network = new PhoneNetwork(
    () => cloud.clock.now(),
    cloud.traces,
    cloud.faults.failure("phones", "What listens to the phones"),
  );
  const windows = new CustomerServiceWindows();
  const eumSocial = new EumSocial(cloud, network, windows, unkindness);
  const eumSms = new EumSms(cloud, network, unkindness, {
    phonesAreSimulatorDestinations: options.phonesAreSimulatorDestinations ?? false,
  });
  const twilio = new Twilio(cloud, network, windows, unkindness);
  for (const carrier of [eumSocial, eumSms, twilio]) network.join(carrier);
  cloud.addService(eumSocial);
  cloud.addService(eumSms);
  for (const host of twilio.hosts) cloud.addOutsideHost(host);
  return { network, eumSocial, eumSms, twilio };
}
