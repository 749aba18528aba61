import * as v from "valibot";
import type { OutboundContent } from "./content";
import { allContents, fullContents } from "./contents.testing";
import { outboundContentSchema, schemaProblems } from "./outbound-content-schema";

const problems = (value: unknown) => {
  const parsed = v.safeParse(outboundContentSchema, value);
  return parsed.success ? [] : schemaProblems(parsed.issues);
};

test.each(allContents)("$type comes through whole", (content) => {
  const fromOutside: unknown = JSON.parse(JSON.stringify(content));
  const parsed: OutboundContent = v.parse(outboundContentSchema, fromOutside);
  expect(parsed).toEqual(content);
});

test.each<[string, unknown, string[]]>([
  [
    "a slip of the pen",
    { type: "text", boddy: "Hi" },
    ["body: is missing", "boddy: is not known; is body meant?"],
  ],
  [
    "an unknown member",
    { ...fullContents.text, urgent: true },
    ["urgent: is not known; there are type, body, preview"],
  ],
  [
    "an unknown member deep inside",
    { ...fullContents.buttons, buttons: [{ id: "a", title: "A", colour: "red" }] },
    ["buttons.0.colour: is not known; there are id, title"],
  ],
  ["an empty text", { type: "text", body: "" }, ["body: a text that is not empty"]],
  ["a number for a text", { type: "text", body: 7 }, ["body: a text"]],
  [
    "a place off the globe",
    { ...fullContents.location, latitude: 91 },
    ["latitude: from -90 to 90"],
  ],
  [
    "no rows",
    { ...fullContents.list, sections: [{ rows: [] }] },
    ["sections.0.rows: at least one row"],
  ],
  ["no sections", { ...fullContents.list, sections: [] }, ["sections: at least one section"]],
  ["no contacts", { ...fullContents.contacts, contacts: [] }, ["contacts: at least one contact"]],
  ["no buttons", { ...fullContents.buttons, buttons: [] }, ["buttons: at least one button"]],
  [
    "no address",
    { ...fullContents.link, url: "plan" },
    ["url: an address such as https://example.com/plan"],
  ],
  [
    "a file nowhere",
    { type: "image", media: { at: "ftp" } },
    ["media.at: s3, or where a provider keeps the file"],
  ],
  [
    "a parameter that is no text",
    { ...fullContents.template, parameters: { a: 1 } },
    ["parameters.a: a text"],
  ],
  ["no object", "Hi", [expect.stringMatching(/^one of text, image, /) as unknown as string]],
  [
    "an unknown kind",
    { type: "poll" },
    [expect.stringMatching(/^type: one of text, image, /) as unknown as string],
  ],
])("%s is refused by name", (_, value, expected) => {
  expect(problems(value)).toEqual(expected);
});
