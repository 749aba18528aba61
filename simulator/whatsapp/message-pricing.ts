import type { TemplateCategory } from "./template";

/**
 * Since then free text is billed, and utility templates in an open window too (Meta, pricing of
 * non-template messages). What the object then says is unverified; the free messages of each month,
 * which third parties report, are not simulated.
 */
const serviceBilledFrom = Date.UTC(2026, 9, 1);

/**
 * The `pricing` object of a status: per-message pricing.
 * @param at milliseconds since the epoch.
 */
export function messagePricing(
  category: TemplateCategory | "service",
  windowOpen: boolean,
  at: number,
): object {
  const freeByWindow = category === "service" || (category === "utility" && windowOpen);
  const free = freeByWindow && at < serviceBilledFrom;
  return {
    billable: !free,
    pricing_model: "PMP",
    type: free ? "free_customer_service" : "regular",
    category,
  };
}
