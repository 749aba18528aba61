import fc from "fast-check";
import type { InboundContent } from "../content/content";
import { consentCorpus } from "./consent-corpus.testing";
import { consentIn, consentRequest } from "./keywords";

const { none, ...requests } = consentCorpus;
const meant = Object.entries(requests).flatMap(([keyword, texts]) =>
  texts.map((text) => [text, keyword] as const),
);

test.each(meant)("%s means %s", (text, keyword) => {
  expect(consentRequest(text)?.keyword).toBe(keyword);
});

test.each(none)("%s is an ordinary message", (text) => {
  expect(consentRequest(text)).toBeUndefined();
});

/** AWS End User Messaging SMS user guide, required opt-out keywords; Twilio, Advanced Opt-Out. */
const required = {
  stop: `ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE STOPALL REVOKE`.split(" "),
  start: ["START", "UNSTOP"],
  help: ["HELP", "INFO"],
} as const;
const agreed = Object.entries(required).flatMap(([keyword, words]) =>
  words.map((word) => [word, keyword] as const),
);

test.each(agreed)("%s is a word for %s, as the providers require", (word, keyword) => {
  expect(consentRequest(word)).toEqual({ keyword, by: "word" });
});

const invisible = [
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\ufeff",
  "\u00ad",
  "\ufe0f",
  "\u200e",
  "\u200f",
  "\u202e",
  "\u2066",
  "\u2069",
  "\u034f",
  "\u3164",
];
const edges = [...invisible, ..." \n\t.!,?…\"'“”«»()*_~-–—", "🛑", "🙏🏽", "👨‍👩‍👧", "❤️", "\u00a0"];

test("decoration changes no meaning", () => {
  const decorated = fc.constantFrom(...meant, ...none.map((text) => [text, undefined] as const));
  const edge = fc.array(fc.constantFrom(...edges), { maxLength: 4 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(decorated, edge, edge, fc.nat(), fc.constantFrom(...invisible), (...given) => {
      const [[text, keyword], before, after, where, unseen] = given;
      fc.pre(
        keyword === undefined || !/[?]/.test(before + after) || agreed.some(([w]) => w === text),
      );
      const letters = [...text];
      letters.splice(where % (letters.length + 1), 0, unseen);
      expect(consentRequest(before + letters.join("") + after)?.keyword).toBe(keyword);
    }),
    { numRuns: 2000 },
  );
});

test("case changes no meaning", () => {
  for (const [text, keyword] of meant) {
    expect([text, consentRequest(text.toLowerCase())?.keyword]).toEqual([text, keyword]);
    expect([text, consentRequest(text.toUpperCase())?.keyword]).toEqual([text, keyword]);
  }
});

test("a word of one language says which", () => {
  expect(consentRequest("Abmelden!")?.language).toBe("de");
  expect(consentRequest("no me escriban más")?.language).toBe("es");
  expect(consentRequest("STOP")?.language).toBeUndefined();
});

test("a long text of a refusal's words is read quickly", () => {
  const crowd = "stop all messages from you to me ".repeat(12);
  expect(consentRequest(crowd)).toBeUndefined();
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void consentRequest(text)));
});

test.each<[string, InboundContent, string | undefined]>([
  ["a button by its title", { type: "choice", title: "Stop promotions" }, "stop-marketing"],
  [
    "a button by its payload",
    { type: "choice", title: "Genug", id: "STOP_PROMOTIONS" },
    "stop-marketing",
  ],
  ["a button that says stop", { type: "choice", title: "STOP" }, "stop"],
  ["another button", { type: "choice", title: "Yes, please", id: "yes" }, undefined],
  ["a caption", { type: "image", media: { at: "meta", mediaId: "1" }, caption: "STOP" }, "stop"],
  ["a picture", { type: "image", media: { at: "meta", mediaId: "1" } }, undefined],
  [
    "what stands under a row's title",
    { type: "choice", title: "Notifications", id: "n", description: "No more messages" },
    "stop",
  ],
  ["a note beside an order", { type: "order", itemCount: 1, text: "STOP" }, "stop"],
  [
    "what was filled into a form",
    { type: "form-reply", response: '{"flow_token":"stop","page":[{"why":"unsubscribe"}]}' },
    "stop",
  ],
  ["a form's token", { type: "form-reply", response: '{"flow_token":"stop"}' }, undefined],
  ["a location", { type: "location", latitude: 1, longitude: 2, name: "Stop" }, undefined],
])("%s", (_, content, keyword) => expect(consentIn(content)?.keyword).toBe(keyword));
