import { type Carrier, outboundCarriage } from "./carriage";
import { checkLimits } from "./check-limits";
import type { OutboundContent } from "./content";
import { allContents, fullContents } from "./contents.testing";
import { longestText } from "./limits";
import { inWords, isWorded } from "./worded";

const { text, image, document, location, contacts, buttons, list, link } = fullContents;
const ask = fullContents["location-request"];
const long = (count: number) => "a".repeat(count);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const row = (index: number) => ({ id: `r${index}`, title: `Row ${index}` });
const template = (recipe: string) => ({
  ...fullContents.template,
  parameters: { ...fullContents.template.parameters, recipe },
});
const templateRest = checkTemplateRest();

/** How long the body of the template is without its recipe. */
function checkTemplateRest(): number {
  return (
    "This week we cook , ready in 30 minutes. ".length +
    "Write to us what you had with it, and we count the calories.".length
  );
}

/*
 * Meta's OpenAPI description of the Cloud API (v23.0) and its page on each message type; Twilio,
 * "Messages resource" (Body) and error 63021; AWS End User Messaging SMS and Voice v2 API
 * reference, MessageBody. Each row: what the carrier takes at most, and a content of a size.
 */
const published: readonly [Carrier, string, number, (size: number) => OutboundContent][] = [
  ["B", "body of text", 4096, (size) => ({ ...text, body: long(size) })],
  ["A", "body of text", 1600, (size) => ({ ...text, body: long(size) })],
  ["sms", "body of text", 1600, (size) => ({ ...text, body: long(size) })],
  ["B", "caption of image", 1024, (size) => ({ ...image, caption: long(size) })],
  ["A", "caption of image", 1024, (size) => ({ ...image, caption: long(size) })],
  ["mms", "caption of image", 1600, (size) => ({ ...image, caption: long(size) })],
  ["B", "caption of document", 1024, (size) => ({ ...document, caption: long(size) })],
  ["A", "caption of document", 1024, (size) => ({ ...document, caption: long(size) })],
  ["B", "file name of document", 240, (size) => ({ ...document, filename: long(size) })],
  ["B", "name of location", 100, (size) => ({ ...location, name: long(size) })],
  ["B", "address of location", 300, (size) => ({ ...location, address: long(size) })],
  ["B", "header of buttons", 60, (size) => ({ ...buttons, header: long(size) })],
  ["B", "body of buttons", 1024, (size) => ({ ...buttons, body: long(size) })],
  ["B", "footer of buttons", 60, (size) => ({ ...buttons, footer: long(size) })],
  [
    "B",
    "button's title of",
    20,
    (size) => ({ ...buttons, buttons: [{ id: "a", title: long(size) }] }),
  ],
  [
    "B",
    "button's id of",
    256,
    (size) => ({ ...buttons, buttons: [{ id: long(size), title: "a" }] }),
  ],
  ["B", "body of list", 4096, (size) => ({ ...list, body: long(size) })],
  ["B", "button of list", 20, (size) => ({ ...list, button: long(size) })],
  [
    "B",
    "section's title of list",
    24,
    (size) => ({ ...list, sections: [{ title: long(size), rows: [row(1)] }] }),
  ],
  [
    "B",
    "row's title of list",
    24,
    (size) => ({ ...list, sections: [{ rows: [{ id: "a", title: long(size) }] }] }),
  ],
  [
    "B",
    "row's id of list",
    200,
    (size) => ({ ...list, sections: [{ rows: [{ id: long(size), title: "a" }] }] }),
  ],
  [
    "B",
    "row's description of list",
    72,
    (size) => ({ ...list, sections: [{ rows: [{ ...row(1), description: long(size) }] }] }),
  ],
  ["B", "body of link", 1024, (size) => ({ ...link, body: long(size) })],
  ["B", "label of link", 20, (size) => ({ ...link, label: long(size) })],
  ["B", "body of location-request", 1024, (size) => ({ ...ask, body: long(size) })],
  ["B", "body of template", 1024, (size) => template(long(size - templateRest))],
  ["A", "body of template", 1024, (size) => template(long(size - templateRest))],
];

test.each(published)("by %s, the %s has at most %d characters", (carrier, name, most, content) => {
  expect(checkLimits(content(most), carrier)).toBeUndefined();
  const refusal = checkLimits(content(most + 1), carrier);
  expect(refusal).toMatchObject({ code: "too-long", disposition: "reject" });
  expect(refusal?.explanation).toContain(name);
  expect(refusal?.explanation).toContain(`${most + 1} characters`);
  expect(refusal?.explanation).toContain(`at most ${most}`);
});

