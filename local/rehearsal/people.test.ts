import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { ada, crowd, grace } from "./people";

test("everybody of a crowd has a number of their own, in the United States", () => {
  const numbers = [ada, grace, ...crowd(20_000)].map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const elsewhere = numbers.filter(
    (number) => parsePhoneNumberFromString(number)?.country !== "US",
  );
  expect(elsewhere).toEqual([]);
});
