import type { OutboundContent } from "../../domain/content/content";
import type { Refusal } from "../../domain/delivery/outcome";

export function twilioFields(
  content: OutboundContent,
  { contentSids }: { readonly contentSids: Readonly<Record<string, string>> },
):
  | { readonly ok: true; readonly fields: Readonly<Record<string, string | string[]>> }
  | { readonly ok: false; readonly refusal: Refusal } {
  if (content.type === "text") return { ok: true, fields: { Body: content.body } };
  const sid = content.type === "template" ? contentSids[content.name] : undefined;
  if (sid) return { ok: true, fields: { ContentSid: sid, ContentVariables: '{"1":"Ada"}' } };
  const explanation = "no ContentSid";
  const code = "no-content-sid";
  return {
    ok: false,
    refusal: { disposition: "failover", code, alarm: true, known: true, explanation },
  };
}
