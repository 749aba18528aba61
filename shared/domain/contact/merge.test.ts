import fc from "fast-check";
import { phoneNumber } from "../message/channel";
import { bucket } from "../routing/bucket";
import { mayStart } from "./consent";
import { type Contact, type ContactId, newContact } from "./contact";
import { mergeContacts } from "./merge";

const numberA = phoneNumber("+12025550100");
const numberB = phoneNumber("+12025550101");
const facts = { salt: "pepper" };
const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  ...newContact(id as ContactId, []),
  version: 1,
  ...more,
});

const time = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
const anyContact = fc
  .record({
    id: fc.uuid(),
    version: fc.integer({ min: 1, max: 9 }),
    A: time,
    B: time,
    sender: fc.boolean(),
    language: fc.option(fc.constantFrom("en", "es", "de"), { nil: undefined }),
    invitedAt: time,
    introducedAt: time,
    heldUntil: time,
    heldRounds: fc.option(fc.uniqueArray(fc.constantFrom("r1", "r2", "r3")), { nil: undefined }),
    askedAt: time,
    disclaimedAt: time,
    user: fc.option(fc.constantFrom("US.1", "US.2"), { nil: undefined }),
    retired: fc.boolean(),
    former: fc.array(fc.uuid(), { maxLength: 2 }),
    stop: time,
    answers: fc.option(
      fc.record(
        {
          since: fc.nat(9),
          count: fc.nat(5),
          told: fc.dictionary(fc.constantFrom("emergency", "consent"), fc.nat(5)),
        },
        { requiredKeys: ["since", "count"] },
      ),
      { nil: undefined },
    ),
  })
  .map(({ id, A, B, sender, user, retired, former, stop, ...rest }): Contact => {
    const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return contact(id, {
      ...(set as Partial<Contact>),
      lastInbound: {
        ...(A === undefined ? {} : { [numberA]: A }),
        ...(B === undefined ? {} : { [numberB]: B }),
      },
      ...(sender ? { sender: "B" as const } : {}),
      addresses: user
        ? [{ alias: { kind: "bsuid", value: user }, state: retired ? "retired" : "current" }]
        : [],
      consent:
        stop === undefined
          ? []
          : [
              {
                channel: "sms",
                purpose: "utility",
                state: "opted-out",
                source: "keyword",
                at: stop,
              },
            ],
      formerIds: former as ContactId[],
    });
  });

/** What is a set is compared as one. */
const sorted = (one: Contact) => ({
  ...one,
  addresses: [...one.addresses].sort((a, b) => (a.alias.value < b.alias.value ? -1 : 1)),
  formerIds: [...one.formerIds].sort(),
});

describe("mergeContacts", () => {
  it("does not depend on which is named first", () => {
    fc.assert(
      fc.property(anyContact, anyContact, (one, other) => {
        const [merged, turned] = [
          mergeContacts(one, other, facts),
          mergeContacts(other, one, facts),
        ];
        expect(turned.lost).toBe(merged.lost);
        expect(sorted(turned.survivor)).toEqual(sorted(merged.survivor));
      }),
    );
  });

  it("loses nothing that was said or done", () => {
    fc.assert(
      fc.property(anyContact, anyContact, (one, other) => {
        const { survivor, lost } = mergeContacts(one, other, facts);
        expect([one.id, other.id].sort()).toEqual([survivor.id, lost.id].sort());
        for (const part of [one, other]) {
          for (const [number, at] of Object.entries(part.lastInbound))
            expect(survivor.lastInbound[number as typeof numberA]).toBeGreaterThanOrEqual(at);
          for (const mark of [
            "invitedAt",
            "introducedAt",
            "heldUntil",
            "askedAt",
            "disclaimedAt",
          ] as const)
            expect(survivor[mark] ?? 0).toBeGreaterThanOrEqual(part[mark] ?? 0);
          if (part.language) expect(survivor.language).toBeDefined();
          if (part.sender) expect(survivor.sender).toBe("B");
          expect(survivor.heldRounds ?? []).toEqual(
            expect.arrayContaining([...(part.heldRounds ?? [])]),
          );
          expect(survivor.formerIds).toEqual(expect.arrayContaining([...part.formerIds]));
          if (!mayStart(part.consent, "sms", "utility"))
            expect(mayStart(survivor.consent, "sms", "utility")).toBe(false);
          for (const { alias, state } of part.addresses)
            if (state === "current")
              expect(survivor.addresses).toContainEqual({ alias, state: "current" });
        }
        expect(survivor.answers?.count ?? 0).toBe(
          (one.answers?.count ?? 0) + (other.answers?.count ?? 0),
        );
        expect(survivor.answers?.told?.consent ?? 0).toBe(
          (one.answers?.told?.consent ?? 0) + (other.answers?.told?.consent ?? 0),
        );
        expect(survivor.formerIds).toContain(lost.id);
      }),
    );
  });

  it("is written over the survivor as it was read", () => {
    fc.assert(
      fc.property(anyContact, anyContact, (one, other) => {
        const { survivor } = mergeContacts(one, other, facts);
        expect(survivor.version).toBe([one, other].find(({ id }) => id === survivor.id)?.version);
      }),
    );
  });

  it("lets B win, and so moves nobody back to A", () => {
    const onB = contact("one", { sender: "B", lastInbound: { [numberB]: 1 } });
    const onA = contact("other", { lastInbound: { [numberA]: 9 } });
    expect(mergeContacts(onA, onB, facts).survivor).toMatchObject({ id: "one", sender: "B" });
  });

  it("else lets the one win that moves earlier", () => {
    const [first = "", second = ""] = ["x", "y"].sort(
      (a, b) => bucket("pepper", a) - bucket("pepper", b),
    );
    expect(mergeContacts(contact(second), contact(first), facts).survivor.id).toBe(first);
  });
});

