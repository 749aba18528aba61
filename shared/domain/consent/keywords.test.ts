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

test("how it was said is told: a word, other words, a button", () => {
  const button = (title: string, id?: string) =>
    consentIn({ type: "choice", title, ...(id ? { id } : {}) });
  expect(consentRequest("STOP")?.by).toBe("word");
  expect(consentRequest("Leave me alone")).toEqual({
    keyword: "stop",
    by: "sentence",
    language: "en",
  });
  expect(consentRequest("STOP. I told you twice")).toEqual({ keyword: "stop", by: "sentence" });
  expect(button("STOP")).toEqual({ keyword: "stop", by: "button" });
  expect(button("No more offers")).toMatchObject({ keyword: "stop-marketing", by: "button" });
  for (const title of ["Stop promotions", "Stop promos", "STOP MARKETING", "Stop offers"])
    expect(button(title)).toEqual({ keyword: "stop-marketing", by: "button" });
  expect(button("Yes", "yes")).toBeUndefined();
});

test("a letter alone is not spelled, and a word is spelled by letters alone", () => {
  expect(consentRequest("S T O P")?.keyword).toBe("stop");
  expect(consentRequest("s t o p it")).toBeUndefined();
  expect(consentRequest("S")).toBeUndefined();
  expect(consentRequest("stoooop")?.keyword).toBe("stop");
  expect(consentRequest("stop stop stop")?.keyword).toBe("stop");
  expect(consentRequest("st000p")).toBeUndefined();
});

test("courtesies alone ask for nothing", () => {
  for (const text of ["please", "thank you", "ok thanks", "hola", ""])
    expect([text, consentRequest(text)]).toEqual([text, undefined]);
  expect(consentRequest("Please stop right now, thank you")?.keyword).toBe("stop");
});

test("a refusal counts in whichever clause it stands", () => {
  expect(consentRequest("I told you twice. Leave me alone!")?.keyword).toBe("stop");
  expect(consentRequest("Leave me alone! I told you twice.")?.keyword).toBe("stop");
});

test("a word beside a longer story counts where it stands alone, unless it is about food", () => {
  expect(consentRequest("Opt out! You are driving me mad with it all")?.keyword).toBe("stop");
  expect(consentRequest("stop stop! you are driving me mad with it all")?.keyword).toBe("stop");
  expect(consentRequest("Stop. Is there sugar in tea?")).toBeUndefined();
  expect(consentRequest("Stop. Now 2 eggs instead")).toBeUndefined();
});

test("a text of more than 400 characters asks something else", () => {
  const story = (length: number) => `STOP. ${"a ".repeat(length)}`.slice(0, length - 1).concat("a");
  expect(story(400)).toHaveLength(400);
  expect(consentRequest(story(400))?.keyword).toBe("stop");
  expect(consentRequest(story(401))).toBeUndefined();
});