// The same sources; of list rows: 10 in total.
test.each<[string, number, (size: number) => OutboundContent]>([
  [
    "buttons",
    3,
    (size) => ({ ...buttons, buttons: many(size, (i) => ({ id: `${i}`, title: `${i}` })) }),
  ],
  [
    "sections",
    10,
    (size) => ({ ...list, sections: many(size, (i) => ({ title: `${i}`, rows: [row(i)] })) }),
  ],
  ["rows", 10, (size) => ({ ...list, sections: [{ rows: many(size, row) }] })],
  [
    "contacts",
    5,
    (size) => ({ ...contacts, contacts: many(size, () => ({ name: "Ada", phones: [] })) }),
  ],
])("number B takes up to %2$d %1$s, and at least one", (name, most, content) => {
  expect(checkLimits(content(most), "B")).toBeUndefined();
  expect(checkLimits(content(most + 1), "B")).toMatchObject({
    code: "too-many",
    explanation: expect.stringMatching(new RegExp(`${name} of \\w+: ${most + 1}; .* ${most}$`)),
  });
  expect(checkLimits(content(0), "B")).toMatchObject({ code: "too-few" });
});

test("every kind, whole, is taken where the table says so, and refused where it does not", () => {
  for (const content of allContents) {
    for (const carrier of ["A", "B", "sms", "mms"] as const) {
      const refusal = checkLimits(content, carrier);
      const isRefused = outboundCarriage[carrier][content.type].how === "refused";
      expect([content.type, carrier, refusal?.code]).toEqual([
        content.type,
        carrier,
        isRefused ? "not-carried" : undefined,
      ]);
    }
  }
});

test("what becomes text is measured as the text it becomes", () => {
  const body = long(longestText.A - inWords({ ...buttons, body: "" }).length - 2);
  expect(checkLimits({ ...buttons, body }, "A")).toBeUndefined();
  expect(checkLimits({ ...buttons, body: `${body}b` }, "A")).toMatchObject({
    code: "too-long",
    explanation: "text of buttons: 1601 characters; number A takes at most 1600",
  });
});

test.each<[string, OutboundContent, string]>([
  ["an empty text", { ...text, body: "" }, "too-short"],
  ["a blank text", { ...text, body: " \n" }, "bad-content"],
  ["a blank body of buttons", { ...buttons, body: " " }, "bad-content"],
  ["a blank button", { ...buttons, buttons: [{ id: "a", title: " " }] }, "bad-content"],
  ["a blank body of a list", { ...list, body: "\t" }, "bad-content"],
  ["a blank button of a list", { ...list, button: " " }, "bad-content"],
  [
    "a blank row",
    { ...list, sections: [{ rows: [row(1), { id: "x", title: " " }] }] },
    "bad-content",
  ],
  ["a blank body of a link", { ...link, body: " " }, "bad-content"],
  ["a blank label of a link", { ...link, label: " " }, "bad-content"],
  ["a blank request for a location", { ...ask, body: " " }, "bad-content"],
  [
    "a contact card with a blank name",
    { ...contacts, contacts: [{ name: " ", phones: [] }] },
    "bad-content",
  ],
  [
    "a voice message in MP3",
    { ...fullContents.audio, media: { at: "s3", key: "k", mimeType: "audio/mpeg" } },
    "bad-content",
  ],
  ["an image as a voice message", { ...image, voice: true }, "bad-content"],
  ["a reaction in words", { ...fullContents.reaction, emoji: "hello" }, "bad-content"],
  ["a reaction of two emoji", { ...fullContents.reaction, emoji: "👍👍" }, "bad-content"],
  ["a caption on a voice message", { ...fullContents.audio, caption: "a" }, "bad-content"],
  ["an empty caption on a voice message", { ...fullContents.audio, caption: "" }, "bad-content"],
  ["an empty caption", { ...image, caption: "" }, "too-short"],
  ["a caption on a sticker", { ...fullContents.sticker, caption: "a" }, "bad-content"],
  ["a file name on an image", { ...image, filename: "a.jpg" }, "bad-content"],
  [
    "two buttons with one title",
    { ...buttons, buttons: [row(1), { ...row(2), title: "Row 1" }] },
    "bad-content",
  ],
  [
    "two buttons with one id",
    { ...buttons, buttons: [row(1), { ...row(2), id: "r1" }] },
    "bad-content",
  ],
  ["two rows with one id", { ...list, sections: [{ rows: [row(1), row(1)] }] }, "bad-content"],
  [
    "two sections without titles",
    { ...list, sections: [{ rows: [row(1)] }, { rows: [row(2)] }] },
    "bad-content",
  ],
  [
    "a section without rows",
    {
      ...list,
      sections: [
        { title: "a", rows: [row(1)] },
        { title: "b", rows: [] },
      ],
    },
    "too-few",
  ],
  ["a place off the globe", { ...location, latitude: 90.1 }, "bad-content"],
  ["a place that is no number", { ...location, longitude: Number.NaN }, "bad-content"],
  ["a link to a script", { ...link, url: "javascript:alert(1)" }, "bad-content"],
  ["a link to nowhere", { ...link, url: "https://" }, "bad-content"],
  ["an unknown template", { ...fullContents.template, name: "weekly_recip" }, "unknown-template"],
  [
    "an image that is none",
    { ...image, media: { at: "s3", key: "k", mimeType: "text/html" } },
    "media-type",
  ],
])("%s is refused", (_, content, code) => {
  expect(checkLimits(content, "B")).toMatchObject({ code, disposition: "reject" });
});

