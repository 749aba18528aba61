import fc from "fast-check";
import { type ConsentState, laterConsent } from "./consent";

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
