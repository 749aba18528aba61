import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  /**
   * Exactly as Twilio requested it: scheme, host, path with the stage, query. Twilio leaves out the
   * fragment.
   */
  readonly url: string;
  /** The value of `X-Twilio-Signature`. */
  readonly signature: string;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Whether the request was signed with one of the auth tokens (Twilio, "Webhooks security"): base64
 * of HMAC-SHA1 over the URL followed by each form parameter, name and value, in the order of the
 * names. A JSON body is not part of it: its hash stands in the URL.
 */
export function isSignedByTwilio(request: SignedRequest, authTokens: readonly string[]): boolean {
  const parameters = signedParameters(request);
  if (parameters === undefined) return false;
  return authTokens.some((token) =>
    spellings(request.url).some((url) =>
      sameText(sign(url + parameters, token), request.signature),
    ),
  );
}

/**
 * The signature itself, as Twilio makes it.
 * @param parameters each form parameter's name and value, concatenated.
 */
export function sign(urlAndParameters: string, authToken: string): string {
  return createHmac("sha1", authToken).update(urlAndParameters, "utf8").digest("base64");
}

function signedParameters({ contentType, body, url }: SignedRequest): string | undefined {
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return formText(new URLSearchParams(body));
  const claimed = new URLSearchParams(url.split("?")[1] ?? "").get("bodySHA256");
  const actual = createHash("sha256").update(body, "utf8").digest("hex");
  return claimed !== null && sameText(claimed, actual) ? "" : undefined;
}

/** Where a name comes more than once, each distinct value of it counts once, in order. */
export function formText(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names
    .map((name) =>
      [...new Set(form.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(""),
    )
    .join("");
}

/** Twilio signs with or without the default port, by what its client made of the URL. */
function spellings(url: string): string[] {
  const withPort = /^(https?):\/\/([^/:?]+)(:\d+)?(.*)$/s.exec(url);
  if (!withPort) return [url];
  const [, scheme = "", host = "", port = "", rest = ""] = withPort;
  const standard = scheme === "https" ? ":443" : ":80";
  return port
    ? [url, `${scheme}://${host}${rest}`]
    : [url, `${scheme}://${host}${standard}${rest}`];
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}
