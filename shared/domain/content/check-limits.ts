import type { Refusal } from "../delivery/outcome";
import {
  type Carrier,
  carrierNames,
  type OutboundKind,
  type OutboundOf,
  outboundCarriage,
} from "./carriage";
import type { MediaContent, MediaType, OutboundContent } from "./content";
import { fillTemplate } from "./filled-template";
import { limits, longestText, measures, type Range } from "./limits";
import { checkMedia } from "./media-limits";
import { contentRefusal } from "./refusal";
import { inWords, isWorded } from "./worded";

/**
 * Whether a carrier takes a content, before anybody is called. The sizes of files are not among it
 * (`checkMedia`): whoever has the bytes knows them.
 * @returns what is wrong, naming limit and value and never the text
 */
export function checkLimits(content: OutboundContent, carrier: Carrier): Refusal | undefined {
  const { how, note } = outboundCarriage[carrier][content.type];
  if (how === "refused") {
    const explanation = `${content.type} by ${carrierNames[carrier]}: ${note}`;
    return contentRefusal("not-carried", explanation);
  }
  const fault = faultIn(content, carrier);
  if (fault) return fault;
  if (how === "degraded" && isWorded(content))
    return outside("text", inWords(content).length, [1, longestText[carrier]], content, carrier);
  return firstOutside(content, carrier);
}

function firstOutside(content: OutboundContent, carrier: Carrier): Refusal | undefined {
  // The measures of a kind are those that its limits name: `limits` does not compile otherwise.
  const measure = measures[content.type] as (
    content: OutboundContent,
  ) => Readonly<Record<string, readonly number[]>>;
  const own = (limits[carrier] as Partial<Record<OutboundKind, Readonly<Record<string, Range>>>>)[
    content.type
  ];
  for (const [name, range] of Object.entries(own ?? {})) {
    for (const value of measure(content)[name] ?? []) {
      const refusal = outside(name, value, range, content, carrier);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** Measures that count things; the others count characters. */
const counts = new Set(["contacts", "buttons", "sections", "section's rows", "rows"]);

function outside(
  name: string,
  value: number,
  [least, most]: Range,
  content: OutboundContent,
  carrier: Carrier,
): Refusal | undefined {
  if (most === 0) return bad(`${content.type}: ${carrierNames[carrier]} takes no ${name} with it`);
  if (value >= least && value <= most) return undefined;
  const isCount = counts.has(name);
  const unit = isCount ? "" : " characters";
  const range = value > most ? `at most ${most}` : `at least ${least}`;
  const what = `${name} of ${content.type}: ${value}${unit}`;
  const explanation = `${what}; ${carrierNames[carrier]} takes ${range}`;
  const [over, under] = isCount
    ? (["too-many", "too-few"] as const)
    : (["too-long", "too-short"] as const);
  return contentRefusal(value > most ? over : under, explanation);
}

function faultIn(content: OutboundContent, carrier: Carrier): Refusal | undefined {
  const check = faults[content.type] as (
    content: OutboundContent,
    carrier: Carrier,
  ) => Refusal | undefined;
  return check(content, carrier);
}

/** What fits its lengths and is wrong all the same. */
const faults: {
  readonly [K in OutboundKind]: (content: OutboundOf<K>, carrier: Carrier) => Refusal | undefined;
} = {
  text: ({ body }) => blankIn("text", { body: [body] }),
  image: knownMedia,
  video: knownMedia,
  audio: knownMedia,
  document: knownMedia,
  sticker: knownMedia,
  location: ({ latitude, longitude }) =>
    degreesOutside("latitude", latitude, 90) ?? degreesOutside("longitude", longitude, 180),
  contacts: ({ contacts }) =>
    blankIn("contacts", { "contact's name": contacts.map(({ name }) => name) }),
  reaction: ({ emoji = "" }) =>
    emoji === "" || oneEmoji.test(emoji) ? undefined : bad("reaction: it is not one emoji"),
  buttons: ({ body, buttons }) =>
    blankIn("buttons", { body: [body], "button's title": buttons.map(({ title }) => title) }) ??
    ((repeated(buttons.map(({ title }) => title)) && bad("buttons: two have one title")) ||
      (repeated(buttons.map(({ id }) => id)) && bad("buttons: two have one id")) ||
      undefined),
  list: ({ body, button, sections }) => {
    const titles = sections.flatMap(({ rows }) => rows.map(({ title }) => title));
    const blank = blankIn("list", { body: [body], button: [button], "row's title": titles });
    if (blank) return blank;
    if (sections.length > 1 && sections.some(({ title }) => title === undefined))
      return bad(`list: each of ${sections.length} sections needs a title`);
    const ids = sections.flatMap(({ rows }) => rows.map(({ id }) => id));
    return repeated(ids) ? bad("list: two rows have one id") : undefined;
  },
  link: ({ body, label, url }) =>
    blankIn("link", { body: [body], label: [label] }) ??
    (/^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url)
      ? undefined
      : bad("link: its url is no address of the web, such as https://example.com/plan")),
  "location-request": ({ body }) => blankIn("location-request", { body: [body] }),
  template: (content) => {
    const filling = fillTemplate(content);
    return filling.ok ? undefined : filling.refusal;
  },
};

/** Some emoji are written without the selector that makes them one. */
const oneEmoji = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$/v;

/** Meta, audio messages: a voice message is OGG with Opus; of the codec only the bytes tell. */
const voiceType = /^audio\/ogg\b/i;

function knownMedia(
  { type, media, voice }: MediaContent & { readonly type: MediaType },
  carrier: Carrier,
): Refusal | undefined {
  if (voice && (type !== "audio" || !voiceType.test(media.mimeType ?? "audio/ogg")))
    return bad(`${type}: a voice message is audio/ogg, in Opus`);
  return media.mimeType === undefined
    ? undefined
    : checkMedia({ type, mimeType: media.mimeType }, carrier);
}

function degreesOutside(name: string, value: number, most: number): Refusal | undefined {
  if (Math.abs(value) <= most) return undefined;
  return bad(`location: its ${name} is not from -${most} to ${most}`);
}

function bad(explanation: string): Refusal {
  return contentRefusal("bad-content", explanation);
}

/** The texts that must say something; that one is empty, its length tells. */
function blankIn(
  kind: OutboundKind,
  texts: Readonly<Record<string, readonly string[]>>,
): Refusal | undefined {
  const isBlank = (text: string) => text !== "" && text.trim() === "";
  const blank = Object.entries(texts).find(([, those]) => those.some(isBlank));
  return blank && bad(`${kind}: its ${blank[0]} is blank`);
}

function repeated(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
