import { type CodeTable, refusalOf } from "./code-table";
import type { Refusal } from "./outcome";

/** Refusals of our own, before any provider is asked. */
const table = {
  codes: {
    "window-closed": {
      disposition: "reject",
      alarm: false,
      means: "the customer service window is closed: only a template may be sent",
      source: "docs/rules.md",
    },
    "opted-out": {
      disposition: "suppress",
      alarm: false,
      means: "the person opted out of this channel and purpose",
      source: "docs/rules.md",
    },
    "address-changed": {
      disposition: "suppress",
      alarm: false,
      means: "the address no longer names the person: they left it, or it is somebody else's now",
      source: "docs/rules.md, rule 4",
    },
    "never-arrived": {
      disposition: "retry",
      alarm: false,
      means: "the provider was asked twice and knows nothing of a call whose outcome was unknown",
      source: "docs/rules.md, rule 5",
    },
    "no-address": {
      disposition: "reject",
      alarm: false,
      means: "the person has no address that the provider can write to",
      source: "docs/rules.md, rule 4",
    },
    "no-sender": {
      disposition: "failover",
      alarm: true,
      means: "the stack no longer has the number that the message was to leave from",
      source: "docs/rules.md, rule 8",
    },
    "not-in-time": {
      disposition: "retry",
      alarm: false,
      means: "too little of the run was left to begin",
      source: "docs/rules.md",
    },
  },
  unknown: {
    disposition: "reject",
    alarm: true,
    means: "a refusal of our own without a meaning",
    source: "docs/rules.md",
  },
} as const satisfies CodeTable;

export function ownRefusal(code: keyof typeof table.codes): Refusal {
  return refusalOf(table, code);
}
