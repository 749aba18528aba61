import { languageOf, languages } from "../language/language";
import { type FixedReply, fixedReply, fixedReplyNames, unsupportedReply } from "./fixed-replies";
import { smsParts } from "./sms-parts";

const each = fixedReplyNames.flatMap((reply) =>
  languages.map((language) => [reply, language, fixedReply(reply, language)] as const),
);

test.each(each)("%s in %s fits one SMS of the GSM alphabet: %s", (_, __, text) => {
  expect(smsParts(text)).toEqual({ parts: 1, encoding: "GSM-7" });
});

test.each(each)("%s in %s is written in that language", (_, language, text) => {
  const others = languages.filter((other) => other !== language);
  for (const hint of others) expect(languageOf(text, hint)).toBe(language);
});

test.each(languages)(
  "the replies to keywords say who writes and the way out or back: %s",
  (language) => {
    const keywords = ["stop", "start", "help", "stop-marketing"] as const;
    for (const keyword of keywords)
      expect(fixedReply(keyword, language)).toMatch(/^AI Nutritionist: /);
    expect(fixedReply("stop", language)).toContain("START");
    expect(fixedReply("start", language)).toMatch(/HELP.*STOP/);
    expect(fixedReply("help", language)).toMatch(/STOP.*START/);
    expect(fixedReply("stop-marketing", language)).toContain("STOP");
  },
);

test("a retired number and a closed window are told in other words", () => {
  for (const language of languages) {
    const told: FixedReply[] = ["number-retired", "window-closed"];
    const [retired, closed] = told.map((reply) => fixedReply(reply, language));
    expect(retired).toContain("AI Nutritionist");
    expect(closed).not.toMatch(/AI Nutritionist|number|contacto|Nummer/);
  }
});

test.each([
  ["image", "pictures", "fotos", "Bilder"],
  ["video", "videos", "videos", "Videos"],
  ["audio", "audio files", "audios", "Audiodateien"],
  ["voice", "voice messages", "mensajes de voz", "Sprachnachrichten"],
  ["document", "documents", "documentos", "Dokumente"],
  ["sticker", "stickers", "stickers", "Sticker"],
  ["location", "locations", "ubicaciones", "Standorte"],
  ["contacts", "contact cards", "tarjetas de contacto", "Kontaktkarten"],
  ["order", "orders", "pedidos", "Bestellungen"],
  ["form-reply", "forms", "formularios", "Formulare"],
  ["unsupported", "this kind of message", "este tipo de mensaje", "Nachrichten dieser Art"],
  ["something new", "this kind of message", "este tipo de mensaje", "Nachrichten dieser Art"],
  ["<script>", "this kind of message", "este tipo de mensaje", "Nachrichten dieser Art"],
  ["toString", "this kind of message", "este tipo de mensaje", "Nachrichten dieser Art"],
])("%s is answered as %s, %s, %s, within one SMS", (kind, ...names) => {
  for (const [index, language] of languages.entries()) {
    const text = unsupportedReply(kind, language);
    expect(text).toContain(` ${names[index]}`);
    // The example of a question is one that the person could write.
    expect(text).toContain(["two eggs", "dos huevos", "zwei Eier"][index]);
    expect([smsParts(text).parts, text]).toEqual([1, text]);
  }
});
