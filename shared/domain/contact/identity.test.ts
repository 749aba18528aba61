import fc from "fast-check";
import { phoneNumber } from "../message/channel";
import { type Alias, type AliasKey, aliasKey } from "./alias";
import { mayStart, purposes, statementsOf, withStatements } from "./consent";
import {
  type Contact,
  type ContactId,
  currentAliases,
  isReachableUnder,
  newContact,
} from "./contact";
import { changeAliases, type Identification, identify, type Owner, withRead } from "./identity";

const number = (n: number): Alias => ({ kind: "waId", value: `1202555019${n}` });
const user = (n: number): Alias => ({ kind: "bsuid", value: `US.${n}` });
const facts = { salt: "pepper", newId: "new" as ContactId, at: 10 };

/** Contacts under their ids, and what the aliases name: as a store would keep it. */
class People {
  readonly contacts = new Map<ContactId, Contact>();
  readonly signposts = new Map<ContactId, ContactId>();
  readonly named = new Map<AliasKey, ContactId>();
  #next = 1;

  know(id: string, aliases: readonly Alias[], more: Partial<Contact> = {}): Contact {
    const contact = { ...newContact(id as ContactId, aliases), version: 1, ...more };
    this.contacts.set(contact.id, contact);
    for (const alias of aliases) this.named.set(aliasKey(alias), contact.id);
    return contact;
  }

