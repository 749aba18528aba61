import type { IncomingHttpHeaders } from "node:http";

/** What Signature Version 4 says before the signature itself, in a header or in a presigned URL. */
export interface SignatureScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's name, such as `sqs`. */
  readonly service: string;
}

/**
 * Reads who signed, and for which service. The signature's bytes are verified in presigned URLs
 * alone (aws/s3/presigned-url.ts): the access keys exist only inside this process, so a forged one
 * proves nothing that an unknown key does not.
 */
export function signatureScope(
  headers: IncomingHttpHeaders,
  query?: URLSearchParams,
): SignatureScope | undefined {
  const presigned = query?.get("X-Amz-Credential");
  const text = presigned ? `AWS4-HMAC-SHA256 Credential=${presigned}` : headers.authorization;
  const credential =
    /^AWS4-HMAC-SHA256 .*Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
      text ?? "",
    );
  if (!credential) return undefined;
  const [, accessKeyId = "", region = "", service = ""] = credential;
  return { accessKeyId, region, service };
}
