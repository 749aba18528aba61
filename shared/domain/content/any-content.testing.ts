import fc from "fast-check";
import type { OutboundKind, OutboundOf } from "./carriage";
import type { MediaType, OutboundContent } from "./content";
import { allTemplates } from "./template-catalogue";

const words = fc.oneof(
  { weight: 30, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 80 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5000 }).map((length) => "a".repeat(length)) },
);

const mimeType = fc.constantFrom(
  "image/jpeg",
  "image/webp",
  "video/mp4",
  "audio/ogg; codecs=opus",
  "application/pdf",
  "text/plain",
  "nonsense",
);

type Members = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/**
 * Members that may be missing are missing, not undefined. It is whatever type it is used as: that
 * the type fits is what the schema's test and the compiler see to.
 */
function record(required: Members, optional: Members = {}): fc.Arbitrary<never> {
  const members = { ...required, ...optional };
  return fc.record(members, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<never>;
}

const choice = { id: words, title: words };

/** With what its kind may have, and with what it may not. */
const media = (type: MediaType) => {
  const file = { at: fc.constant("s3"), key: fc.string({ minLength: 1 }), mimeType };
  const required = { type: fc.constant(type), media: record(file) };
  return fc.oneof(
    record(required),
    record(required, { caption: words, filename: words, voice: fc.boolean() }),
  );
};

const kinds: { readonly [K in OutboundKind]: fc.Arbitrary<OutboundOf<K>> } = {
  image: media("image"),
  video: media("video"),
  audio: media("audio"),
  document: media("document"),
  sticker: media("sticker"),
  text: record({ type: fc.constant("text"), body: words }, { preview: fc.boolean() }),
  location: record(
    {
      type: fc.constant("location"),
      latitude: fc.double({ min: -91, max: 91 }),
      longitude: fc.double({ min: -181, max: 181 }),
    },
    { name: words, address: words },
  ),
  contacts: record({
    type: fc.constant("contacts"),
    contacts: fc.array(record({ name: words, phones: fc.array(words, { maxLength: 2 }) }), {
      maxLength: 6,
    }),
  }),
  reaction: record({ type: fc.constant("reaction"), to: words }, { emoji: words }),
  buttons: record(
    {
      type: fc.constant("buttons"),
      body: words,
      buttons: fc.array(record(choice), { maxLength: 4 }),
    },
    { header: words, footer: words },
  ),
  list: record(
    {
      type: fc.constant("list"),
      body: words,
      button: words,
      sections: fc.array(
        record(
          { rows: fc.array(record(choice, { description: words }), { maxLength: 4 }) },
          {
            title: words,
          },
        ),
        { maxLength: 4 },
      ),
    },
    { header: words, footer: words },
  ),
  link: record(
    {
      type: fc.constant("link"),
      body: words,
      label: words,
      url: fc.oneof(fc.webUrl(), words),
    },
    { header: words, footer: words },
  ),
  "location-request": record({ type: fc.constant("location-request"), body: words }),
  template: fc.constantFrom(...allTemplates).chain(({ name, language, parameters }) =>
    record({
      type: fc.constant("template"),
      name: fc.oneof({ weight: 9, arbitrary: fc.constant(name) }, words),
      language: fc.constant(language),
      parameters: fc
        .array(words, { minLength: parameters.length, maxLength: parameters.length })
        .map((values) =>
          Object.fromEntries(parameters.map((each, index) => [each.name, values[index] ?? ""])),
        ),
    }),
  ),
};

/** Any content that its type allows, within the limits and beyond. */
export const anyContent: fc.Arbitrary<OutboundContent> = fc.oneof(...Object.values(kinds));
