import * as v from "valibot";
import { providerWord } from "../../domain/message/inbound-item";
import type { AccountEvent } from "../../domain/message/message";
import { maybePart, maybeText, told } from "../payload";
import { doneAt, type Webhook } from "./whatsapp-webhook";

const value = maybePart({
  event: maybeText,
  decision: maybeText,
  alert_type: maybeText,
  new_category: maybeText,
  new_quality_score: maybeText,
  message_template_name: maybeText,
  message_template_language: maybeText,
  ban_info: maybePart({ waba_ban_state: maybeText }),
});

type AccountValue = Partial<NonNullable<v.InferOutput<typeof value>>>;

interface AccountField {
  readonly about: AccountEvent["about"];
  /** The provider's word for what happened. */
  readonly event: (value: AccountValue) => string | undefined;
}

/** Meta, webhook reference: the page of each field. */
const accountFields = {
  account_update: {
    about: "account",
    event: ({ event, ban_info }) =>
      ban_info?.waba_ban_state ? `${event}:${ban_info.waba_ban_state}` : event,
  },
  account_alerts: { about: "account", event: ({ alert_type }) => alert_type },
  account_review_update: { about: "account", event: ({ decision }) => decision },
  business_capability_update: { about: "account", event: () => "CAPABILITY_CHANGED" },
  security: { about: "account", event: ({ event }) => event },
  message_template_status_update: { about: "template", event: ({ event }) => event },
  message_template_quality_update: {
    about: "template",
    event: ({ new_quality_score }) => new_quality_score,
  },
  template_category_update: { about: "template", event: ({ new_category }) => new_category },
  message_template_components_update: { about: "template", event: () => "COMPONENTS_CHANGED" },
  phone_number_quality_update: { about: "number", event: ({ event }) => event },
  phone_number_name_update: { about: "number", event: ({ decision }) => decision },
} as const satisfies Readonly<Record<string, AccountField>>;

export type MetaAccountField = keyof typeof accountFields;

export function isAccountField(field: string): field is MetaAccountField {
  return Object.hasOwn(accountFields, field);
}

/** A change of one of the account's fields; of an odd one at least that there was one. */
export function readAccountChange(
  field: MetaAccountField,
  change: unknown,
  webhook: Webhook,
): AccountEvent {
  const { about, event }: AccountField = accountFields[field];
  const one = v.parse(value, change) ?? {};
  return {
    provider: "aws",
    about,
    field,
    event: (event(one) ?? "").split(":").map(providerWord).join(":"),
    ...told({ subject: templateIn(one) }),
    at: doneAt(undefined, webhook),
  };
}

/** Errors that stand beside no message: those of the account (Meta, `messages`, `errors`). */
export function readAccountError(raw: unknown, webhook: Webhook): AccountEvent {
  const code = v.safeParse(v.object({ code: maybeText }), raw);
  const digits = code.success && /^\d{1,8}$/.exec(code.output.code ?? "")?.[0];
  return {
    provider: "aws",
    about: "account",
    field: "messages",
    event: `ERROR:${digits || "unnamed"}`,
    at: doneAt(undefined, webhook),
  };
}

/** Names of templates are lower-case letters, digits and underscores (Meta, "Templates"). */
function templateIn(one: AccountValue): string | undefined {
  const name = one.message_template_name;
  if (name === undefined || !/^[a-z0-9_]{1,512}$/.test(name)) return undefined;
  const language = one.message_template_language;
  return language && /^[a-z]{2,3}(_[A-Z]{2,3})?$/i.test(language) ? `${name}/${language}` : name;
}
