import fc from "fast-check";
import { plainClauses, plainText, plainWords } from "./plain-text";

test.each([
  ["Ça m’étonne", "ca metonne"],
  ["don't, don’t, donʼt, don´t, don`t", "dont, dont, dont, dont, dont"],
  ["Ｓｔｏｐ Ⓢⓣⓞⓟ", "stop stop"],
  ["Straße", "strasse"],
  ["s\u200bt\u00ado\u2060p\ufeff \u202estop\ufe0f", "stop stop"],
  ["a\u0000b\u0007c", "abc"],
  ["two\tlines\nof it", "two\tlines\nof it"],
])("%j reads %j", (text, plain) => expect(plainText(text)).toBe(plain));

test("words are letters and numbers, and there may be none", () => {
  expect(plainWords("2 Eier, ½ Banane & 3,5 l!")).toEqual([
    "2",
    "eier",
    "1",
    "2",
    "banane",
    "3",
    "5",
    "l",
  ]);
  expect(plainWords("🛑 …!")).toEqual([]);
});

test("a clause ends at a mark, at a line, or at a dash that stands alone", () => {
  for (const mark of [".", ",", ";", ":", "!", "?", "¡", "¿", "。", "\n", "\r", "(", ")", "–", "—"])
    expect([mark, plainClauses(`One two${mark}three`)]).toEqual([mark, ["one two", "three"]]);
  expect(plainClauses("One - two -- three")).toEqual(["one", "two", "three"]);
  expect(plainClauses("opt-out")).toEqual(["opt out"]);
  expect(plainClauses("STOP! 🛑 ...   Now\t please?!")).toEqual(["stop", "now please"]);
  expect(plainClauses(" 🛑 !")).toEqual([]);
});

test("nothing is added: plain text stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const plain = plainText(text);
      expect(plainText(plain.normalize("NFKD"))).toBe(plain);
      expect(plainClauses(text).join(" ").split(" ").join("")).toBe(plainWords(text).join(""));
    }),
  );
});
