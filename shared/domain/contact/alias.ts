/**
 * A name under which a provider knows a person. A person may have any of them and none is certain:
 * since 2026 a WhatsApp user with a username may have no phone number at all (Meta, business-scoped
 * user ids).
 */
export type Alias =
  /**
   * Digits with a plus sign. A WhatsApp `wa_id` is kept apart: in some countries it differs from
   * the number that is dialled.
   */
  | { readonly kind: "phone"; readonly value: string }
  /** Digits as WhatsApp writes them, without a plus sign. */
  | { readonly kind: "waId"; readonly value: string }
  /** Business-scoped user id, such as `US.13491208655302741918`. */
  | { readonly kind: "bsuid"; readonly value: string };