  owners(aliases: readonly Alias[]): Map<AliasKey, Owner> {
    return new Map(
      aliases.flatMap((alias): [AliasKey, Owner][] => {
        const key = aliasKey(alias);
        const named = this.named.get(key);
        if (!named) return [];
        const contact = this.contacts.get(this.#behind(named));
        return [[key, { named, ...(contact ? { contact } : {}) }]];
      }),
    );
  }

  /** Writes it as one transaction would, and refuses what its conditions refuse. */
  write({ contact, changed, merged, moved }: Identification): void {
    for (const one of [contact, ...changed, ...merged])
      expect(this.contacts.get(one.id)?.version ?? 0).toBe(one.version);
    for (const { key, from } of moved) expect(this.named.get(key)).toBe(from);
    for (const one of [contact, ...changed])
      this.contacts.set(one.id, { ...one, version: one.version + 1 });
    for (const one of merged) {
      this.contacts.delete(one.id);
      this.signposts.set(one.id, contact.id);
    }
    for (const { key } of moved) this.named.set(key, contact.id);
  }

  see(...aliases: [Alias, ...Alias[]]): Identification {
    return this.seeLate(facts.at, ...aliases);
  }

  seeLate(at: number, ...aliases: [Alias, ...Alias[]]): Identification {
    const newId = `new-${this.#next++}` as ContactId;
    const found = identify(aliases, this.owners(aliases), { ...facts, newId, at });
    this.write(found);
    return found;
  }

  change(before: [Alias, ...Alias[]], after: [Alias, ...Alias[]], at = facts.at): Identification {
    const newId = `new-${this.#next++}` as ContactId;
    const owners = this.owners([...before, ...after]);
    const found = changeAliases(before, after, owners, { ...facts, newId, at });
    this.write(found);
    return found;
  }

  stop(id: ContactId): void {
    const contact = this.contacts.get(this.#behind(id));
    if (!contact) throw new Error(`${id} is kept no more.`);
    const said = { state: "opted-out", source: "keyword", at: 1 } as const;
    const statements = statementsOf("whatsapp", purposes, said);
    this.contacts.set(contact.id, withStatements(contact, statements).contact);
  }

  /** Whether somebody at that address may be written to. */
  mayStart(alias: Alias): boolean {
    const { contact } = identify([alias], this.owners([alias]), facts);
    return mayStart(contact.consent, "whatsapp", "utility");
  }

  #behind(id: ContactId): ContactId {
    const into = this.signposts.get(id);
    return into ? this.#behind(into) : id;
  }
}

let people: People;
beforeEach(() => {
  people = new People();
});

describe("who writes under a number and a user id", () => {
  it("is somebody new where neither is known", () => {
    const found = people.see(number(1), user(1));
    expect(found).toMatchObject({ contact: { id: "new-1" }, merged: [], changed: [] });
    expect(found.moved).toEqual([
      { key: aliasKey(number(1)), from: undefined },
      { key: aliasKey(user(1)), from: undefined },
    ]);
  });

  it.each([
    ["the number", number(1)],
    ["the user id", user(1)],
  ])("is known by %s, and is given the other one", (_, known) => {
    people.know("one", [known]);
    const { contact, merged, moved } = people.see(number(1), user(1));
    expect([contact.id, merged]).toEqual(["one", []]);
    expect(currentAliases(contact)).toHaveLength(2);
    expect(moved).toHaveLength(1);
  });

  it("is one person where each was known alone", () => {
    people.know("one", [number(1)]);
    people.know("two", [user(1)]);
    const { contact, merged, changed } = people.see(number(1), user(1));
    expect([contact.id, ...merged.map(({ id }) => id)].sort()).toEqual(["one", "two"]);
    expect(changed).toEqual([]);
    expect(people.see(number(1)).contact.id).toBe(contact.id);
    expect(people.see(user(1)).contact.id).toBe(contact.id);
  });

  it("is unchanged where both are known of one", () => {
    const one = people.know("one", [number(1), user(1)]);
    const found = people.see(number(1), user(1));
    expect(found).toEqual({ contact: one, merged: [], changed: [], moved: [] });
    expect(found.contact).toBe(one);
  });

  it("is another person where the number came to a new user id: it was recycled", () => {
    people.know("one", [number(1), user(1)]);
    people.stop("one" as ContactId);
    const { contact, changed } = people.see(number(1), user(2));
    expect(contact).toMatchObject({ id: "new-1", consent: [] });
    expect(changed.map(({ id }) => id)).toEqual(["one"]);
    // The earlier holder keeps their history and their STOP under their user id.
    expect(people.see(user(1)).contact.id).toBe("one");
    expect(people.mayStart(user(1))).toBe(false);
    expect(people.mayStart(number(1))).toBe(true);
  });

  it("takes a recycled number along where the new holder was known without it", () => {
    people.know("one", [number(1), user(1)]);
    people.know("two", [user(2)]);
    const { contact, merged, changed } = people.see(number(1), user(2));
    expect(contact.id).toBe("two");
    expect(merged).toEqual([]);
    expect(changed.map(({ id }) => id)).toEqual(["one"]);
  });

  it("is whoever has the number, where no user id comes with it", () => {
    people.know("one", [number(1), user(1)]);
    expect(people.see(number(1)).contact.id).toBe("one");
  });

  it("is met anew at an address that its holder left, with nothing of theirs", () => {
    people.know("one", [number(1)]);
    people.stop("one" as ContactId);
    people.change([number(1)], [number(2)]);
    const { contact, merged, changed } = people.see(number(1));
    expect({ contact, merged, changed }).toMatchObject({
      contact: { id: "new-2", consent: [] },
      merged: [],
      changed: [],
    });
    expect(people.mayStart(number(2))).toBe(false);
  });
});

describe("a person who goes on under another number", () => {
  it("takes their STOP along, also where the user id changes with it unsaid", () => {
    people.know("one", [number(1), user(1)]);
    people.stop("one" as ContactId);
    people.change([number(1)], [number(2)]);
    expect(people.mayStart(number(2))).toBe(false);
    const { contact } = people.see(number(2), user(2));
    expect(contact.id).toBe("one");
    expect(people.mayStart(user(2))).toBe(false);
  });

  it("is one person with whom they were taken for when they wrote before the notice came", () => {
    people.know("one", [number(1), user(1)]);
    people.stop("one" as ContactId);
    people.see(number(2), user(2));
    people.change([number(1)], [number(2), user(2)]);
    expect(people.mayStart(number(2))).toBe(false);
    expect(people.mayStart(user(2))).toBe(false);
  });

  it("is so too where the notice names numbers alone, once they write again", () => {
    people.know("one", [number(1), user(1)]);
    people.stop("one" as ContactId);
    people.see(number(2), user(2));
    people.change([number(1)], [number(2)]);
    expect(people.mayStart(number(2))).toBe(false);
    people.see(number(2), user(2));
    expect(people.mayStart(user(2))).toBe(false);
  });

  it("is so at once where they wrote since they changed", () => {
    people.know("one", [number(1), user(1)]);
    people.stop("one" as ContactId);
    const lastInbound = { [phoneNumber("+12025550101")]: 10 };
    people.know("two", [number(2), user(2)], { lastInbound });
    people.change([number(1)], [number(2)]);
    expect(people.mayStart(user(2))).toBe(false);
  });

  it("is who wrote what comes late from the old one, which does not bring it back", () => {
    people.know("one", [number(1), user(1)]);
    people.change([number(1)], [number(2)]);
    const late = people.seeLate(9, number(1), user(1));
    expect(late).toMatchObject({ contact: { id: "one" }, moved: [], changed: [] });
    people.stop(late.contact.id);
    expect(people.mayStart(number(2))).toBe(false);
    expect(people.see(number(1), user(3)).contact.id).not.toBe("one");
    expect(people.seeLate(9, number(1), user(1)).changed).toEqual([]);
  });

  it("is one however often they changed, in whatever order the notices come", () => {
    people.know("one", [number(1)]);
    people.stop("one" as ContactId);
    people.change([number(2)], [number(3)], 20);
    people.change([number(1)], [number(2)], 10);
    expect(people.mayStart(number(3))).toBe(false);
    expect(people.seeLate(30, number(2)).contact.consent).toEqual([]);
  });

  it("does not become one with the stranger who had the new number before", () => {
    people.know("one", [number(1), user(1)]);
    people.know("stranger", [number(2), user(9)]);
    people.stop("stranger" as ContactId);
    const { contact, merged, changed } = people.change([number(1), user(1)], [number(2), user(2)]);
    expect([contact.id, merged]).toEqual(["one", []]);
    expect(changed.map(({ id }) => id)).toEqual(["stranger"]);
    expect(people.mayStart(number(2))).toBe(true);
    expect(people.mayStart(user(9))).toBe(false);
  });

  it("does not take the next holder of the old number along", () => {
    people.know("one", [number(1), user(1)]);
    people.see(number(1), user(3));
    const { contact, merged } = people.change([number(1), user(1)], [number(2), user(2)]);
    expect([contact.id, merged]).toEqual(["one", []]);
    expect(people.see(number(2)).contact.id).toBe("one");
    expect(people.see(user(3)).contact.id).not.toBe("one");
  });

  it("is kept although they were never met", () => {
    expect(people.change([number(1)], [number(2)]).contact.id).toBe("new-1");
    expect(people.see(number(2)).contact.id).toBe("new-1");
  });
});

/** Histories of three numbers and three user ids, in messages and notices. */
type Move = { kind: "see" | "change"; aliases: [Alias, ...Alias[]]; to: Alias };
const anyAlias = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map(number),
  fc.integer({ min: 1, max: 3 }).map(user),
);
const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom("see", "change"),
  aliases: fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.nat(2))
    .map(([n, u, form]): [Alias, ...Alias[]] =>
      form === 0 ? [number(n)] : form === 1 ? [user(u)] : [number(n), user(u)],
    ),
  to: anyAlias,
});