test.each(["👍", "❤", "❤️", "🙏🏽", "👨‍👩‍👧", "🇪🇸", "1️⃣"])(
  "the reaction %s is one emoji",
  (emoji) => {
    expect(checkLimits({ ...fullContents.reaction, emoji }, "B")).toBeUndefined();
  },
);

test("no refusal repeats what a person or the business wrote", () => {
  const secret = "xyzzy";
  const contents: OutboundContent[] = [
    { ...text, body: secret.repeat(1000) },
    { ...buttons, buttons: many(2, (i) => ({ id: `${i}`, title: secret })) },
    { ...link, url: `ftp://${secret}` },
    { ...image, media: { at: "s3", key: secret, mimeType: `${secret} ${secret}` } },
    { ...fullContents.template, name: `${secret} ${secret}` },
  ];
  for (const content of contents)
    expect(JSON.stringify(checkLimits(content, "B"))).not.toContain(secret);
});

test("kinds with words have some, the others have none", () => {
  const wordless = allContents.filter((content) => !isWorded(content)).map(({ type }) => type);
  expect(wordless).toEqual(["image", "video", "audio", "document", "sticker", "reaction"]);
});

/** For people: what is wrong, at which carrier, and what would be right. */
test.each<[OutboundContent, Carrier, string]>([
  [image, "sms", "image by SMS: A text message holds no file."],
  [{ ...fullContents.audio, caption: "a" }, "B", "audio: number B takes no caption with it"],
  [{ ...text, body: "" }, "B", "body of text: 0 characters; number B takes at least 1"],
  [{ ...text, body: " " }, "B", "text: its body is blank"],
  [{ ...buttons, buttons: [] }, "B", "buttons of buttons: 0; number B takes at least 1"],
  [{ ...location, latitude: -90.1 }, "B", "location: its latitude is not from -90 to 90"],
  [{ ...location, longitude: 180.1 }, "A", "location: its longitude is not from -180 to 180"],
  [
    { ...buttons, buttons: [row(1), { ...row(2), title: "Row 1" }] },
    "B",
    "buttons: two have one title",
  ],
  [{ ...buttons, buttons: [row(1), { ...row(2), id: "r1" }] }, "B", "buttons: two have one id"],
  [
    { ...list, sections: [{ title: "a", rows: [row(1)] }, { rows: [row(2)] }] },
    "B",
    "list: each of 2 sections needs a title",
  ],
  [{ ...list, sections: [{ rows: [row(1), row(1)] }] }, "B", "list: two rows have one id"],
  [
    { ...link, url: "see https://example.com" },
    "B",
    "link: its url is no address of the web, such as https://example.com/plan",
  ],
])("%j by %s is refused in so many words: %s", (content, carrier, explanation) => {
  expect(checkLimits(content, carrier)?.explanation).toBe(explanation);
});

test("what just fits is taken", () => {
  for (const [latitude, longitude] of [
    [90, 180],
    [-90, -180],
  ] as const)
    expect(checkLimits({ ...location, latitude, longitude }, "B")).toBeUndefined();
  expect(checkLimits({ ...link, url: "http://example.com" }, "B")).toBeUndefined();
  expect(checkLimits({ ...list, sections: [{ rows: [row(1)] }] }, "B")).toBeUndefined();
  const unknownType = { ...image, media: { at: "meta", mediaId: "1" } } as const;
  expect(checkLimits(unknownType, "B")).toBeUndefined();
});
