import type { BusinessContent, BusinessContentOf } from "../phones/business-content";

/** Something that is too long or too many, in words that name the limit and what was found. */
type Problem = string | undefined;

/** Counted in characters as JavaScript does; how Meta counts an emoji is unverified. */
function atMost(most: number, name: string, text: string | undefined): Problem {
  return text !== undefined && text.length > most
    ? `${name} has at most ${most} characters; this one has ${text.length}.`
    : undefined;
}

function between(least: number, most: number, name: string, found: number): Problem {
  return found < least || found > most
    ? `There are ${least} to ${most} ${name}; this message has ${found}.`
    : undefined;
}

const captionLength = 1024;

/**
 * The limits of each kind (Meta, Cloud API, messages: a page a kind, and the OpenAPI description);
 * of a location and a file name they are those that client libraries keep: unverified.
 */
const limits: {
  readonly [Type in BusinessContent["type"]]: (
    content: BusinessContentOf<Type>,
  ) => readonly Problem[];
} = {
  text: ({ body }) => [atMost(4096, "A text", body)],
  image: ({ caption }) => [atMost(captionLength, "A caption", caption)],
  video: ({ caption }) => [atMost(captionLength, "A caption", caption)],
  audio: () => [],
  document: ({ caption, filename }) => [
    atMost(captionLength, "A caption", caption),
    atMost(240, "A file name", filename),
  ],
  sticker: () => [],
  location: ({ latitude, longitude, name, address }) => [
    Math.abs(latitude) > 90 ? "A latitude is from -90 to 90." : undefined,
    Math.abs(longitude) > 180 ? "A longitude is from -180 to 180." : undefined,
    atMost(100, "A location's name", name),
    atMost(300, "A location's address", address),
  ],
  contacts: ({ contacts }) => [between(1, 257, "contacts", contacts.length)],
  reaction: ({ emoji }) => [
    emoji !== undefined && !isOneEmoji(emoji) ? "A reaction is one emoji." : undefined,
  ],
  buttons: ({ body, header, footer, buttons }) => [
    ...around(1024, { body, header, footer }),
    between(1, 3, "reply buttons", buttons.length),
    ...buttons.flatMap(({ id, title }) => [
      atMost(20, "A button's title", title),
      atMost(256, "A button's id", id),
    ]),
    unique(
      "The titles of buttons",
      buttons.map(({ title }) => title),
    ),
    unique(
      "The ids of buttons",
      buttons.map(({ id }) => id),
    ),
  ],
  list: ({ body, header, footer, button, sections }) => {
    const rows = sections.flatMap((section) => section.rows);
    return [
      ...around(4096, { body, header, footer }),
      header !== undefined && header.type !== "text" ? "A list's header is a text." : undefined,
      atMost(20, "A list's button", button),
      between(1, 10, "sections", sections.length),
      between(1, 10, "rows in all sections together", rows.length),
      sections.length > 1 && sections.some(({ title }) => !title)
        ? "Each section of several has a title."
        : undefined,
      ...sections.map(({ title }) => atMost(24, "A section's title", title)),
      ...rows.flatMap(({ id, title, description }) => [
        atMost(24, "A row's title", title),
        atMost(200, "A row's id", id),
        atMost(72, "A row's description", description),
      ]),
      unique(
        "The ids of rows",
        rows.map(({ id }) => id),
      ),
    ];
  },
  link: ({ body, header, footer, displayText, url }) => [
    ...around(1024, { body, header, footer }),
    atMost(20, "A button's text", displayText),
    URL.canParse(url) ? undefined : "The button's URL is none.",
  ],
  "location-request": ({ body }) => [atMost(1024, "A body", body)],
  // A template's own limits need the template.
  template: ({ name }) => [atMost(512, "A template's name", name)],
};

/** The first limit that a content breaks; undefined when it keeps them all. */
export function brokenLimit(content: BusinessContent): Problem {
  const problems = (limits[content.type] as (content: BusinessContent) => readonly Problem[])(
    content,
  );
  return problems.find((problem) => problem !== undefined);
}

function around(
  bodyLength: number,
  { body, header, footer }: Pick<BusinessContentOf<"buttons">, "body" | "header" | "footer">,
): Problem[] {
  return [
    atMost(bodyLength, "A body", body),
    header?.type === "text" ? atMost(60, "A header", header.text) : undefined,
    atMost(60, "A footer", footer),
  ];
}

function unique(what: string, values: readonly string[]): Problem {
  return new Set(values).size < values.length ? `${what} are different ones.` : undefined;
}

const graphemes = new Intl.Segmenter();

function isOneEmoji(text: string): boolean {
  return (
    [...graphemes.segment(text)].length === 1 && /\p{Extended_Pictographic}|\p{RI}|⃣/u.test(text)
  );
}