describe("in any history", () => {
  const play = (moves: readonly Move[], check: (found: Identification, move: Move) => void) => {
    people = new People();
    for (const move of moves) {
      const found =
        move.kind === "see" ? people.see(...move.aliases) : people.change(move.aliases, [move.to]);
      check(found, move);
    }
  };

  it("whoever wrote is found again under each alias that they wrote under", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
        play(moves, ({ contact }, { kind, aliases, to }) => {
          for (const alias of kind === "see" ? aliases : [to]) {
            const owner = people.owners([alias]).get(aliasKey(alias));
            expect(owner).toMatchObject({ named: contact.id, contact: { id: contact.id } });
            expect(isReachableUnder(contact, aliasKey(alias))).toBe(true);
          }
        });
      }),
    );
  });

  it("an alias names one person at a time, and a current address leads to its holder", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
        play(moves, () => {
          const holders = new Map<AliasKey, ContactId>();
          for (const contact of people.contacts.values())
            for (const key of new Set(currentAliases(contact).map(aliasKey))) {
              expect(holders.get(key)).toBeUndefined();
              holders.set(key, contact.id);
            }
          for (const [key, id] of holders)
            expect(
              [...people.owners([number(1), number(2), number(3), user(1), user(2), user(3)])].find(
                ([one]) => one === key,
              )?.[1].contact?.id,
            ).toBe(id);
        });
      }),
    );
  });

  it("is told the same from the same", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 8 }), anyMove, (moves, { aliases, to }) => {
        play(moves, () => {});
        const owners = people.owners([...aliases, to]);
        expect(identify(aliases, owners, facts)).toEqual(identify(aliases, owners, facts));
        const change = () => changeAliases(aliases, [to], owners, facts);
        expect(change()).toEqual(change());
      }),
    );
  });

  it("sender B and a STOP are never forgotten by a merge", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
        play(moves, ({ contact, merged }) => {
          for (const lost of merged) if (lost.sender) expect(contact.sender).toBe("B");
          const known = people.contacts.get(contact.id);
          if (known) people.contacts.set(contact.id, { ...known, sender: "B" });
          for (const lost of merged)
            if (!mayStart(lost.consent, "whatsapp", "utility"))
              expect(mayStart(contact.consent, "whatsapp", "utility")).toBe(false);
          if (contact.addresses.length % 2 === 0) people.stop(contact.id);
        });
      }),
    );
  });
});

