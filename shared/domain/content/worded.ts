import type { OutboundOf, WordedKind } from "./carriage";
import type { OutboundContent } from "./content";
import { filledTemplate } from "./filled-template";

/** A content that has a form in words. */
export type WordedContent = OutboundOf<WordedKind>;

export function isWorded(content: OutboundContent): content is WordedContent {
  return Object.hasOwn(words, content.type);
}

/**
 * What a person reads where a channel has text alone. No word is ours, so that it is in the
 * language of the content; all marks are in the GSM alphabet, so that a short text stays one part.
 * @throws when it is a template that the catalogue cannot fill; `checkLimits` says so beforehand.
 */
export function inWords(content: WordedContent): string {
  const write = words[content.type] as (content: WordedContent) => string;
  return write(content);
}

const words: { readonly [K in WordedKind]: (content: OutboundOf<K>) => string } = {
  text: ({ body }) => body,
  location: ({ name, address, latitude, longitude }) =>
    lines(name, address, mapUrl(latitude, longitude)),
  contacts: ({ contacts }) =>
    contacts
      .map(({ name, organisation, phones, emails = [] }) =>
        lines(name, organisation, ...phones, ...emails),
      )
      .join("\n\n"),
  buttons: ({ header, body, footer, buttons }) =>
    paragraphs(header, body, lines(...buttons.map(({ title }) => `- ${title}`)), footer),
  list: ({ header, body, footer, sections }) =>
    paragraphs(
      header,
      body,
      ...sections.map(({ title, rows }) =>
        lines(
          title,
          ...rows.map((row) => `- ${row.title}${row.description ? `: ${row.description}` : ""}`),
        ),
      ),
      footer,
    ),
  link: ({ header, body, footer, label, url }) =>
    paragraphs(header, body, `${label}: ${url}`, footer),
  "location-request": ({ body }) => body,
  template: (content) => {
    const { header, body, footer, buttons } = filledTemplate(content);
    return paragraphs(header, body, lines(...buttons.map(({ title }) => `- ${title}`)), footer);
  },
};

/** Google, "Maps URLs": opens a map on any device, without a key. */
function mapUrl(latitude: number, longitude: number): string {
  const place = `${degrees(latitude)},${degrees(longitude)}`;
  return `https://www.google.com/maps/search/?api=1&query=${place}`;
}

/** To six decimals, a tenth of a metre, and never in powers of ten. */
export function degrees(value: number): string {
  return String(Number(value.toFixed(6)));
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}

function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}
