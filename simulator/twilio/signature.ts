import { createHmac } from "node:crypto";

/**
 * X-Twilio-Signature: HMAC-SHA1 with the auth token over the URL and the sorted form parameters,
 * each as name and value without separators; the values of a repeated name are taken once and
 * sorted (Twilio documentation, webhooks security).
 * @param url as requested: with scheme, host and query, without the fragment.
 */
export function twilioSignature(
  authToken: string,
  url: string,
  parameters: URLSearchParams,
): string {
  const names = [...new Set(parameters.keys())].sort();
  const data = names
    .map((name) =>
      [...new Set(parameters.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(""),
    )
    .join("");
  return createHmac("sha1", authToken)
    .update(url + data, "utf8")
    .digest("base64");
}