describe("what somebody who was erased had refused", () => {
  const said = { state: "opted-out", source: "keyword", at: 1 } as const;
  const refused = statementsOf("whatsapp", purposes, said);

  it("holds for whom is met there next, until they say otherwise later", () => {
    const owners = new Map([[aliasKey(number(1)), { refused }]]);
    const found = identify([number(1), user(1)], owners, facts);
    expect(found.contact).toMatchObject({ id: "new", consent: refused });
    expect(currentAliases(found.contact)).toEqual([number(1), user(1)]);
    const start = withStatements(found.contact, [
      ...statementsOf("whatsapp", purposes, { ...said, state: "opted-in", at: 2_000 }),
    ]).contact;
    const again = new Map([[aliasKey(number(1)), { refused, contact: start }]]);
    expect(
      mayStart(identify([number(1)], again, facts).contact.consent, "whatsapp", "utility"),
    ).toBe(true);
  });

  it("goes along where they are said to have gone on", () => {
    const owners = new Map([[aliasKey(number(1)), { refused }]]);
    const { contact } = changeAliases([number(1)], [number(2)], owners, facts);
    expect(contact.consent).toEqual(refused);
  });
});

test("a change is conditional on the person as they were read, and on nobody where they are new", () => {
  const one = people.know("one", [number(1)]);
  const owners = people.owners([number(1), user(1)]);
  const known = identify([number(1), user(1)], owners, facts);
  expect(withRead(known, owners)).toEqual({ ...known, read: one });
  const unknown = new Map([
    [aliasKey(number(3)), {}],
    [aliasKey(number(1)), { contact: one }],
  ]);
  const stranger = identify([number(3)], unknown, facts);
  expect(withRead(stranger, unknown)).toEqual(stranger);
});

describe("of a notice that comes with user ids", () => {
  it("the one that is said is believed, and the number goes to nobody else", () => {
    people.know("one", [number(1), user(1)]);
    people.change([number(1), user(1)], [user(2)]);
    expect(people.see(user(2)).contact.id).toBe("one");
    expect(currentAliases(people.see(user(2)).contact)).toEqual([user(2)]);
  });

  it("a new number ends the user id that was known, which is not said", () => {
    people.know("one", [number(1), user(1)]);
    const { contact } = people.change([number(1)], [number(2)]);
    expect(currentAliases(contact)).toEqual([number(2)]);
  });

  it("a new user id alone leaves the number where it is", () => {
    people.know("one", [number(1), user(1)]);
    const { contact } = people.change([user(1)], [user(2)]);
    expect(currentAliases(contact)).toEqual([user(2), number(1)]);
  });

  it("what stays is left out of neither", () => {
    people.know("one", [number(1), user(1)]);
    const { contact } = people.change([number(1), user(1)], [number(2), user(1)]);
    expect(currentAliases(contact)).toEqual([number(2), user(1)]);
  });
});

test("two strangers who are robbed of a number each keep the rest", () => {
  people.know("one", [number(1), user(1)]);
  people.know("two", [number(2), user(2)]);
  const { changed } = people.see(number(1), number(2), user(3));
  expect(changed.map((one) => [one.id, currentAliases(one)])).toEqual([
    ["one", [user(1)]],
    ["two", [user(2)]],
  ]);
});

test("what comes late under an alias that was left teaches the numbers that came with it", () => {
  people.know("one", [number(1), user(1)]);
  people.change([user(1)], [user(2)]);
  const { contact } = people.seeLate(9, user(1), number(3));
  expect(contact.id).toBe("one");
  expect(currentAliases(contact)).toEqual([number(3), user(2), number(1)]);
});

test("a notice about who was never met is about who has the new number by now", () => {
  people.know("two", [number(2), user(2)]);
  const { contact, changed } = people.change([number(1)], [number(2)]);
  expect([contact.id, changed]).toEqual(["two", []]);
});
