import { isAnsweredByPool, poolKeywords } from "./pool-keywords";

const words = Object.values(poolKeywords).flat();

test.each(words)("%s is answered by AWS, in any case, alone or first", (word) => {
  for (const text of [word, word.toLowerCase(), ` ${word}\n`, `${word}!`, `${word}, please`])
    expect([text, isAnsweredByPool(text)]).toEqual([text, true]);
});

// Words that are longer than a keyword, and keywords that do not begin the message.
test.each([
  "",
  "STOPPING",
  "stop2",
  "END-OF-YEAR menu",
  "Please STOP",
  "two eggs",
  "INFOS",
  "Endivien",
  "STARTÉ",
])("%p is answered by us", (text) => expect(isAnsweredByPool(text)).toBe(false));

test("a keyword with a hyphen is not cut short", () => {
  expect(isAnsweredByPool("opt-out")).toBe(true);
  expect(isAnsweredByPool("STOP - now")).toBe(true);
});
