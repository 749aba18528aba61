import fc from "fast-check";
import { consentKeyword } from "./consent";

const words = {
  stop: [
    "STOP",
    "STOPALL",
    "STOP ALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "OPT-OUT",
    "OPT OUT",
    "REMOVE",
    "ARRET",
    "TD",
  ],
  start: ["START", "UNSTOP"],
  help: ["HELP", "INFO"],
} as const;
const all = Object.entries(words).flatMap(([keyword, list]) =>
  list.map((word) => [word, keyword] as const),
);

test.each(all)("%s means %s, however it is written", (word, keyword) => {
  const letters = fc.tuple(
    ...[...word].map((letter) => fc.constantFrom(letter.toUpperCase(), letter.toLowerCase())),
  );
  const space = fc.stringMatching(/^[ \t\n]{0,3}$/);
  const end = fc.stringMatching(/^[.!?, ]{0,4}$/);
  fc.assert(
    fc.property(letters, space, end, (written, before, after) => {
      expect(consentKeyword(before + written.join("") + after)).toBe(keyword);
    }),
  );
});

test.each(["arr\u00EAt", "opt\u2013out", "stop  all", "Stop\u2026"])(
  "%s is a keyword too",
  (text) => {
    expect(consentKeyword(text)).toBe("stop");
  },
);

test.each([
  "yes",
  "",
  "...",
  "when do I stop eating?",
  "stop it",
  "help me",
  "start with eggs",
  "end of the day",
  "toSTOP",
  "s t o p",
])("%p is an ordinary message", (text) => expect(consentKeyword(text)).toBeUndefined());

test("a keyword among other words is an ordinary message", () => {
  const word = fc.constantFrom(...all.map(([keyword]) => keyword));
  fc.assert(
    fc.property(word, fc.stringMatching(/^[a-z]{1,8}$/), (keyword, other) => {
      fc.pre(
        !all.some(([known]) =>
          [`${keyword} ${other}`, `${other} ${keyword}`].some(
            (text) => text.toUpperCase() === known,
          ),
        ),
      );
      expect(consentKeyword(`${keyword} ${other}`)).toBeUndefined();
      expect(consentKeyword(`${other} ${keyword}`)).toBeUndefined();
    }),
  );
});
