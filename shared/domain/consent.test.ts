import fc from "fast-check";
import { type ConsentState, consentKeyword, laterConsent } from "./consent";

const change: fc.Arbitrary<ConsentState> = fc.record({
  kind: fc.constantFrom("opted-in", "opted-out"),
  source: fc.constant("keyword"),
  at: fc.integer({ min: 0, max: 5 }),
}) as fc.Arbitrary<ConsentState>;

function last(changes: readonly ConsentState[]): ConsentState | undefined {
  return changes.reduce<ConsentState | undefined>(laterConsent, undefined);
}

test("the order in which changes arrive does not matter", () => {
  fc.assert(
    fc.property(
      fc
        .array(change, { minLength: 1 })
        .chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
      ([list, shuffled]) => {
        expect(last(shuffled)).toEqual(last(list));
      },
    ),
  );
});

test("the later change wins, and of two at the same time the refusal", () => {
  const optedIn = { kind: "opted-in", source: "keyword", at: 2 } as const;
  const optedOut = { kind: "opted-out", source: "provider", at: 1 } as const;
  expect(laterConsent(optedOut, optedIn)).toBe(optedIn);
  expect(laterConsent(optedIn, optedOut)).toBe(optedIn);
  expect(laterConsent(optedIn, { ...optedOut, at: 2 }).kind).toBe("opted-out");
});

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
