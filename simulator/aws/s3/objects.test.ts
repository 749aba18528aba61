import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { arn } from "../account/account";
import type { SimulatedCloud } from "../cloud";
import { bundle, type Declare } from "../declare.testing";
import { Bucket, bucketArn, startS3 } from "./s3-world.testing";

let cloud: SimulatedCloud;
let declare: Declare;
let s3: S3Client;
let stop: () => Promise<void>;

const dayMs = 24 * 3_600_000;

beforeEach(async () => {
  ({ cloud, declare, s3, stop } = await startS3());
});
afterEach(() => stop());

const put = (Key: string, Body = "hello", more = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const keys = async (more = {}) =>
  (await s3.send(new ListObjectsV2Command({ Bucket, ...more }))).Contents?.map(({ Key }) => Key);

describe("S3's own client", () => {
  test("puts an object only where there is none, or the one that was seen", async () => {
    await expect(put("plan", "one", { IfMatch: '"x"' })).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    const { ETag } = await put("plan", "one", { IfNoneMatch: "*" });
    const refused = { name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } };
    await expect(put("plan", "two", { IfNoneMatch: "*" })).rejects.toMatchObject(refused);
    await expect(put("plan", "two", { IfMatch: '"x"' })).rejects.toMatchObject(refused);
    expect(await (await get("plan")).Body?.transformToString()).toBe("one");
    await put("plan", "two", { IfMatch: ETag });
    expect(await (await get("plan")).Body?.transformToString()).toBe("two");
  });

  test("is told that a key is too long", async () => {
    await expect(put("x".repeat(1025))).rejects.toMatchObject({ name: "KeyTooLongError" });
  });

  test("puts an object, gets it whole or in part, heads it and deletes it", async () => {
    const { ETag } = await put("in/a photo+1 ü.jpg", "hello", {
      ContentType: "image/jpeg",
      Metadata: { person: "42" },
    });
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const found = await get("in/a photo+1 ü.jpg");
    expect(await found.Body?.transformToString()).toBe("hello");
    expect(found).toMatchObject({
      ContentType: "image/jpeg",
      ContentLength: 5,
      ETag,
      Metadata: { person: "42" },
      ServerSideEncryption: "AES256",
    });
    const part = await get("in/a photo+1 ü.jpg", { Range: "bytes=1-2" });
    expect([await part.Body?.transformToString(), part.ContentRange]).toEqual([
      "el",
      "bytes 1-2/5",
    ]);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "in/a photo+1 ü.jpg" }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: "image/jpeg" });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "in/a photo+1 ü.jpg" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "in/a photo+1 ü.jpg" }));
    await expect(get("in/a photo+1 ü.jpg")).rejects.toMatchObject({
      name: "NoSuchKey",
      $metadata: { httpStatusCode: 404 },
    });
  });

  test("lists in the order of keys, by prefix, by folder and page by page", async () => {
    for (const key of ["in/b.jpg", "in/a.jpg", "out/c.jpg", "readme"]) await put(key);
    expect(await keys()).toEqual(["in/a.jpg", "in/b.jpg", "out/c.jpg", "readme"]);
    expect(await keys({ Prefix: "in/" })).toEqual(["in/a.jpg", "in/b.jpg"]);
    const folders = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }));
    expect(folders.CommonPrefixes).toEqual([{ Prefix: "in/" }, { Prefix: "out/" }]);
    expect(folders.Contents).toMatchObject([{ Key: "readme", Size: 5 }]);
    const first = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 3 }));
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
    expect(await keys({ ContinuationToken: first.NextContinuationToken })).toEqual(["readme"]);
  });

  test("has neither versions nor uploads in parts, which are refused by name", async () => {
    const refused = { name: "NotImplemented" };
    await expect(
      s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" })),
    ).rejects.toMatchObject(refused);
    await expect(s3.send(new ListObjectVersionsCommand({ Bucket }))).rejects.toMatchObject(refused);
    await put("a");
    await expect(get("a", { VersionId: "1" })).rejects.toMatchObject(refused);
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "The operation POST /{Bucket}/{Key}?uploads of s3 is not simulated.",
      "The operation GET /{Bucket}?versions of s3 is not simulated.",
      "The operation GET /{Bucket}/{Key}?versionId of s3 is not simulated.",
    ]);
  });

  test("is told what is wrong as S3 tells it", async () => {
    await expect(
      s3.send(new GetObjectCommand({ Bucket: "nobodys", Key: "a" })),
    ).rejects.toMatchObject({ name: "NoSuchBucket", $metadata: { httpStatusCode: 404 } });
    await expect(put("a", "b", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" })).rejects.toMatchObject({
      name: "BadDigest",
    });
    await put("a");
    await expect(get("a", { IfMatch: '"0"' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    });
    await expect(get("a", { Range: "bytes=9-" })).rejects.toMatchObject({ name: "InvalidRange" });
    await expect(
      s3.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: "media/a" })),
    ).rejects.toMatchObject({ name: "NotImplemented", $metadata: { httpStatusCode: 501 } });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "b" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});

