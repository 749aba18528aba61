import type { Tick } from "./phone-message";

const height = { pending: 0, sent: 1, delivered: 2, read: 3 } as const;

/**
 * The tick after news that may come late, twice or in any order: it only climbs. `failed` stands
 * until the message turns out to have been delivered after all, and what was delivered did not
 * fail.
 */
export function climb(from: Tick, news: Tick): Tick {
  if (news === "failed") return from === "pending" || from === "sent" ? "failed" : from;
  if (from === "failed") return height[news] >= height.delivered ? news : from;
  return height[news] > height[from] ? news : from;
}
