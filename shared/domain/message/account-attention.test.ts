import { needsAttention } from "./account-attention";

const told = (about: "template" | "number" | "account", event: string) =>
  needsAttention({ provider: "aws", about, field: "x", event, at: 0 });

// Meta, "Webhooks reference", WhatsApp Business Account.
test.each([
  ["template", "PAUSED"],
  ["template", "DISABLED"],
  ["template", "REJECTED"],
  ["template", "FLAGGED"],
  ["template", "RED"],
  ["template", "MARKETING"],
  ["number", "FLAGGED"],
  ["number", "DOWNGRADE"],
  ["account", "ACCOUNT_VIOLATION"],
  ["account", "DISABLED_UPDATE:DISABLE"],
] as const)("somebody has to look at a %s that is %s", (about, event) => {
  expect(told(about, event)).toBe(true);
});

test.each([
  ["template", "APPROVED"],
  ["template", "GREEN"],
  ["number", "UNFLAGGED"],
  ["account", "DISABLED_UPDATE:REINSTATE"],
] as const)("nobody has to look at a %s that is %s", (about, event) => {
  expect(told(about, event)).toBe(false);
});

test("somebody has to look at a word of tomorrow, and at one of another's", () => {
  expect(told("template", "MELTED")).toBe(true);
  expect(told("account", "GREEN")).toBe(true);
});
