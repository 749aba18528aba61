import { type Alias, aliasKey } from "./alias";
import {
  type ContactId,
  currentAliases,
  isDead,
  isReachableUnder,
  newContact,
  wasReachableUnder,
  withAliases,
  withDeadAddress,
  withLifeSign,
  withoutKeys,
} from "./contact";

const phone: Alias = { kind: "phone", value: "+12025550199" };
const waId: Alias = { kind: "waId", value: "12025550199" };
const userId: Alias = { kind: "bsuid", value: "US.1" };
const key = aliasKey(phone);
const day = 24 * 60 * 60 * 1000;

const contact = newContact("one" as ContactId, [phone, userId]);

describe("addresses", () => {
  it("learned last stand first, and one that is known changes nothing", () => {
    expect(currentAliases(withAliases(contact, [waId]))).toEqual([waId, phone, userId]);
    expect(withAliases(contact, [userId])).toBe(contact);
  });

  it("are retired by their key, and come back when they are used again", () => {
    const without = withoutKeys(withAliases(contact, [waId]), [key], 5);
    expect(currentAliases(without)).toEqual([userId]);
    expect(isReachableUnder(without, key)).toBe(false);
    expect(currentAliases(withAliases(without, [phone]))).toEqual([phone, userId]);
  });
});

describe("a dead address", () => {
  const dead = withDeadAddress(contact, [key], "whatsapp", 1_000);

  it("is dead on that channel alone, for a month", () => {
    expect(isDead(dead, [key], "whatsapp", 1_000 + 30 * day - 1)).toBe(true);
    expect(isDead(dead, [key], "whatsapp", 1_000 + 30 * day)).toBe(false);
    expect(isDead(dead, [key], "sms", 1_000)).toBe(false);
    expect(isDead(dead, [aliasKey(userId)], "whatsapp", 1_000)).toBe(false);
    expect(isDead(withAliases(dead, [waId]), [key], "whatsapp", 1_000)).toBe(true);
  });

  it("is alive as soon as somebody writes from there", () => {
    const alive = withLifeSign(dead, [key], "whatsapp");
    expect(isDead(alive, [key], "whatsapp", 1_000)).toBe(false);
    expect(withLifeSign(alive, [key], "whatsapp")).toBe(alive);
    expect(isDead(withLifeSign(dead, [key], "sms"), [key], "whatsapp", 1_000)).toBe(true);
  });

  it("that nobody knows is not dead", () => {
    expect(isDead(newContact("x" as ContactId, []), [key], "sms", 0)).toBe(false);
  });
});

describe("an address that was left", () => {
  const left = withoutKeys(contact, [key], 5);

  it("named the person until then, and no other address did", () => {
    expect(wasReachableUnder(left, key, 4)).toBe(true);
    expect(wasReachableUnder(left, key, 5)).toBe(false);
    expect(wasReachableUnder(left, aliasKey({ kind: "bsuid", value: "US.2" }), 4)).toBe(false);
    expect(wasReachableUnder(contact, key, 4)).toBe(false);
    const unknownSince = { ...left, addresses: [{ alias: phone, state: "retired" }] } as const;
    expect(wasReachableUnder(unknownSince, key, 4)).toBe(false);
  });

  it("stays left since then when it is left again", () => {
    expect(withoutKeys(left, [key], 9)).toEqual(left);
    expect(left.addresses).toContainEqual({ alias: phone, state: "retired", retiredAt: 5 });
  });

  it("is known once, as it is now, when it comes back", () => {
    const back = withAliases(left, [phone]);
    expect(back.addresses).toEqual([
      { alias: phone, state: "current" },
      { alias: userId, state: "current" },
    ]);
  });

  it("is not where nobody is", () => {
    const dead = withoutKeys(withDeadAddress(contact, [key], "whatsapp", 1), [key], 5);
    expect(isDead(dead, [key], "whatsapp", 1)).toBe(false);
  });
});

test("nobody is reached only where nobody is reached under any of the keys", () => {
  const other = aliasKey(userId);
  const one = withDeadAddress(contact, [key], "sms", 1);
  expect(isDead(one, [key, other], "sms", 1)).toBe(false);
  expect(isDead(withDeadAddress(one, [other], "sms", 1), [key, other], "sms", 1)).toBe(true);
});

test("whoever writes from one address leaves the mark on the other, and what is told of another channel", () => {
  const other = aliasKey(userId);
  const both = withDeadAddress(contact, [key, other], "whatsapp", 1);
  const alive = withLifeSign(withDeadAddress(both, [key], "sms", 2), [key], "whatsapp");
  expect(alive.addresses.map(({ dead }) => dead)).toEqual([{ sms: 2 }, { whatsapp: 1 }]);
  const unmarked = withLifeSign(withDeadAddress(contact, [key], "sms", 2), [key, other], "sms");
  expect(unmarked.addresses[1]).toBe(contact.addresses[1]);
});

test("of a person who is met for the first time nothing is known but how to reach them", () => {
  expect(newContact("x" as ContactId, [phone])).toEqual({
    id: "x",
    version: 0,
    addresses: [{ alias: phone, state: "current" }],
    lastInbound: {},
    consent: [],
    formerIds: [],
  });
});

test("a number and its wa_id are two addresses, also where they are written alike", () => {
  const alike: Alias = { kind: "bsuid", value: phone.value };
  expect(currentAliases(withAliases(contact, [alike]))).toEqual([alike, phone, userId]);
});
