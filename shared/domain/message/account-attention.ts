import type { AccountEvent } from "./message";

/**
 * Whether somebody must look at it. What is harmless is listed, by the words of Meta's webhook
 * reference; a word of tomorrow calls for somebody.
 */
export function needsAttention({ about, event }: AccountEvent): boolean {
  return !harmless[about].has(event);
}

const harmless: Readonly<Record<AccountEvent["about"], ReadonlySet<string>>> = {
  // message_template_status_update, …_quality_update, template_category_update,
  // …_components_update. PAUSED, DISABLED, REJECTED, FLAGGED, RED and MARKETING (which costs more,
  // and less may be sent of it) are not among them.
  template: new Set([
    "APPROVED",
    "PENDING",
    "IN_APPEAL",
    "REINSTATED",
    "ARCHIVED",
    "UNARCHIVED",
    "GREEN",
    "UNKNOWN",
    "UTILITY",
    "AUTHENTICATION",
    "COMPONENTS_CHANGED",
  ]),
  // phone_number_quality_update, phone_number_name_update.
  number: new Set(["ONBOARDING", "UPGRADE", "UNFLAGGED", "THROUGHPUT_UPGRADE", "APPROVED"]),
  // account_update, account_review_update, business_capability_update.
  account: new Set([
    "DISABLED_UPDATE:REINSTATE",
    "ACCOUNT_RECONNECTED",
    "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
    "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
    "MM_LITE_TERMS_SIGNED",
    "PARTNER_ADDED",
    "PARTNER_APP_INSTALLED",
    "VERIFIED_ACCOUNT",
    "VOLUME_BASED_PRICING_TIER_UPDATE",
    "APPROVED",
    "CAPABILITY_CHANGED",
  ]),
};