describe("of two that turn out to be one", () => {
  const [earlier = "", later = ""] = ["p", "q", "r", "s", "t"].sort(
    (a, b) => bucket("pepper", a) - bucket("pepper", b),
  );

  it("the one on B survives, also where the other one moves earlier", () => {
    const onB = contact(later, { sender: "B" });
    for (const [one, other] of [
      [onB, contact(earlier)],
      [contact(earlier), onB],
    ] as const)
      expect(mergeContacts(one, other, facts).survivor).toMatchObject({ id: later, sender: "B" });
  });

  it("the one that moves earlier survives, whatever the order of their names", () => {
    for (const id of "abcdefghijkl") {
      const other = `${id}2`;
      const first = bucket("pepper", id) < bucket("pepper", other) ? id : other;
      expect(mergeContacts(contact(id), contact(other), facts).survivor.id).toBe(first);
      expect(mergeContacts(contact(other), contact(id), facts).survivor.id).toBe(first);
    }
  });

  it("and are in one bucket, the order of their ids decides", () => {
    const byBucket = new Map<number, string>();
    for (let index = 0; ; index += 1) {
      const id = `person-${index}`;
      const twin = byBucket.get(bucket("pepper", id));
      byBucket.set(bucket("pepper", id), id);
      if (twin === undefined) continue;
      const [first] = [id, twin].sort();
      expect(mergeContacts(contact(id), contact(twin), facts).survivor.id).toBe(first);
      expect(mergeContacts(contact(twin), contact(id), facts).survivor.id).toBe(first);
      return;
    }
  });

  it("nothing is set that neither had", () => {
    expect(Object.keys(mergeContacts(contact("x"), contact("y"), facts).survivor).sort()).toEqual(
      Object.keys(contact("x")).sort(),
    );
  });

  it("the hour of the answers is the later one's", () => {
    const one = contact("x", { answers: { since: 3, count: 1 } });
    const other = contact("y", { answers: { since: 7, count: 2 } });
    expect(mergeContacts(one, other, facts).survivor.answers).toEqual({ since: 7, count: 3 });
  });

  it("an alias that both have left is left as the survivor left it", () => {
    const alias = { kind: "bsuid", value: "US.1" } as const;
    const left = (at: number) => [{ alias, state: "retired" as const, retiredAt: at }];
    const here = [{ alias, state: "current" as const, dead: { sms: 1 } }];
    const merge = (one: Contact["addresses"], other: Contact["addresses"]) =>
      mergeContacts(
        contact(earlier, { addresses: one }),
        contact(later, { addresses: other }),
        facts,
      ).survivor.addresses;
    expect(merge(left(1), left(2))).toEqual(left(1));
    expect(merge(here, [{ alias, state: "current" }])).toEqual(here);
    expect(merge(here, left(1))).toEqual(here);
    expect(merge(left(1), here)).toEqual(here);
  });
});
