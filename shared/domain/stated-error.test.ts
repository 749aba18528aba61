import { StatedError } from "./stated-error";

test("its kind stands before what it says, in a log", () => {
  expect(String(new StatedError("no"))).toBe("StatedError: no");
});
