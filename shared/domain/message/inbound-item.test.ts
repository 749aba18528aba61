import { ignored, providerWord } from "./inbound-item";

test.each(["DISABLED", "account_update", "interactive-list", "a", "x".repeat(60)])(
  "%s is a word that may stand in a log",
  (word) => {
    expect(providerWord(word)).toBe(word);
    expect(ignored("unknown-kind", word)).toEqual({
      kind: "ignored",
      why: "unknown-kind",
      what: word,
    });
  },
);

test.each([undefined, "", "two eggs", "+12025550142", "word2", "_x", "x".repeat(61), "Müller"])(
  "%p is none, and could be a person's",
  (text) => expect(providerWord(text)).toBe("unnamed"),
);
