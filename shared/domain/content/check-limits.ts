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
  text: ({ body }) => blank(body) && bad("text: its body is blank"),
  image: knownType,
  video: knownType,
  audio: knownType,
  document: knownType,
  sticker: knownType,
  location: ({ latitude, longitude }) =>
    degreesOutside("latitude", latitude, 90) ?? degreesOutside("longitude", longitude, 180),
  contacts: () => undefined,
  reaction: () => undefined,
  buttons: ({ buttons }) =>
    (repeated(buttons.map(({ title }) => title)) && bad("buttons: two have one title")) ||
    (repeated(buttons.map(({ id }) => id)) && bad("buttons: two have one id")) ||
    undefined,
  list: ({ sections }) => {
    if (sections.length > 1 && sections.some(({ title }) => title === undefined))
      return bad(`list: each of ${sections.length} sections needs a title`);
    const ids = sections.flatMap(({ rows }) => rows.map(({ id }) => id));
    return repeated(ids) ? bad("list: two rows have one id") : undefined;
  },
  link: ({ url }) =>
    /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url)
      ? undefined
      : bad("link: its url is no address of the web, such as https://example.com/plan"),
  "location-request": () => undefined,
  template: (content) => {
    const filling = fillTemplate(content);
    return filling.ok ? undefined : filling.refusal;
  },
};

function knownType(
  { type, media }: MediaContent & { readonly type: MediaType },
  carrier: Carrier,
): Refusal | undefined {
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

function blank(text: string): true | undefined {
  return text !== "" && text.trim() === "" ? true : undefined;
}

function repeated(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
