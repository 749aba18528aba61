import { ownRefusal } from "./own-codes";

test("what is refused before any provider is asked goes by its own disposition", () => {
  const dispositions = Object.fromEntries(
    (
      [
        "window-closed",
        "opted-out",
        "address-changed",
        "never-arrived",
        "no-sender",
        "not-in-time",
      ] as const
    ).map((code) => [code, ownRefusal(code).disposition]),
  );
  expect(dispositions).toEqual({
    "window-closed": "reject",
    "opted-out": "suppress",
    "address-changed": "suppress",
    "never-arrived": "retry",
    "no-sender": "failover",
    "not-in-time": "retry",
  });
  // None says of the person what they did not say.
  expect(ownRefusal("opted-out")).not.toHaveProperty("suppression");
  expect(ownRefusal("no-sender")).toMatchObject({ alarm: true, known: true, code: "no-sender" });
});
