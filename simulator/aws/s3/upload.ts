import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../../gateway/aws-error";
import type { WireRequest } from "../../gateway/aws-service";
import type { NewObject } from "./objects";

/** S3 API reference, PutObject, and the user guide on metadata. */
const mostMetadataBytes = 2048;

const keptHeaders = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "expires",
];

/** What a PutObject brings. @throws AwsError when a checksum or the metadata is not right. */
export function uploaded(request: WireRequest): NewObject {
  const { headers } = request;
  const body = bodyOf(request);
  verify(request, body);
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const metadata = entries.filter(([name]) => name.startsWith("x-amz-meta-"));
  const size = metadata.reduce(
    (sum, [name, value]) => sum + name.length - "x-amz-meta-".length + value.length,
    0,
  );
  if (size > mostMetadataBytes)
    throw new AwsError(
      "MetadataTooLarge",
      "Your metadata headers exceed the maximum allowed metadata size",
    );
  const kept = entries.filter(
    ([name, value]) =>
      (keptHeaders.includes(name) && value !== "aws-chunked") ||
      /^x-amz-checksum-(crc|sha)/.test(name),
  );
  return {
    body,
    contentType: headers["content-type"],
    headers: Object.fromEntries([...metadata, ...kept]),
  };
}

/**
 * A body in chunks, each with its length in hex before it and perhaps a signature (S3 API
 * reference, "Signature calculations for the Authorization header: transferring payload in
 * multiple chunks").
 */
function bodyOf({ headers, body }: WireRequest): Buffer {
  if (!String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-")) return body;
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.toString("latin1", at, end), 16);
    if (end < 0 || Number.isNaN(length))
      throw new AwsError("IncompleteBody", "The request body terminated unexpectedly");
    if (length === 0) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function verify({ headers }: WireRequest, body: Buffer): void {
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64"))
    throw new AwsError(
      "BadDigest",
      "The Content-MD5 you specified did not match what we received.",
    );
  const crc = headers["x-amz-checksum-crc32"];
  if (crc === undefined) return;
  const computed = Buffer.alloc(4);
  computed.writeUInt32BE(crc32(body));
  if (crc !== computed.toString("base64"))
    throw new AwsError(
      "BadDigest",
      "The CRC32 you specified did not match the calculated checksum.",
    );
}
