import type { PhoneNumber } from "../../phones/phone-number";
import type { Template } from "../../whatsapp/template";
import { socialArn, socialId } from "./social-ids";

/**
 * A WhatsApp Business Account that was linked in the console (nothing else can link one), with its
 * one phone number.
 */
export interface WabaLink {
  /** AWS's id: `waba-<32 hex>`. */
  readonly wabaId: string;
  /** AWS's id: `phone-number-id-<32 hex>`. */
  readonly phoneNumberId: string;
  readonly metaWabaId: string;
  readonly metaPhoneNumberId: string;
  readonly phoneNumber: PhoneNumber;
  readonly displayName: string;
  /** The templates that Meta has approved. */
  readonly templates: readonly Template[];
}

export interface LinkedWaba extends WabaLink {
  readonly arn: string;
  readonly phoneNumberArn: string;
  /** Epoch seconds. */
  readonly linkDate: number;
  /** A WABA has one, or none: then its events are lost. */
  readonly eventDestination?: EventDestination;
}

/** Where a WABA's events go. */
export interface EventDestination {
  readonly topicArn: string;
  /** The role that publishes; without one the topic's policy lets the service publish. */
  readonly roleArn?: string;
}

/** All WABAs of the account, by AWS's ids. */
export class LinkedWabas {
  readonly #byId = new Map<string, LinkedWaba>();

  /**
   * Linking again changes what was given and keeps the event destination.
   * @throws when an id has not AWS's form.
   */
  link(link: WabaLink, now: number): LinkedWaba {
    const wabaId = idIn("waba", link.wabaId);
    const phoneNumberId = idIn("phone-number-id", link.phoneNumberId);
    const known = this.#byId.get(wabaId);
    const waba: LinkedWaba = {
      ...link,
      wabaId,
      phoneNumberId,
      arn: socialArn("waba", wabaId),
      phoneNumberArn: socialArn("phone-number-id", phoneNumberId),
      linkDate: known?.linkDate ?? Math.floor(now / 1000),
      ...(known?.eventDestination === undefined
        ? {}
        : { eventDestination: known.eventDestination }),
    };
    this.#byId.set(wabaId, waba);
    return waba;
  }

  setEventDestination(waba: LinkedWaba, destination: EventDestination | undefined): void {
    const { eventDestination: _, ...rest } = waba;
    this.#byId.set(
      waba.wabaId,
      destination === undefined ? rest : { ...rest, eventDestination: destination },
    );
  }

  /** By id or ARN. */
  get(idOrArn: string): LinkedWaba | undefined {
    return this.#byId.get(socialId("waba", idOrArn) ?? "");
  }

  /** By the id or ARN of its phone number. */
  withPhoneNumber(idOrArn: string): LinkedWaba | undefined {
    const id = socialId("phone-number-id", idOrArn);
    return this.all().find(({ phoneNumberId }) => phoneNumberId === id);
  }

  withNumber(number: PhoneNumber): LinkedWaba | undefined {
    return this.all().find(({ phoneNumber }) => phoneNumber === number);
  }

  all(): LinkedWaba[] {
    return [...this.#byId.values()];
  }
}

function idIn(kind: "waba" | "phone-number-id", given: string): string {
  const id = socialId(kind, given);
  if (id === undefined)
    throw new Error(
      `"${given}" is not an id of AWS End User Messaging Social such as ${kind}-0123456789abcdef0123456789abcdef.`,
    );
  return id;
}
