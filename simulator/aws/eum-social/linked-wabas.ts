import type { SeededIds } from "../../kernel/seeded-ids";
import type { PhoneNumber } from "../../phones/phone-number";
import type { Template } from "../../whatsapp/template";
import { TemplateLibrary } from "../../whatsapp/template-library";
import type { BusinessPhone } from "../../whatsapp/webhook-entry";
import { arn } from "../account/account";

/**
 * A WhatsApp Business Account that was linked in the console (nothing else can link one), with its
 * one phone number.
 */
export interface WabaLink extends BusinessPhone {
  /** AWS's id: `waba-<32 hex>`. */
  readonly wabaId: string;
  /** AWS's id: `phone-number-id-<32 hex>`. */
  readonly phoneNumberId: string;
  readonly displayName: string;
  /** The templates that Meta has already. */
  readonly templates: readonly Template[];
}

export interface LinkedWaba extends Omit<WabaLink, "templates"> {
  readonly arn: string;
  readonly phoneNumberArn: string;
  /** Epoch seconds. */
  readonly linkDate: number;
  /** A WABA has one, or none: then its events are lost. */
  eventDestination: EventDestination | undefined;
  readonly templates: TemplateLibrary;
  /** Its own tags, and those of its phone number. */
  readonly tags: Tags;
  readonly phoneNumberTags: Tags;
}

/** Where a WABA's events go. */
export interface EventDestination {
  readonly topicArn: string;
  /** The role that publishes; without one the topic's policy lets the service publish. */
  readonly roleArn?: string;
}

export type Tags = Map<string, string>;

/** All WABAs of the account, by AWS's ids. */
export class LinkedWabas {
  readonly #byId = new Map<string, LinkedWaba>();

  constructor(private readonly ids: SeededIds) {}

  /**
   * Linking again changes what was given, and keeps event destination, tags and templates.
   * @param now milliseconds since the epoch
   * @throws when an id has not AWS's form.
   */
  link({ templates, ...link }: WabaLink, now: number): LinkedWaba {
    const wabaId = idIn("waba", link.wabaId);
    const phoneNumberId = idIn("phone-number-id", link.phoneNumberId);
    const known = this.#byId.get(wabaId);
    const waba: LinkedWaba = {
      eventDestination: undefined,
      templates: new TemplateLibrary(this.ids),
      tags: new Map(),
      phoneNumberTags: new Map(),
      linkDate: Math.floor(now / 1000),
      ...known,
      ...link,
      wabaId,
      phoneNumberId,
      arn: socialArn("waba", wabaId),
      phoneNumberArn: socialArn("phone-number-id", phoneNumberId),
    };
    waba.templates.approve(templates);
    this.#byId.set(wabaId, waba);
    return waba;
  }

  /** By id or ARN; an ARN of another account or Region is nobody's here. */
  get(idOrArn: string): LinkedWaba | undefined {
    const waba = this.#byId.get(socialId("waba", idOrArn) ?? "");
    return waba && isOf(waba.arn, idOrArn) ? waba : undefined;
  }

  /** By the id or ARN of its phone number. */
  withPhoneNumber(idOrArn: string): LinkedWaba | undefined {
    const id = socialId("phone-number-id", idOrArn);
    return this.all().find(
      ({ phoneNumberId, phoneNumberArn }) => phoneNumberId === id && isOf(phoneNumberArn, idOrArn),
    );
  }

  withNumber(number: PhoneNumber): LinkedWaba | undefined {
    return this.all().find(({ phoneNumber }) => phoneNumber === number);
  }

  /** The tags of a WABA or of a phone number, by its ARN. */
  tagsOf(resourceArn: string): Tags | undefined {
    for (const waba of this.all()) {
      if (waba.arn === resourceArn) return waba.tags;
      if (waba.phoneNumberArn === resourceArn) return waba.phoneNumberTags;
    }
    return undefined;
  }

  all(): LinkedWaba[] {
    return [...this.#byId.values()];
  }
}

/**
 * The id or ARN of a WABA or of one of its phone numbers, as AWS accepts both wherever it asks for
 * one.
 */
const forms = {
  waba: /^(?:waba-|arn:[a-z-]+:social-messaging:[a-z0-9-]+:\d{12}:waba\/)([0-9a-zA-Z]+)$/,
  "phone-number-id":
    /^(?:phone-number-id-|arn:[a-z-]+:social-messaging:[a-z0-9-]+:\d{12}:phone-number-id\/)([0-9a-zA-Z]+)$/,
} as const;

export type SocialResource = keyof typeof forms;

/** `waba-<hex>` of an id or ARN in either form; undefined when it is neither. */
export function socialId(kind: SocialResource, idOrArn: string): string | undefined {
  const hex = forms[kind].exec(idOrArn)?.[1];
  return hex === undefined ? undefined : `${kind}-${hex}`;
}

/** The ARN of an id in `socialId`'s form: what IAM policies name. */
export function socialArn(kind: SocialResource, id: string): string {
  return arn("social-messaging", `${kind}/${id.slice(kind.length + 1)}`);
}

function isOf(ownArn: string, idOrArn: string): boolean {
  return !idOrArn.startsWith("arn:") || idOrArn === ownArn;
}

function idIn(kind: SocialResource, given: string): string {
  const id = socialId(kind, given);
  if (id === undefined)
    throw new Error(
      `"${given}" is not an id of AWS End User Messaging Social ` +
        `such as ${kind}-0123456789abcdef0123456789abcdef.`,
    );
  return id;
}
