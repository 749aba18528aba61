/**
 * What the functions that take events in count, each with the names of its dimensions. Alarms and
 * dashboards name metrics by this table.
 */
export const inboundMetrics = {
  /** A message handed over to its conversation. */
  taken: { name: "InboundMessage", dimensions: ["channel", "provider", "content"] },
  /** Not ours, or nothing to do: dropped at ingress. */
  ignored: { name: "InboundIgnored", dimensions: ["source", "why"] },
  /** Put into the quarantine. Somebody must look at each. */
  unreadable: { name: "InboundUnreadable", dimensions: ["source"] },
  /** A template, a number or an account changed at the provider. */
  account: { name: "AccountEvent", dimensions: ["about", "field", "event"] },
  /** One of those that call for somebody. */
  accountAlarm: { name: "AccountNeedsAttention", dimensions: ["about"] },
  /** A webhook whose signature does not fit. */
  forged: { name: "WebhookForged", dimensions: ["source"] },
} as const satisfies Readonly<
  Record<string, { readonly name: string; readonly dimensions: readonly string[] }>
>;
