import fc from "fast-check";
import { getCountries, getExampleNumber } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { isPhoneNumber } from "./channel";
import { countryOf, readPhoneNumber } from "./phone-numbers";

test.each([
  ["+12025550142", "+12025550142", "US"],
  [" +1 (202) 555-0142 ", "+12025550142", "US"],
  ["+1-613-555-0123", "+16135550123", "CA"],
  ["+1 787 555 0123", "+17875550123", "PR"],
  ["+49 1512 3456789", "+4915123456789", "DE"],
  ["+55 11 98765-4321", "+5511987654321", "BR"],
])("%s is %s, of %s", (text, number, country) => {
  expect(readPhoneNumber(text)).toEqual({ kind: "number", number, country });
});

test("a number without its country code is read at home alone", () => {
  expect(readPhoneNumber("(202) 555-0142", { home: "US" })).toMatchObject({
    number: "+12025550142",
  });
  expect(readPhoneNumber("(202) 555-0142")).toMatchObject({ reason: "not-a-number" });
});

test.each([
  "",
  "+",
  "hello",
  "12025550142",
  "+120255501",
  "+10000000000",
  "+99912345678",
  "+800 1234 5678",
  "whatsapp:+12025550142",
  "call +12025550142 please",
  "+12025550142 ext. 5",
  "US.13491208655302741918",
  "+5215512345678",
])("%p is no number to write to, and is not repeated", (text) => {
  const read = readPhoneNumber(text);
  expect(read).toMatchObject({ kind: "refused", reason: "not-a-number" });
  expect(read).toMatchObject({ message: expect.stringContaining("+12025550142") });
  if (text.length > 4 && !"+12025550142".includes(text.trim()))
    expect(JSON.stringify(read)).not.toContain(text);
});

test("a country that is not allowed is named, with those that are", () => {
  expect(readPhoneNumber("+16135550123", { allowed: ["US", "DE"] })).toEqual({
    kind: "refused",
    reason: "country-not-allowed",
    message: "Phone numbers of CA are not written to; allowed countries are DE, US.",
  });
  expect(readPhoneNumber("+12025550142", { allowed: ["US"] }).kind).toBe("number");
});

test("the library's example number of each country is read, and is of that country", () => {
  const elsewhere = getCountries().flatMap((country) => {
    const number = getExampleNumber(country, examples)?.number;
    if (!number) return [];
    const read = readPhoneNumber(number);
    expect(read).toMatchObject({ kind: "number", number });
    return read.kind === "number" && read.country !== country ? [[country, read.country]] : [];
  });
  // Small places that share a code: the smallest metadata names the larger country, whose hours are
  // the same but for Christmas Island (CX) and the Cocos Islands (CC).
  const pairs = "AX FI, BL GP, CC AU, CX AU, EH MA, IM GB, MF GP, SJ NO, VA IT".split(", ");
  expect(elsewhere.map((pair) => pair.join(" "))).toEqual(pairs);
});

test("whatever is read as a number is E.164", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[0-9 ()-]{5,18}$/), (text) => {
      const read = readPhoneNumber(text, { home: "US" });
      if (read.kind === "number") expect(isPhoneNumber(read.number)).toBe(true);
    }),
  );
});

test.each([
  [{ kind: "phone", value: "+12025550142" }, "US"],
  [{ kind: "waId", value: "551187654321" }, "BR"],
  [{ kind: "waId", value: "5215512345678" }, "MX"],
  [{ kind: "waId", value: "16135550123" }, "CA"],
  [{ kind: "bsuid", value: "ID.4566546130240823" }, "ID"],
  [{ kind: "bsuid", value: "US.ENT.13491208655302741918" }, "US"],
  [{ kind: "bsuid", value: "ZZ.1" }, undefined],
  [{ kind: "waId", value: "5511" }, "BR"],
  [{ kind: "waId", value: "1" }, undefined],
  [{ kind: "phone", value: "+44 7" }, undefined],
  [{ kind: "phone", value: "+80012345678" }, undefined],
  [{ kind: "phone", value: "+99912345678" }, undefined],
] as const)("%j is of %s", (alias, country) => {
  expect(countryOf(alias)).toBe(country);
});

test("where nothing is allowed, that is said", () => {
  expect(readPhoneNumber("+12025550142", { allowed: [] })).toMatchObject({
    message: "Phone numbers of US are not written to; allowed countries are none.",
  });
});
