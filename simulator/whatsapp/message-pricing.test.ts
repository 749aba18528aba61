import { messagePricing } from "./message-pricing";

const before = Date.UTC(2026, 8, 30, 23, 59);
const since = Date.UTC(2026, 9, 1);
const free = { billable: false, pricing_model: "PMP", type: "free_customer_service" };
const billed = { billable: true, pricing_model: "PMP", type: "regular" };

test.each([
  ["service", true, before, free],
  ["service", true, since, billed],
  ["utility", true, before, free],
  ["utility", true, since, billed],
  ["utility", false, before, billed],
  ["marketing", true, before, billed],
] as const)("%s, window open: %s, at %d", (category, windowOpen, at, pricing) => {
  expect(messagePricing(category, windowOpen, at)).toEqual({ ...pricing, category });
});
