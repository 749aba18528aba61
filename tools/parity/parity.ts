import { metaPersonFields } from "../../shared/adapters/aws/whatsapp-event";
import { metaMessageKinds } from "../../shared/adapters/aws/whatsapp-kinds";
import {
  twilioMessageTypes,
  twilioSilentTypes,
} from "../../shared/adapters/twilio/twilio-inbound-content";
import {
  type Carriage,
  type Carrier,
  outboundCarriage,
} from "../../shared/domain/content/carriage";
import {
  inboundEvents,
  inboundKinds,
  inboundWires,
} from "../../shared/domain/content/inbound-kinds";
import { limits, longestText, type Range } from "../../shared/domain/content/limits";
import { mediaLimits } from "../../shared/domain/content/media-limits";
import { allTemplates, templateNames } from "../../shared/domain/content/template-catalogue";
import { languages } from "../../shared/domain/language/language";
import { features } from "./features";

const carriers = ["B", "A", "sms", "mms"] as const satisfies readonly Carrier[];

const columns: Readonly<Record<Carrier, string>> = {
  A: "WhatsApp by Twilio (number A)",
  B: "WhatsApp by AWS (number B)",
  sms: "SMS by AWS",
  mms: "MMS by AWS",
};

/** docs/FEATURE_PARITY.md, from the tables that the renderers and the limits go by. */
export function parityDocument(): string {
  return [
    "# Feature parity",
    "Written by `npm run parity` from the tables in `shared/domain/content`, which the " +
      "renderers' types and the limits follow from; a test keeps it current. Payloads are held to " +
      "published ones in the tests beside the renderers and the decoders.",
    "**yes** as it is · **less** something less, which the note names · **no** of what is " +
      "sent: refused before anybody is called, with an error that says so; of what comes: it " +
      "does not.",
    "## What the business sends",
    kindsTable(outboundCarriage, carriers),
    "## What a person sends",
    kindsTable(inboundKinds, inboundWires),
    `Of Meta's types ${words(metaMessageKinds)} are read, and of its webhook's other fields on ` +
      `people ${words(metaPersonFields)}. Of Twilio's, ${words(twilioMessageTypes)} are read, ` +
      `and ${words(twilioSilentTypes)} not answered. Every other type is answered as one that ` +
      "we cannot read.",
    "## What a person does beside writing",
    "Nothing is answered, and the record follows.",
    kindsTable(inboundEvents, inboundWires),
    "Counted and dropped before the person's queue: what was written in a group or to a number " +
      "that is not ours, what comes from a short code or a name, the opening of a chat, and the " +
      "answer to a request for a call. News of templates, numbers and the account are metrics.",
    "## What goes with a message",
    table(
      ["", ...carriers.map((carrier) => columns[carrier])],
      features.map(({ name, by }) => [name, ...carriers.map((carrier) => cell(by[carrier]))]),
    ),
    "## Limits",
    `Checked before anybody is called. What is sent as text may be ${longestTexts()} characters ` +
      "long; a longer answer is several messages, cut at paragraphs and words. Where nothing " +
      "stands below, the kind is sent as text or not at all.",
    table(["Kind", "Of it", ...carriers.map((carrier) => columns[carrier])], limitRows()),
    "## Files",
    table(["Kind", "Type", ...mediaCarriers.map((carrier) => columns[carrier])], mediaRows()),
    "## Templates",
    `Each is there in ${languages.join(", ")}; under both WhatsApp numbers with the same ` +
      "words.",
    table(
      ["Template", "Category", "Parameters", "Buttons", "In English"],
      templateNames.flatMap((name) =>
        allTemplates
          .filter((each) => each.name === name && each.language === "en")
          .map(({ category, parameterFormat, parameters, buttons, body }) => [
            code(name),
            category,
            parameters.length === 0
              ? "none"
              : `${parameters.map((each) => code(each.name)).join(", ")} (${parameterFormat})`,
            buttons.map(({ title }) => title).join(", ") || "none",
            body,
          ]),
      ),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

const marks: Readonly<Record<Carriage["how"], string>> = {
  native: "**yes**",
  degraded: "**less**",
  refused: "**no**",
};

function cell({ how, note }: Carriage): string {
  return `${marks[how]} ${note}`;
}

function kindsTable<Wire extends Carrier>(
  carriage: Readonly<Record<Wire, Readonly<Record<string, Carriage>>>>,
  wires: readonly Wire[],
): string {
  const kinds = [...new Set(wires.flatMap((wire) => Object.keys(carriage[wire])))];
  const noSuchKind: Carriage = { how: "refused", note: "" };
  return table(
    ["", ...wires.map((wire) => columns[wire])],
    kinds.map((kind) => [
      code(kind),
      ...wires.map((wire) => cell(carriage[wire][kind] ?? noSuchKind)),
    ]),
  );
}

function longestTexts(): string {
  return carriers
    .map((carrier) => `${count(longestText[carrier])} (${columns[carrier]})`)
    .join(", ");
}

function limitRows(): string[][] {
  const byCarrier: Readonly<
    Record<Carrier, Readonly<Record<string, Readonly<Record<string, Range>>>>>
  > = limits;
  return Object.entries(byCarrier.B).flatMap(([kind, ranges]) =>
    Object.keys(ranges).map((measure) => [
      code(kind),
      measure,
      ...carriers.map((carrier) => rangeCell(byCarrier[carrier][kind]?.[measure])),
    ]),
  );
}

function rangeCell(range: Range | undefined): string {
  if (!range) return "";
  const [least, most] = range;
  return most === 0 ? "none" : `${count(least)} to ${count(most)}`;
}

const mediaCarriers = ["B", "A", "mms"] as const;

function mediaRows(): string[][] {
  return Object.keys(mediaLimits.B).flatMap((kind) => {
    const sizes = mediaCarriers.map(
      (carrier): Readonly<Record<string, number>> =>
        mediaLimits[carrier][kind as keyof (typeof mediaLimits)[typeof carrier]],
    );
    const types = [...new Set(sizes.flatMap((each) => Object.keys(each)))].sort();
    return types.map((type) => [
      code(kind),
      code(type),
      ...sizes.map((each) => (each[type] === undefined ? "" : size(each[type]))),
    ]);
  });
}

function size(bytes: number): string {
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} KB`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function words(names: readonly string[]): string {
  return names.map(code).join(", ");
}

function code(word: string): string {
  return `\`${word}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
