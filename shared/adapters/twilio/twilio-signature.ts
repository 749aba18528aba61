import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  /**
   * What Twilio may have requested: scheme, host, path, query, without the fragment. It signs the
   * URL as it stands in its configuration; where several spellings are possible, one must fit.
   */
  readonly urls: readonly string[];
  /** The value of `X-Twilio-Signature`. */
  readonly signature: string;
  readonly body: string;
}

/**
 * Whether the request was signed with one of the auth tokens (Twilio, "Webhooks security"): base64
 * of HMAC-SHA1 over the URL followed by each form parameter, name and value, in the order of the
 * names. Where the URL has the body's hash (`bodySHA256`), that stands for the parameters: so
 * Twilio does with a JSON body. The content type says nothing of it, as in Twilio's own SDKs.
 */
export function isSignedByTwilio(request: SignedRequest, authTokens: readonly string[]): boolean {
  if (request.signature === "") return false;
  const parameters = formText(new URLSearchParams(request.body));
  return request.urls.some((url) => {
    const signedText = bodyHashIn(url) === undefined ? parameters : "";
    return (
      isBodyOf(url, request.body) &&
      portSpellings(url).some((spelling) =>
        authTokens.some((token) => sameText(sign(spelling + signedText, token), request.signature)),
      )
    );
  });
}

/**
 * The signature itself, as Twilio makes it.
 * @param urlAndParameters the URL and then each form parameter's name and value.
 */
export function sign(urlAndParameters: string, authToken: string): string {
  return createHmac("sha1", authToken).update(urlAndParameters, "utf8").digest("base64");
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

function bodyHashIn(url: string): string | undefined {
  const start = url.indexOf("?");
  if (start < 0) return undefined;
  return new URLSearchParams(url.slice(start + 1)).get("bodySHA256") ?? undefined;
}

function isBodyOf(url: string, body: string): boolean {
  const claimed = bodyHashIn(url);
  if (claimed === undefined) return true;
  return sameText(claimed, createHash("sha256").update(body, "utf8").digest("hex"));
}

/** Twilio signs with or without the default port, by what its client made of the URL. */
function portSpellings(url: string): string[] {
  const parts = /^(https?):\/\/([^/:?]+)(:\d+)?(.*)$/s.exec(url);
  if (!parts) return [url];
  const [, scheme = "", host = "", port = "", rest = ""] = parts;
  const standard = scheme === "https" ? ":443" : ":80";
  return port
    ? [url, `${scheme}://${host}${rest}`]
    : [url, `${scheme}://${host}${standard}${rest}`];
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  return a.length === b.length && timingSafeEqual(a, b);
}
