import type { IncomingResponse } from "../provider-cloud";

/**
 * What Twilio would log about the answer to an inbound message; undefined when it is fine. It wants
 * TwiML: another content type is its error 12300. A reply inside the TwiML would be sent; that is
 * not simulated.
 */
export function answerProblem({ headers = {}, body }: IncomingResponse): string | undefined {
  const text = body.toString();
  if (text.trim() === "") return undefined;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const contentType = typeof type === "string" ? type : (type?.[0] ?? "");
  if (!/^(text|application)\/xml\b/i.test(contentType)) {
    return `answered with content type "${contentType}" instead of text/xml (12300)`;
  }
  return /<Message\b/.test(text)
    ? "answered with a reply in TwiML, which is not simulated"
    : undefined;
}
