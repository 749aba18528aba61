import * as v from "valibot";
import type {
  BusinessContent,
  BusinessContentOf,
  BusinessFile,
  ContentHeader,
  TemplateHeader,
} from "../phones/business-content";
import {
  contact,
  file,
  type Interactive,
  interactive,
  type interactiveHeader,
  namedFile,
  type Parameter,
  place,
  sound,
  template,
  text,
} from "./cloud-api-schema";
import type { MetaError } from "./meta-errors";

/** The values of `type` (Meta, OpenAPI description of the Cloud API). */
export type OutboundKind =
  | "text"
  | "template"
  | "image"
  | "video"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contacts"
  | "reaction"
  | "interactive";

export type OutboundContent =
  | BusinessContent
  /** A kind that Meta has and the simulated one does not carry. */
  | { readonly type: "not-carried"; readonly kind: string }
  /** What Meta says to what cannot be read as the kind that it says it is. */
  | { readonly type: "unreadable"; readonly error: MetaError };

/** A message as the Cloud API takes it: what belongs to its kind stands under the kind's name. */
export type CloudApiBody = Readonly<Record<string, unknown>>;

/** Reads the part of a message that belongs to its kind; whether Meta takes it is judged later. */
export function readContent(type: string, message: CloudApiBody): OutboundContent {
  if (!Object.hasOwn(readers, type)) return { type: "unreadable", error: unknownType };
  const { schema, content } = readers[type as OutboundKind];
  const parsed = v.safeParse(schema, message[type]);
  return parsed.success
    ? content(parsed.output)
    : { type: "unreadable", error: unreadable(type, parsed.issues[0]) };
}

/** That it comes as a status is unverified. */
const unknownType: MetaError = {
  code: 100,
  title: "Invalid parameter",
  details: "The message's type is none of the Cloud API.",
};

function unreadable(type: string, issue: v.BaseIssue<unknown>): MetaError {
  const path = [type, v.getDotPath(issue)].filter(Boolean).join(".");
  return issue.received === "undefined"
    ? {
        code: 131008,
        title: "Required parameter is missing",
        details: `The parameter ${path} is required.`,
      }
    : {
        code: 131009,
        title: "Parameter value is not valid",
        details: `At ${path}: ${issue.message}.`,
      };
}

interface Reader<Schema extends v.GenericSchema = v.GenericSchema> {
  readonly schema: Schema;
  readonly content: (part: v.InferOutput<Schema>) => OutboundContent;
}

function reader<Schema extends v.GenericSchema>(
  schema: Schema,
  content: (part: v.InferOutput<Schema>) => OutboundContent,
): Reader {
  return { schema, content } as unknown as Reader;
}

/** How each kind is read (facts: Meta, Cloud API, messages: a page a kind). */
const readers: { readonly [Kind in OutboundKind]: Reader } = {
  text: reader(
    v.looseObject({ body: text, preview_url: v.optional(v.boolean()) }),
    ({ body, preview_url }) => ({ type: "text", body, ...given("previewUrl", preview_url) }),
  ),
  image: reader(file, ({ id, link, caption }) => ({
    type: "image",
    media: pick({ id, link }),
    ...given("caption", caption),
  })),
  video: reader(file, ({ id, link, caption }) => ({
    type: "video",
    media: pick({ id, link }),
    ...given("caption", caption),
  })),
  audio: reader(sound, ({ id, link, voice }) => ({
    type: "audio",
    media: pick({ id, link }),
    ...given("voice", voice),
  })),
  document: reader(namedFile, ({ id, link, caption, filename }) => ({
    type: "document",
    media: pick({ id, link }),
    ...given("caption", caption),
    ...given("filename", filename),
  })),
  sticker: reader(file, ({ id, link }) => ({ type: "sticker", media: pick({ id, link }) })),
  location: reader(place, placeOf),
  contacts: reader(v.pipe(v.array(contact), v.minLength(1)), (contacts) => ({
    type: "contacts",
    contacts: contacts.map(({ name, phones, emails }) => ({
      name: name.formatted_name,
      phones: phones.map(({ phone, wa_id, type }) => ({
        ...given("phone", phone),
        ...given("waId", wa_id),
        ...given("type", type),
      })),
      emails: emails.flatMap(({ email }) => email ?? []),
    })),
  })),
  reaction: reader(v.looseObject({ message_id: text, emoji: v.string() }), (reaction) => ({
    type: "reaction",
    messageId: reaction.message_id,
    ...(reaction.emoji === "" ? {} : { emoji: reaction.emoji }),
  })),
  interactive: reader(interactive, (part) =>
    (interactives[part.type] as (part: Interactive) => OutboundContent)(part),
  ),
  template: reader(template, ({ name, language, components }) => {
    const header = components.find(({ type }) => type === "header");
    const body = components.find(({ type }) => type === "body");
    const buttons = components.filter(({ type }) => type === "button");
    const headerValue = header && templateHeader(header.parameters);
    return {
      type: "template",
      name,
      language: language.code,
      parameters: body?.parameters.map(textParameter) ?? [],
      ...given("header", headerValue),
      ...(buttons.length === 0
        ? {}
        : {
            buttons: buttons.map(({ index = 0, sub_type = "quick_reply", parameters }) => ({
              index,
              kind: sub_type,
              value: parameters.map((each) => textParameter(each).text).join(""),
            })),
          }),
    };
  }),
};

