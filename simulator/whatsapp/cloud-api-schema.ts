import * as v from "valibot";
import type { BusinessFile } from "../phones/business-content";

/* The parts of a message as Meta's Cloud API takes them; members that do not matter are let through. */

export const text = v.pipe(v.string(), v.minLength(1, "it is empty"));
const optionalText = v.optional(v.string());

/** One of the two; that both are refused is unverified. */
const source = {
  id: v.optional(text),
  link: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\//, "a link begins with https://"))),
};
const oneSource = "either one of media id or link must be present";
const oneOf = ({ id, link }: BusinessFile) => (id === undefined) !== (link === undefined);
export const file = v.pipe(
  v.looseObject({ ...source, caption: optionalText }),
  v.check((part) => oneOf(part), oneSource),
);
export const namedFile = v.pipe(
  v.looseObject({ ...source, caption: optionalText, filename: optionalText }),
  v.check((part) => oneOf(part), oneSource),
);
export const sound = v.pipe(
  v.looseObject({ ...source, voice: v.optional(v.boolean()) }),
  v.check((part) => oneOf(part), oneSource),
);

/** Numbers are taken as texts too, as Meta's own examples have them. */
const degrees = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number))]),
  v.number(),
);
export const place = v.looseObject({
  latitude: degrees,
  longitude: degrees,
  name: optionalText,
  address: optionalText,
});

export const contact = v.looseObject({
  name: v.looseObject({ formatted_name: text }),
  phones: v.optional(
    v.array(v.looseObject({ phone: optionalText, wa_id: optionalText, type: optionalText })),
    [],
  ),
  emails: v.optional(v.array(v.looseObject({ email: optionalText })), []),
});

const templateFile = { type: v.literal("image"), image: file };
const parameter = v.variant("type", [
  v.looseObject({
    type: v.literal("text"),
    text: v.string(),
    parameter_name: optionalText,
  }),
  v.looseObject({
    type: v.literal("currency"),
    currency: v.looseObject({ fallback_value: v.string() }),
    parameter_name: optionalText,
  }),
  v.looseObject({
    type: v.literal("date_time"),
    date_time: v.looseObject({ fallback_value: v.string() }),
    parameter_name: optionalText,
  }),
  v.looseObject(templateFile),
  v.looseObject({ type: v.literal("video"), video: file }),
  v.looseObject({ type: v.literal("document"), document: namedFile }),
  v.looseObject({ type: v.literal("location"), location: place }),
  v.looseObject({ type: v.literal("payload"), payload: text }),
  v.looseObject({ type: v.literal("coupon_code"), coupon_code: text }),
]);
export type Parameter = v.InferOutput<typeof parameter>;

const component = v.looseObject({
  type: v.pipe(v.string(), v.toLowerCase(), v.picklist(["header", "body", "button"])),
  sub_type: v.optional(
    v.pipe(v.string(), v.toLowerCase(), v.picklist(["quick_reply", "url", "copy_code"])),
  ),
  index: v.optional(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d$/), v.transform(Number))]),
  ),
  parameters: v.optional(v.array(parameter), []),
});

export const template = v.looseObject({
  name: text,
  language: v.looseObject({ code: text }),
  components: v.optional(v.array(component), []),
});

export const interactiveHeader = v.variant("type", [
  v.looseObject({ type: v.literal("text"), text }),
  v.looseObject({ type: v.literal("image"), image: file }),
  v.looseObject({ type: v.literal("video"), video: file }),
  v.looseObject({ type: v.literal("document"), document: namedFile }),
]);

const interactiveBase = {
  header: v.optional(interactiveHeader),
  body: v.looseObject({ text }),
  footer: v.optional(v.looseObject({ text })),
};

export const interactive = v.variant("type", [
  v.looseObject({
    type: v.literal("button"),
    ...interactiveBase,
    action: v.looseObject({
      buttons: v.array(
        v.looseObject({
          type: v.literal("reply"),
          reply: v.looseObject({ id: text, title: text }),
        }),
      ),
    }),
  }),
  v.looseObject({
    type: v.literal("list"),
    ...interactiveBase,
    action: v.looseObject({
      button: text,
      sections: v.array(
        v.looseObject({
          title: optionalText,
          rows: v.array(v.looseObject({ id: text, title: text, description: optionalText })),
        }),
      ),
    }),
  }),
  v.looseObject({
    type: v.literal("cta_url"),
    ...interactiveBase,
    action: v.looseObject({
      name: v.literal("cta_url"),
      parameters: v.looseObject({ display_text: text, url: text }),
    }),
  }),
  v.looseObject({
    type: v.literal("location_request_message"),
    ...interactiveBase,
    action: v.looseObject({ name: v.literal("send_location") }),
  }),
  // Meta has them, and no phone here shows them (Meta, OpenAPI description, `interactive.type`).
  v.looseObject({
    type: v.picklist([
      "flow",
      "product",
      "product_list",
      "catalog_message",
      "carousel",
      "address_message",
      "call_permission_request",
      "voice_call",
    ]),
  }),
]);
export type Interactive = v.InferOutput<typeof interactive>;