describe("a function", () => {
  const call = async (allow: Record<string, string>, event: object) => {
    await declare.function("caller", callerBundle, { allow });
    const outcome = await cloud.lambda.invoke("caller", event);
    return outcome.kind === "succeeded" ? outcome.payload : outcome.error;
  };

  test("reaches the bucket by its host name, as far as its role allows", async () => {
    const write = { "s3:PutObject": `${bucketArn}/in/*` };
    expect(await call(write, { put: "in/a" })).toBe("put");
    expect(await call(write, { put: "out/a" })).toBe("AccessDenied 403");
    expect(await call(write, { get: "in/a" })).toBe("AccessDenied 403");
    const read = { "s3:GetObject": `${bucketArn}/*` };
    expect(await call(read, { get: "in/a" })).toBe("from a function");
    // S3 does not tell whoever may not list that there is no such object.
    expect(await call(read, { get: "in/b" })).toBe("AccessDenied 403");
    expect(await call({ ...read, "s3:ListBucket": bucketArn }, { get: "in/b" })).toBe(
      "NoSuchKey 404",
    );
  });

  test("is refused by the bucket's policy, and needs the key that encrypts", async () => {
    const all = { "s3:*": "*" };
    const deny = (Condition: object) => ({
      bucket: Bucket,
      policy: JSON.stringify({
        Statement: [
          { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: `${bucketArn}/*`, Condition },
        ],
      }),
    });
    const policy = "aws:s3/bucketPolicy:BucketPolicy";
    await declare.resource(policy, Bucket, deny({ Bool: { "aws:SecureTransport": "false" } }));
    expect(await call(all, { put: "a" })).toBe("put");
    await declare.resource(policy, Bucket, deny({}));
    expect(await call(all, { put: "a" })).toBe("AccessDenied 403");
    await cloud.controlPlane.remove(policy, Bucket);

    const keyArn = arn("kms", "key/1");
    await declare.resource("aws:kms/key:Key", "key", { id: "1", keyId: "1", arn: keyArn });
    await declare.resource(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      Bucket,
      {
        bucket: Bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          },
        ],
      },
    );
    expect(await call(all, { put: "a" })).toBe("AccessDenied 403");
    expect(await put("b")).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: keyArn });
  });
});

const callerBundle = bundle(`
  import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
  const s3 = new S3Client({ maxAttempts: 1 });
  const Bucket = "media";
  export const handler = async ({ put, get }) => {
    try {
      if (put) {
        await s3.send(new PutObjectCommand({ Bucket, Key: put, Body: "from a function" }));
        return "put";
      }
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: get }));
      return await Body.transformToString();
    } catch (error) {
      return error.name + " " + error.$metadata?.httpStatusCode;
    }
  };
`);

test("an object goes at the midnight after so many days, by the lifecycle's rule on our clock", async () => {
  cloud.clock.setSpeed(1e-6);
  await declare.resource(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    Bucket,
    {
      bucket: Bucket,
      rules: [
        { id: "month", status: "Enabled", filter: { prefix: "in/" }, expiration: { days: 30 } },
        { id: "off", status: "Disabled", filter: { prefix: "" }, expiration: { days: 1 } },
      ],
    },
  );
  await put("out/b");
  const { Expiration } = await put("in/a");
  expect(Expiration).toMatch(
    /^expiry-date="\w{3}, \d\d \w{3} \d{4} 00:00:00 GMT", rule-id="month"$/,
  );
  await cloud.clock.pass(30 * dayMs, () => cloud.quiet());
  const past = cloud.clock.now() % dayMs;
  // Thirty days are over, and the day is not, unless it began with the object.
  expect(await keys()).toEqual(past === 0 ? ["out/b"] : ["in/a", "out/b"]);
  await cloud.clock.pass(dayMs, () => cloud.quiet());
  expect(await keys()).toEqual(["out/b"]);
});

test("a bucket with objects stays, unless its objects may go with it", async () => {
  await put("a");
  const type = "aws:s3/bucket:Bucket";
  await expect(cloud.controlPlane.remove(type, Bucket)).rejects.toThrow(
    "BucketNotEmpty: the bucket media holds 1 objects",
  );
  await declare.resource(type, Bucket, { bucket: Bucket, arn: bucketArn, forceDestroy: true });
  await cloud.controlPlane.remove(type, Bucket);
  await expect(get("a")).rejects.toMatchObject({ name: "NoSuchBucket" });
});
