import * as v from "valibot";
import type { AccessControl } from "../../gateway/access-control";
import { AwsError } from "../../gateway/aws-error";
import type { AwsRequest, AwsService } from "../../gateway/aws-service";
import { type Output, operation, type Permission, Verbatim } from "../../gateway/operation";
import type { SimulatedClock } from "../../kernel/clock";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { CredentialStore } from "../iam/credentials";
import { bucketArn, type Encryption } from "./buckets";
import type { Objects, StoredObject } from "./objects";
import { s3Protocol } from "./s3-protocol";
import { uploaded } from "./upload";

export interface S3Deps {
  readonly objects: Objects;
  readonly access: Pick<AccessControl, "forRole">;
  readonly ids: SeededIds;
  readonly clock: Pick<SimulatedClock, "now">;
  readonly credentials: Pick<CredentialStore, "secretOf">;
}

const keyTooLong = "Your key is too long";
const bucket = v.object({ Bucket: v.pipe(v.string(), v.minLength(1)) });
const object = v.object({
  ...bucket.entries,
  Key: v.pipe(
    v.string(),
    v.minLength(1),
    v.check((key) => Buffer.byteLength(key) <= 1024, keyTooLong),
  ),
});
type Place = v.InferOutput<typeof object>;

const list = v.object({
  ...bucket.entries,
  prefix: v.optional(v.string(), ""),
  delimiter: v.optional(v.string(), ""),
  "max-keys": v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number)), "1000"),
  "continuation-token": v.optional(v.string()),
  "start-after": v.optional(v.string(), ""),
});

/** S3 as far as files in messages need it: objects in buckets that the program declares. */
export function objectStorage(deps: S3Deps): AwsService {
  const { objects, ids, clock, credentials } = deps;
  const { buckets } = objects;
  const may = (action: string, { Bucket, Key }: Place, kms: string): Permission[] => {
    const { keyArn } = buckets.encryptionOf(Bucket);
    return [
      [`s3:${action}`, bucketArn(Bucket, Key)],
      ...(keyArn === undefined || kms === "" ? [] : [[`kms:${kms}`, keyArn] as const]),
    ];
  };
  const told = (place: Place, found: StoredObject) => headersOf(deps, place, found);
  return {
    scope: "s3",
    protocol: s3Protocol(ids, {
      secretOf: (accessKeyId) => credentials.secretOf(accessKeyId),
      now: () => clock.now(),
    }),
    invalid: ({ message }) =>
      new AwsError(message.includes(keyTooLong) ? "KeyTooLongError" : "InvalidArgument", message),
    accessDenied: "AccessDenied",
    throttled: new AwsError("SlowDown", "Please reduce your request rate.", 503),
    internal: new AwsError(
      "InternalError",
      "We encountered an internal error. Please try again.",
      500,
    ),
    operations: {
      PutObject: operation({
        input: object,
        authorise: (place) => may("PutObject", place, "GenerateDataKey"),
        run: (place, request) => {
          checkConditions(request, objects.get(place.Bucket, place.Key), place);
          const put = objects.put(place.Bucket, place.Key, uploaded(request));
          const { "content-type": _, "last-modified": __, ...headers } = told(place, put);
          return empty(200, { ...headers, ...checksums(put) });
        },
      }),
      GetObject: operation({
        input: object,
        authorise: (place) => may("GetObject", place, "Decrypt"),
        run: (place, request) => {
          const found = existing(deps, place, request);
          const notModified = unmodified(request, found);
          if (notModified) return notModified;
          return ranged(request, found, {
            ...told(place, found),
            ...found.headers,
            "accept-ranges": "bytes",
          });
        },
      }),
      HeadObject: operation({
        input: object,
        authorise: (place) => may("GetObject", place, ""),
        run: (place, request) => {
          const found = existing(deps, place, request);
          const length = String(found.body.length);
          return empty(200, { ...told(place, found), ...found.headers, "content-length": length });
        },
      }),
      // Also where there is no such object: what is deleted is not there afterwards.
      DeleteObject: operation({
        input: object,
        authorise: (place) => may("DeleteObject", place, ""),
        run: ({ Bucket, Key }) => {
          objects.remove(Bucket, Key);
          return empty(204, {});
        },
      }),
      ListObjectsV2: operation({
        input: list,
        authorise: ({ Bucket }) => [["s3:ListBucket", bucketArn(Bucket)]],
        run: (input) => listed(objects.list(input.Bucket), input),
      }),
      HeadBucket: operation({
        input: bucket,
        authorise: ({ Bucket }) => [["s3:ListBucket", bucketArn(Bucket)]],
        run: ({ Bucket }) => {
          objects.list(Bucket);
          return empty(200, {});
        },
      }),
    },
  };
}

function empty(status: number, headers: Readonly<Record<string, string>>): Output {
  return new Verbatim({ status, headers, body: "" });
}

/**
 * @throws AwsError: whoever may not list the bucket is not told that there is no such object (S3
 * API reference, GetObject, permissions).
 */
