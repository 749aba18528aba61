import type { Carrier, OutboundKind, OutboundOf, OwnFormKind } from "./carriage";
import type { MediaContent, MediaType } from "./content";
import { fillTemplate } from "./filled-template";

/*
 * What each carrier takes of each kind, as data. Sources: Meta's OpenAPI description of the Cloud
 * API (v23.0) and its pages on each message type; Twilio, "Messages resource" and "Content types";
 * AWS End User Messaging SMS and Voice v2 API reference. Lengths are counted in UTF-16 units, which
 * is never less than what a provider counts (which unit that is, is unverified).
 */

/** The longest text that a sender takes: a longer one is split. Twilio's is below Meta's own. */
export const longestText: Readonly<Record<Carrier, number>> = {
  A: 1600,
  B: 4096,
  sms: 1600,
  mms: 1600,
};

/** What is measured of each kind: lengths of texts, one a text, and numbers of things. */
export const measures = {
  text: ({ body }) => ({ body: [body.length] }),
  image: captioned,
  video: captioned,
  audio: captioned,
  document: captioned,
  sticker: captioned,
  location: ({ name, address }) => ({ name: lengths(name), address: lengths(address) }),
  contacts: ({ contacts }) => ({
    contacts: [contacts.length],
    "contact's name": contacts.map(({ name }) => name.length),
  }),
  reaction: ({ to, emoji }) => ({ message: [to.length], emoji: lengths(emoji) }),
  buttons: ({ header, body, footer, buttons }) => ({
    header: lengths(header),
    body: [body.length],
    footer: lengths(footer),
    buttons: [buttons.length],
    "button's title": buttons.map(({ title }) => title.length),
    "button's id": buttons.map(({ id }) => id.length),
  }),
  list: ({ header, body, footer, button, sections }) => {
    const rows = sections.flatMap((section) => section.rows);
    return {
      header: lengths(header),
      body: [body.length],
      footer: lengths(footer),
      button: [button.length],
      sections: [sections.length],
      "section's title": sections.flatMap(({ title }) => lengths(title)),
      "section's rows": sections.map((section) => section.rows.length),
      rows: [rows.length],
      "row's title": rows.map(({ title }) => title.length),
      "row's id": rows.map(({ id }) => id.length),
      "row's description": rows.flatMap(({ description }) => lengths(description)),
    };
  },
  link: ({ header, body, footer, label, url }) => ({
    header: lengths(header),
    body: [body.length],
    footer: lengths(footer),
    label: [label.length],
    url: [url.length],
  }),
  "location-request": ({ body }) => ({ body: [body.length] }),
  template: (content) => {
    const filling = fillTemplate(content);
    if (!filling.ok) return { header: [], body: [] };
    return { header: lengths(filling.filled.header), body: [filling.filled.body.length] };
  },
} as const satisfies {
  readonly [K in OutboundKind]: (
    content: OutboundOf<K>,
  ) => Readonly<Record<string, readonly number[]>>;
};

type Measure<K extends OutboundKind> = Extract<keyof ReturnType<(typeof measures)[K]>, string>;

/** The least and the most. */
export type Range = readonly [least: number, most: number];

/** What must not be there at all, not even empty. */
const none: Range = [0, 0];

/** Of the kinds that a carrier takes in their own form; the others are sent as text. */
export const limits: {
  readonly [C in Carrier]: {
    readonly [K in OwnFormKind<C>]: Readonly<Record<Measure<K>, Range>>;
  };
} = {
  B: {
    text: { body: [1, 4096] },
    image: { caption: [1, 1024], "file name": none },
    video: { caption: [1, 1024], "file name": none },
    audio: { caption: none, "file name": none },
    // 240: a maintained client library (unverified).
    document: { caption: [1, 1024], "file name": [1, 240] },
    sticker: { caption: none, "file name": none },
    // A maintained client library (unverified).
    location: { name: [1, 100], address: [1, 300] },
    // The description says 5 cards, the page 257. The name's length is ours: none is documented.
    contacts: { contacts: [1, 5], "contact's name": [1, 1024] },
    // Ours: none is documented. An emoji of many code points has fewer than 40 units.
    reaction: { message: [1, 512], emoji: [1, 40] },
    buttons: {
      header: [1, 60],
      body: [1, 1024],
      footer: [1, 60],
      buttons: [1, 3],
      "button's title": [1, 20],
      "button's id": [1, 256],
    },
    list: {
      header: [1, 60],
      body: [1, 4096],
      footer: [1, 60],
      button: [1, 20],
      sections: [1, 10],
      "section's title": [1, 24],
      "section's rows": [1, 10],
      rows: [1, 10],
      "row's title": [1, 24],
      "row's id": [1, 200],
      "row's description": [1, 72],
    },
    // The url: no limit is documented; 2,000 is that of template buttons (unverified here).
    link: {
      header: [1, 60],
      body: [1, 1024],
      footer: [1, 60],
      label: [1, 20],
      url: [1, 2000],
    },
    "location-request": { body: [1, 1024] },
    template: { header: [1, 60], body: [1, 1024] },
  },
  A: {
    text: { body: [1, 1600] },
    image: { caption: [1, 1024], "file name": none },
    video: { caption: [1, 1024], "file name": none },
    audio: { caption: none, "file name": none },
    document: { caption: [1, 1024], "file name": [1, 240] },
    sticker: { caption: none, "file name": none },
    location: { name: [1, 100], address: [1, 300] },
    // Twilio, error 63021: a template's text beyond 1,024.
    template: { header: [1, 60], body: [1, 1024] },
  },
  sms: { text: { body: [1, 1600] } },
  mms: {
    text: { body: [1, 1600] },
    image: { caption: [1, 1600], "file name": none },
    video: { caption: [1, 1600], "file name": none },
    audio: { caption: none, "file name": none },
    document: { caption: [1, 1600], "file name": [1, 240] },
  },
};

function captioned({ caption, filename }: MediaContent & { readonly type: MediaType }) {
  return { caption: lengths(caption), "file name": lengths(filename) };
}

function lengths(text: string | undefined): readonly number[] {
  return text === undefined ? [] : [text.length];
}
