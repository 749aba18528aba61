import fc from "fast-check";
import { phoneNumber } from "../message/channel";
import { bucket } from "../routing/bucket";
import { aliasKey, type Contact, type ContactId, newContact } from "./contact";
import { mergeContacts } from "./merge";

const numberA = phoneNumber("+12025550100");
const numberB = phoneNumber("+12025550101");
const now = Date.UTC(2026, 10, 22);
const facts = { salt: "pepper", numberA, now };
const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  ...newContact(id as ContactId, []),
  ...more,
});

const anyContact = fc
  .record({
    id: fc.uuid(),
    A: fc.option(fc.integer({ min: 0, max: 48 * 3_600_000 })),
    sender: fc.boolean(),
  })
  .map(({ id, A, sender }) =>
    contact(id, {
      ...(A === null ? {} : { lastInbound: { [numberA]: now - A } }),
      ...(sender ? { sender: "B" as const } : {}),
    }),
  );

describe("mergeContacts", () => {
  it("does not depend on which is named first", () => {
    fc.assert(
      fc.property(anyContact, anyContact, (one, other) => {
        expect(mergeContacts(one, other, facts)).toEqual({
          ...mergeContacts(other, one, facts),
          aliases: expect.anything(),
        });
      }),
    );
  });

  it("lets B win, and so moves nobody back to A", () => {
    const onB = contact("one", { sender: "B", lastInbound: { [numberB]: now } });
    expect(mergeContacts(contact("other"), onB, facts)).toMatchObject({ id: "one", sender: "B" });
    const [first, second] = ["x", "y"].sort((a, b) => bucket("pepper", a) - bucket("pepper", b));
    expect(mergeContacts(contact(second ?? ""), contact(first ?? ""), facts).id).toBe(first);
  });

  it("lets A win while its window is open", () => {
    const onA = contact("one", { lastInbound: { [numberA]: now - 1 } });
    const onB = contact("other", { sender: "B", lastInbound: { [numberB]: now - 2 } });
    const merged = mergeContacts(onA, onB, facts);
    expect(merged).toMatchObject({
      id: "one",
      lastInbound: { [numberA]: now - 1, [numberB]: now - 2 },
    });
    expect(merged.sender).toBeUndefined();
  });

  it("keeps a refusal of either", () => {
    const refused = { whatsapp: { kind: "opted-out", source: "keyword", at: 5 } } as const;
    expect(
      mergeContacts(contact("one", { consent: refused }), contact("other"), facts).consent,
    ).toEqual(refused);
  });
});

describe("aliasKey", () => {
  it.each([
    ["phone", "+12025550199", "waId", "12025550199"],
    ["phone", "+5511987654321", "waId", "551187654321"],
    ["phone", "+525512345678", "waId", "5215512345678"],
  ] as const)("is the same for %s %s and %s %s", (kind, value, otherKind, otherValue) => {
    expect(aliasKey({ kind, value })).toBe(aliasKey({ kind: otherKind, value: otherValue }));
  });

  it("keeps a landline of Brazil and a user id apart", () => {
    expect(aliasKey({ kind: "phone", value: "+551132654321" })).toBe("number:551132654321");
    expect(aliasKey({ kind: "bsuid", value: "US.1" })).toBe("bsuid:US.1");
  });
});
