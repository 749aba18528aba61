import type { OutboundContent } from "../../domain/content/content";

export const attemptIdContextKey = "attemptId";

export function smsText(content: OutboundContent): string {
  return content.type === "text" ? content.body : content.type;
}
