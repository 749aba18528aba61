import {
  carrierNames,
  outboundCarriage,
  type Renderers,
  rendererOf,
} from "../../domain/content/carriage";
import type {
  MediaContent,
  MediaType,
  OutboundContent,
  TemplateContent,
} from "../../domain/content/content";
import { fillTemplate } from "../../domain/content/filled-template";
import { contentRefusal } from "../../domain/content/refusal";
import type { Template } from "../../domain/content/template-catalogue";
import { contentSidKeys, contentSidOf, twilioText } from "../../domain/content/template-forms";
import { degrees, inWords, type WordedContent } from "../../domain/content/worded";
import type { Refusal } from "../../domain/delivery/outcome";

export interface TwilioContentOptions {
  /** Twilio's ContentSid by template: `we_moved:de`, or `we_moved` for the one in English. */
  readonly contentSids: Readonly<Record<string, string>>;
  /** Where Twilio fetches the file: public, and for long enough. */
  readonly mediaUrl?: string | undefined;
}

/** Fields of a form: a list is sent as one field several times. */
export type TwilioFields = Readonly<Record<string, string | string[]>>;

export type TwilioFieldsResult =
  | { readonly ok: true; readonly fields: TwilioFields }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a content becomes in a request to Twilio's Messages resource (Twilio, "Messages resource");
 * From, To and StatusCallback are the sender's. Lengths are checked by `checkLimits`.
 */
export function twilioFields(
  content: OutboundContent,
  options: TwilioContentOptions,
): TwilioFieldsResult {
  const render = rendererOf<[TwilioContentOptions], TwilioFieldsResult>(renderers, content);
  if (render) return render(content, options);
  const { note } = outboundCarriage.A[content.type];
  return refused("not-carried", `${content.type} by ${carrierNames.A}: ${note}`);
}

const renderers: Renderers<"A", [TwilioContentOptions], TwilioFieldsResult> = {
  text: asText,
  image: file,
  video: file,
  audio: file,
  document: file,
  sticker: file,
  // Twilio, "Rich messaging features in the Twilio API for WhatsApp": Body is the place's name.
  location: ({ latitude, longitude, name, address }) => {
    const place = `${degrees(latitude)},${degrees(longitude)}`;
    const label = name === undefined ? undefined : address;
    return fields({
      Body: name ?? address ?? place,
      PersistentAction: [label === undefined ? `geo:${place}` : `geo:${place}|${label}`],
    });
  },
  contacts: asText,
  // Buttons and lists would be Contents, each made beforehand and named by a ContentSid.
  buttons: asText,
  list: asText,
  link: asText,
  "location-request": asText,
  template,
};

function asText(content: WordedContent): TwilioFieldsResult {
  return fields({ Body: inWords(content) });
}

function file(
  { type, media, caption }: MediaContent & { readonly type: MediaType },
  { mediaUrl }: TwilioContentOptions,
): TwilioFieldsResult {
  const url = mediaUrl ?? (media.at === "twilio" ? media.url : undefined);
  if (url === undefined)
    return refused("no-media-url", `the ${type} has no address to fetch it from`, "failover");
  return fields({ MediaUrl: [url], ...(caption === undefined ? {} : { Body: caption }) });
}

function template(
  content: TemplateContent,
  { contentSids }: TwilioContentOptions,
): TwilioFieldsResult {
  const filling = fillTemplate(content);
  if (!filling.ok) return filling;
  const { template, values } = filling.filled;
  const sid = contentSidOf(contentSids, template);
  if (sid === undefined) {
    // The fault lies with our account at Twilio, not the message: B may have the template.
    const keys = contentSidKeys(template).join(" or ");
    const lacking = `template ${template.name} has no ContentSid: twilio.contentSids lacks ${keys}`;
    return refused("no-content-sid", lacking, "failover");
  }
  return fields({
    ContentSid: sid,
    ...(values.length === 0 ? {} : { ContentVariables: contentVariables(values) }),
  });
}

/** By number, in the order of the template's parameters: `{"1":"Ada"}`. */
function contentVariables(values: readonly { readonly value: string }[]): string {
  return JSON.stringify(
    Object.fromEntries(values.map(({ value }, index) => [String(index + 1), value])),
  );
}

/**
 * What makes a template's Content at Twilio, for a tool (Twilio, "Content API": `whatsapp/card` has
 * header, footer and quick replies, `twilio/text` only the words). The ids of its buttons are what
 * a tap brings back as `ButtonPayload`: the same payload as by Meta.
 */
export function contentDefinition(template: Template): object {
  const { name, language, parameters, header, body, footer, buttons } = template;
  const isPlain = header === undefined && footer === undefined && buttons.length === 0;
  return {
    friendly_name: `${name}:${language}`,
    language,
    variables: Object.fromEntries(
      parameters.map(({ example }, index) => [String(index + 1), example]),
    ),
    types: isPlain
      ? { "twilio/text": { body: twilioText(body, template) } }
      : {
          "whatsapp/card": {
            body: twilioText(body, template),
            ...(header === undefined ? {} : { header_text: twilioText(header, template) }),
            ...(footer === undefined ? {} : { footer }),
            ...(buttons.length === 0
              ? {}
              : {
                  actions: buttons.map(({ title, payload }) => ({
                    type: "QUICK_REPLY",
                    title,
                    id: payload,
                  })),
                }),
          },
        },
  };
}

function fields(fields: TwilioFields): TwilioFieldsResult {
  return { ok: true, fields };
}

function refused(...refusal: Parameters<typeof contentRefusal>): TwilioFieldsResult {
  return { ok: false, refusal: contentRefusal(...refusal) };
}
