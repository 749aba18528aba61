import { distance } from "fastest-levenshtein";
import * as v from "valibot";
import type { OutboundKind, OutboundOf } from "./carriage";
import type { mediaTypes } from "./content";

/*
 * Outbound content as it comes from outside: a request of our own backend, an item of a queue. In a
 * file of its own, so that what only renders does not carry it. Lengths and what a template needs
 * are not here: they depend on the carrier (`checkLimits`).
 */

const text = v.string("a text");
const filled = v.pipe(text, v.minLength(1, "a text that is not empty"));
const number = v.number("a number");

/** An object whose every key is known. The messages name what is wrong and what is allowed. */
function closed<const Entries extends v.ObjectEntries>(entries: Entries) {
  const keys = Object.keys(entries);
  return v.strictObject(entries, (issue) => {
    const key = issue.path?.at(-1)?.key;
    if (issue.expected === "never") return unknownKey(key, keys);
    if (issue.received === "undefined" && keys.includes(String(key))) return "is missing";
    return `an object with ${keys.join(", ")}`;
  });
}

function unknownKey(key: unknown, keys: readonly string[]): string {
  const word = String(key);
  const edits = (candidate: string) => distance(candidate.toLowerCase(), word.toLowerCase());
  const [nearest] = keys.toSorted((one, other) => edits(one) - edits(other));
  const meant = nearest !== undefined && edits(nearest) <= Math.max(2, word.length / 3);
  return meant
    ? `is not known; is ${nearest} meant?`
    : `is not known; there are ${keys.join(", ")}`;
}

const s3 = closed({ at: v.literal("s3"), key: filled, mimeType: filled });
const meta = closed({
  at: v.literal("meta"),
  mediaId: filled,
  mimeType: v.exactOptional(filled),
});
const twilio = closed({
  at: v.literal("twilio"),
  url: v.pipe(filled, v.url("an address such as https://example.com/a.jpg")),
  mimeType: v.exactOptional(filled),
});

const choice = { id: filled, title: filled };

const framed = {
  body: filled,
  header: v.exactOptional(filled),
  footer: v.exactOptional(filled),
};

function media<const Type extends (typeof mediaTypes)[number]>(type: Type) {
  return closed({
    type: v.literal(type),
    media: v.variant("at", [s3, meta, twilio], "s3, or where a provider keeps the file"),
    caption: v.exactOptional(filled),
    filename: v.exactOptional(filled),
    voice: v.exactOptional(v.boolean("true or false")),
  });
}

const kinds = {
  text: closed({
    type: v.literal("text"),
    body: filled,
    preview: v.exactOptional(v.boolean("true or false")),
  }),
  image: media("image"),
  video: media("video"),
  audio: media("audio"),
  document: media("document"),
  sticker: media("sticker"),
  location: closed({
    type: v.literal("location"),
    latitude: v.pipe(number, v.minValue(-90, "from -90 to 90"), v.maxValue(90, "from -90 to 90")),
    longitude: v.pipe(
      number,
      v.minValue(-180, "from -180 to 180"),
      v.maxValue(180, "from -180 to 180"),
    ),
    name: v.exactOptional(filled),
    address: v.exactOptional(filled),
  }),
  contacts: closed({
    type: v.literal("contacts"),
    contacts: v.pipe(
      v.array(
        closed({
          name: filled,
          phones: v.array(filled, "a list of phone numbers"),
          emails: v.exactOptional(v.array(filled, "a list of e-mail addresses")),
          organisation: v.exactOptional(filled),
        }),
        "a list of contacts",
      ),
      v.minLength(1, "at least one contact"),
    ),
  }),
  reaction: closed({
    type: v.literal("reaction"),
    to: filled,
    emoji: v.exactOptional(filled),
  }),
  buttons: closed({
    type: v.literal("buttons"),
    ...framed,
    buttons: v.pipe(
      v.array(closed(choice), "a list of buttons"),
      v.minLength(1, "at least one button"),
    ),
  }),
  list: closed({
    type: v.literal("list"),
    ...framed,
    button: filled,
    sections: v.pipe(
      v.array(
        closed({
          title: v.exactOptional(filled),
          rows: v.pipe(
            v.array(closed({ ...choice, description: v.exactOptional(filled) }), "a list of rows"),
            v.minLength(1, "at least one row"),
          ),
        }),
        "a list of sections",
      ),
      v.minLength(1, "at least one section"),
    ),
  }),
  link: closed({
    type: v.literal("link"),
    ...framed,
    label: filled,
    url: v.pipe(filled, v.url("an address such as https://example.com/plan")),
  }),
  "location-request": closed({ type: v.literal("location-request"), body: filled }),
  template: closed({
    type: v.literal("template"),
    name: filled,
    language: filled,
    parameters: v.record(text, text, "texts by parameter"),
  }),
} as const satisfies { readonly [K in OutboundKind]: v.GenericSchema<unknown, OutboundOf<K>> };

/** Closed: what it does not know, it refuses by name. */
export const outboundContentSchema = v.variant(
  "type",
  Object.values(kinds),
  `one of ${Object.keys(kinds).join(", ")}`,
);

/**
 * What is wrong with a value, one line a problem: where, and what is allowed there. Never what
 * stands there.
 */
export function schemaProblems(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? issue.message : `${path}: ${issue.message}`;
  });
}
