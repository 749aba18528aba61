import type { Refusal } from "../delivery/outcome";
import type { OutboundContent } from "./content";

const longestText = { A: 1600, B: 4096, sms: 1600, mms: 1600 };

/** Whether a carrier takes a content, before anybody is called. */
export function checkLimits(
  content: OutboundContent,
  carrier: keyof typeof longestText,
): Refusal | undefined {
  if (content.type !== "text" || content.body.length <= longestText[carrier]) return undefined;
  return {
    disposition: "reject",
    code: "too-long",
    alarm: true,
    known: true,
    explanation: `${content.body.length} characters; at most ${longestText[carrier]}`,
  };
}
