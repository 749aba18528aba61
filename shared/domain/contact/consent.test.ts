import fc from "fast-check";
import {
  type Consent,
  type ConsentStatement,
  isOptedOut,
  isRefusedSince,
  mayStart,
  mergedConsent,
  purposes,
  statementsOf,
  withStatement,
  withStatements,
} from "./consent";

const anyStatement: fc.Arbitrary<ConsentStatement> = fc.record({
  channel: fc.constantFrom("whatsapp", "sms"),
  purpose: fc.constantFrom(...purposes),
  state: fc.constantFrom("opted-in", "opted-out"),
  source: fc.constantFrom("keyword", "preference", "provider"),
  at: fc.integer({ min: 0, max: 5_000 }),
});
const anyStatements = fc.array(anyStatement, { maxLength: 8 });

const heard = (statements: readonly ConsentStatement[]) =>
  statements.reduce<Consent>(withStatement, []);

/** What may be started, which is all that anybody asks. */
const allowed = (consent: Consent) =>
  (["whatsapp", "sms"] as const).flatMap((channel) =>
    purposes.map((purpose) => mayStart(consent, channel, purpose)),
  );

const stop: ConsentStatement = {
  channel: "sms",
  purpose: "marketing",
  state: "opted-out",
  source: "keyword",
  at: 10_000,
};

describe("within one second", () => {
  // Meta tells whole seconds, so that a START of 13.019 that came by API Gateway looks later than
  // a STOP of 13.324 that came by Meta.
  it("nobody knows what came first, and the refusal holds", () => {
    const start = { ...stop, state: "opted-in", at: 13_019 } as const;
    const later = { ...stop, at: 13_000 };
    expect(mayStart(heard([start, later]), "sms", "marketing")).toBe(false);
    expect(mayStart(heard([later, start]), "sms", "marketing")).toBe(false);
    expect(mayStart(heard([later, { ...start, at: 14_000 }]), "sms", "marketing")).toBe(true);
  });

  it("what was asked is not taken for what came before a refusal", () => {
    const refused = statementsOf("sms", purposes, {
      state: "opted-out",
      source: "keyword",
      at: 5_000,
    });
    expect(isRefusedSince(refused, "sms", 4_999)).toBe(true);
    expect(isRefusedSince(refused, "sms", 5_999)).toBe(false);
    expect(isRefusedSince(refused, "whatsapp", 0)).toBe(false);
    expect(isRefusedSince(refused.slice(0, 1), "sms", 0)).toBe(false);
  });
});

describe("of what a person said", () => {
  it("the statement made later holds, whichever arrives later", () => {
    const start = { ...stop, state: "opted-in", at: 11_000 } as const;
    expect(mayStart(heard([stop, start]), "sms", "marketing")).toBe(true);
    expect(mayStart(heard([start, stop]), "sms", "marketing")).toBe(true);
    expect(mayStart(heard([{ ...start, at: 9_000 }, stop]), "sms", "marketing")).toBe(false);
    expect(mayStart(heard([stop, { ...start, at: 9_000 }]), "sms", "marketing")).toBe(false);
  });

  it("a tie is an opt-out", () => {
    const start = { ...stop, state: "opted-in" } as const;
    expect(mayStart(heard([stop, start]), "sms", "marketing")).toBe(false);
    expect(mayStart(heard([start, stop]), "sms", "marketing")).toBe(false);
  });

  it("the order and number of arrivals changes nothing", () => {
    const shuffled = anyStatements.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([once, again]) => {
        expect(allowed(heard(again))).toEqual(allowed(heard(once)));
      }),
    );
  });

  it("a union of two records is as if one had heard it all", () => {
    fc.assert(
      fc.property(anyStatements, anyStatements, (one, other) => {
        const both = allowed(heard([...one, ...other]));
        expect(allowed(mergedConsent(heard(one), heard(other)))).toEqual(both);
        expect(allowed(mergedConsent(heard(other), heard(one)))).toEqual(both);
      }),
    );
  });

  it("one channel and purpose says nothing of another", () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        const about = all.filter(
          ({ channel, purpose }) => channel === "sms" && purpose === "utility",
        );
        expect(mayStart(heard(all), "sms", "utility")).toBe(
          mayStart(heard(about), "sms", "utility"),
        );
      }),
    );
    expect(mayStart([stop], "sms", "utility")).toBe(true);
    expect(mayStart([stop], "whatsapp", "marketing")).toBe(true);
  });
});

test("a person is opted out of a channel when they want nothing there at all", () => {
  const said = { state: "opted-out", source: "keyword", at: 1 } as const;
  expect(isOptedOut([stop], "sms")).toBe(false);
  expect(isOptedOut(statementsOf("sms", purposes, said), "sms")).toBe(true);
  expect(isOptedOut([], "sms")).toBe(false);
});

test("a statement that changes nothing leaves the very same person, and is still appended", () => {
  const contact = { consent: [stop] };
  const older = { ...stop, state: "opted-in", at: 9_000 } as const;
  expect(withStatements(contact, [older])).toEqual({ contact, statements: [older] });
  expect(withStatements(contact, [older]).contact).toBe(contact);
});

test("a statement that is heard again leaves the very same consent, whatever came with it", () => {
  for (const state of ["opted-in", "opted-out"] as const) {
    const consent = heard([{ ...stop, state }]);
    expect(withStatement(consent, { ...stop, state, source: "provider" })).toBe(consent);
  }
  const refused = heard([stop]);
  expect(withStatement(refused, { ...stop, state: "opted-in" })).toBe(refused);
});
