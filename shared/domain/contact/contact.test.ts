import { type Alias, aliasKey } from "./alias";
import {
  type ContactId,
  currentAliases,
  isDead,
  isReachableUnder,
  newContact,
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
