import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "../../gateway/aws-error";
import type { WireRequest } from "../../gateway/aws-service";
import { signatureScope } from "../../gateway/signature-scope";

/** What a presigned URL is checked against. */
export interface UrlCheck {
  readonly secretOf: (accessKeyId: string) => string | undefined;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly now: () => number;
}

type Signed = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/** All of them are needed (S3 API reference, "Authenticating requests: using query parameters"). */
const parameters = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
] as const;

/**
 * A presigned URL says what it allows, to whoever has it: it is checked byte for byte. A request
 * without one is left alone.
 * @throws AwsError when it was changed, or its time is over.
 */
export function checkPresignedUrl(request: Signed, { secretOf, now }: UrlCheck): void {
  const { query } = request;
  if (!query.has("X-Amz-Credential") && !query.has("X-Amz-Signature")) return;
  if (!parameters.every((name) => query.has(name)))
    throw new AwsError(
      "AuthorizationQueryParametersError",
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, " +
        "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  if (now() > expiryOf(query)) throw new AwsError("AccessDenied", "Request has expired", 403);
  const secret = secretOf(signatureScope(request.headers, query)?.accessKeyId ?? "");
  const given = Buffer.from(query.get("X-Amz-Signature") ?? "");
  const right = Buffer.from(secret === undefined ? "" : signatureOf(request, secret));
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new AwsError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. " +
        "Check your key and signing method.",
      403,
    );
}

/** `X-Amz-Date` is `20261122T210000Z`, and `X-Amz-Expires` so many seconds after it. */
function expiryOf(query: URLSearchParams): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get("X-Amz-Date") ?? "") ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const expires = signedAt + Number(query.get("X-Amz-Expires")) * 1000;
  return Number.isNaN(expires) ? Number.NEGATIVE_INFINITY : expires;
}

/** By Signature Version 4 (IAM user guide, "Create a signed AWS API request"). */
function signatureOf(request: Signed, secret: string): string {
  const { query } = request;
  const [, ...scope] = (query.get("X-Amz-Credential") ?? "").split("/");
  const text = [
    "AWS4-HMAC-SHA256",
    query.get("X-Amz-Date"),
    scope.join("/"),
    createHash("sha256").update(canonicalRequest(request)).digest("hex"),
  ].join("\n");
  // The date, the region, the service and `aws4_request`.
  const key = scope.reduce(hmac, Buffer.from(`AWS4${secret}`));
  return hmac(key, text).toString("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function canonicalRequest({ method, path, query, headers }: Signed): string {
  const names = (query.get("X-Amz-SignedHeaders") ?? "").split(";");
  const parts = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map((pair) => pair.map(encoded).join("="));
  return [
    method,
    path.split("/").map(decodeURIComponent).map(encoded).join("/"),
    parts.sort().join("&"),
    ...names.map(
      (name) =>
        `${name}:${String(headers[name] ?? "")
          .trim()
          .replace(/ +/g, " ")}`,
    ),
    "",
    names.join(";"),
    query.get("X-Amz-Content-Sha256") ?? headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD",
  ].join("\n");
}

/** As RFC 3986 has it, and `encodeURIComponent` does not. */
function encoded(text: string): string {
  const rest = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, rest);
}