function existing(
  { objects, access }: S3Deps,
  { Bucket, Key }: Place,
  { caller }: AwsRequest,
): StoredObject {
  const found = objects.get(Bucket, Key);
  if (found) return found;
  const mayKnow =
    caller.kind === "deployer" ||
    access.forRole(caller.roleArn, "s3:ListBucket", bucketArn(Bucket)).decision === "allow";
  if (!mayKnow) throw new AwsError("AccessDenied", "Access Denied", 403);
  throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key });
}

function headersOf({ objects: { buckets } }: S3Deps, { Bucket, Key }: Place, found: StoredObject) {
  const expiration = buckets.expirationOf(Bucket, Key, found.madeAt);
  return {
    "content-type": found.contentType,
    etag: found.etag,
    "last-modified": new Date(found.madeAt).toUTCString(),
    ...encryptionHeaders(buckets.encryptionOf(Bucket)),
    ...(expiration && {
      "x-amz-expiration": `expiry-date="${new Date(expiration.at).toUTCString()}", rule-id="${expiration.ruleId}"`,
    }),
  };
}

function encryptionHeaders({ algorithm, keyArn }: Encryption): Record<string, string> {
  return {
    "x-amz-server-side-encryption": algorithm,
    ...(keyArn === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": keyArn }),
  };
}

function checksums({ headers }: StoredObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith("x-amz-checksum-")),
  );
}

function unmodified({ headers }: AwsRequest, { etag }: StoredObject): Output | undefined {
  if (headers["if-none-match"] === etag) return empty(304, { etag });
  const wanted = headers["if-match"];
  if (wanted === undefined || wanted === etag) return undefined;
  throw conditionFailed();
}

function conditionFailed(): AwsError {
  return new AwsError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    412,
  );
}

/**
 * What a conditional write asks of the object that is there (S3 user guide, "How to prevent object
 * overwrites with conditional writes").
 * @throws AwsError
 */
function checkConditions(
  { headers }: AwsRequest,
  found: StoredObject | undefined,
  { Key }: Place,
): void {
  const unlike = headers["if-none-match"];
  const like = headers["if-match"];
  if (unlike !== undefined && unlike !== "*")
    throw new AwsError(
      "NotImplemented",
      "A header you provided implies functionality that is not implemented",
      501,
      { Header: "If-None-Match" },
    );
  if (unlike !== undefined && found) throw conditionFailed();
  if (like === undefined) return;
  if (!found) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key });
  if (like !== found.etag) throw conditionFailed();
}

/** One range of bytes, as `bytes=0-99`, `bytes=100-` or `bytes=-10`; any other is the whole. */
function ranged(
  { headers }: AwsRequest,
  { body }: StoredObject,
  told: Readonly<Record<string, string>>,
): Output {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if (from === "" && to === "") return new Verbatim({ status: 200, headers: told, body });
  const start = from === "" ? Math.max(0, body.length - Number(to)) : Number(from);
  const end = from === "" || to === "" ? body.length - 1 : Math.min(Number(to), body.length - 1);
  if (start > end)
    throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416);
  const { "x-amz-checksum-crc32": _, ...rest } = told;
  return new Verbatim({
    status: 206,
    headers: { ...rest, "content-range": `bytes ${start}-${end}/${body.length}` },
    body: body.subarray(start, end + 1),
  });
}

function listed(all: readonly StoredObject[], input: v.InferOutput<typeof list>): object {
  const { Bucket, prefix, delimiter } = input;
  const token = input["continuation-token"];
  const after = token === undefined ? input["start-after"] : fromToken(token);
  const found = all.filter(({ key }) => key.startsWith(prefix) && key > after);
  // What has the delimiter after the prefix is told once, up to it.
  const folder = ({ key }: StoredObject) => {
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? undefined : key.slice(0, at + delimiter.length);
  };
  const most = Math.min(input["max-keys"], 1000);
  const page = found.slice(0, most);
  const last = page.at(-1);
  const folders = new Set(page.flatMap((each) => folder(each) ?? []));
  const files = page.filter((each) => folder(each) === undefined);
  const more = found.length > page.length && last !== undefined;
  return {
    Name: Bucket,
    Prefix: prefix,
    KeyCount: files.length + folders.size,
    MaxKeys: most,
    ...(delimiter === "" ? {} : { Delimiter: delimiter }),
    IsTruncated: more,
    ...(more && { NextContinuationToken: Buffer.from(last.key).toString("base64url") }),
    Contents: files.map(({ key, madeAt, etag, body }) => ({
      Key: key,
      LastModified: new Date(madeAt).toISOString(),
      ETag: etag,
      Size: body.length,
      StorageClass: "STANDARD",
    })),
    CommonPrefixes: [...folders].map((Prefix) => ({ Prefix })),
  };
}

function fromToken(token: string): string {
  return Buffer.from(token, "base64url").toString("utf8");
}