type InteractiveOf<Type> = Extract<Interactive, { type: Type }>;

const notCarried = (part: { readonly type: string }): OutboundContent => ({
  type: "not-carried",
  kind: `interactive ${part.type}`,
});

const interactives: {
  readonly [Type in Interactive["type"]]: (part: InteractiveOf<Type>) => OutboundContent;
} = {
  button: (part) => ({
    type: "buttons",
    ...aroundOf(part),
    buttons: part.action.buttons.map(({ reply: { id, title } }) => ({ id, title })),
  }),
  list: (part) => ({
    type: "list",
    ...aroundOf(part),
    button: part.action.button,
    sections: part.action.sections.map(({ title, rows }) => ({
      ...given("title", title),
      rows: rows.map(({ id, title, description }) => ({
        id,
        title,
        ...given("description", description),
      })),
    })),
  }),
  cta_url: (part) => ({
    type: "link",
    ...aroundOf(part),
    displayText: part.action.parameters.display_text,
    url: part.action.parameters.url,
  }),
  location_request_message: (part) => ({ type: "location-request", ...aroundOf(part) }),
  flow: notCarried,
  product: notCarried,
  product_list: notCarried,
  catalog_message: notCarried,
  carousel: notCarried,
  address_message: notCarried,
  call_permission_request: notCarried,
  voice_call: notCarried,
};

type Around = Pick<InteractiveOf<"button">, "header" | "body" | "footer">;

function aroundOf({ header, body, footer }: Around) {
  return {
    ...given("header", header && headerOf(header)),
    body: body.text,
    ...given("footer", footer?.text),
  };
}

function headerOf(header: v.InferOutput<typeof interactiveHeader>): ContentHeader {
  switch (header.type) {
    case "text":
      return { type: "text", text: header.text };
    case "image":
      return { type: "image", media: pick(header.image) };
    case "video":
      return { type: "video", media: pick(header.video) };
    case "document":
      return {
        type: "document",
        media: pick(header.document),
        ...given("filename", header.document.filename),
      };
  }
}

function templateHeader(parameters: readonly Parameter[]): TemplateHeader | undefined {
  const [first] = parameters;
  switch (first?.type) {
    case undefined:
      return undefined;
    case "image":
      return { type: "image", media: pick(first.image) };
    case "video":
      return { type: "video", media: pick(first.video) };
    case "document":
      return {
        type: "document",
        media: pick(first.document),
        ...given("filename", first.document.filename),
      };
    case "location":
      return placeOf(first.location);
    default:
      return { type: "text", parameters: parameters.map(textParameter) };
  }
}

/** What a parameter writes into a text; a file or a place writes nothing. */
function textParameter(parameter: Parameter): { readonly name?: string; readonly text: string } {
  switch (parameter.type) {
    case "text":
      return { ...given("name", parameter.parameter_name), text: parameter.text };
    case "currency":
      return {
        ...given("name", parameter.parameter_name),
        text: parameter.currency.fallback_value,
      };
    case "date_time":
      return {
        ...given("name", parameter.parameter_name),
        text: parameter.date_time.fallback_value,
      };
    case "payload":
      return { text: parameter.payload };
    case "coupon_code":
      return { text: parameter.coupon_code };
    default:
      return { text: "" };
  }
}

function placeOf(part: v.InferOutput<typeof place>): BusinessContentOf<"location"> {
  const { latitude, longitude, name, address } = part;
  return {
    type: "location",
    latitude,
    longitude,
    ...given("name", name),
    ...given("address", address),
  };
}

function pick({ id, link }: BusinessFile): BusinessFile {
  return { ...given("id", id), ...given("link", link) };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}
