import { type Alias, aliasKey, distinctAliases, leadingKey } from "./alias";

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

const userId: Alias = { kind: "bsuid", value: "US.1" };
const waId: Alias = { kind: "waId", value: "12025550199" };

test("a person with a number is led by it, one without by their user id", () => {
  expect(leadingKey([userId, waId])).toBe("number:12025550199");
  expect(leadingKey([userId])).toBe("bsuid:US.1");
});

test("aliases are distinct by kind and value, in the order given", () => {
  expect(distinctAliases([waId, userId, { ...waId }])).toEqual([waId, userId]);
});

test("a number that only looks like one of Brazil or Mexico is left as it is", () => {
  for (const value of ["4955118765432", "15551187654321", "49521551234567", "52155123456789"])
    expect(aliasKey({ kind: "waId", value })).toBe(`number:${value}`);
  for (const value of ["15215512345678", "521551234567890"])
    expect(aliasKey({ kind: "waId", value })).toBe(`number:${value}`);
});
