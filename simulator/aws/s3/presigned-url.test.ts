import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { SimulatedCloud } from "../cloud";
import { Bucket, startS3 } from "./s3-world.testing";

let cloud: SimulatedCloud;
let s3: S3Client;
let stop: () => Promise<void>;

beforeEach(async () => {
  ({ cloud, s3, stop } = await startS3());
});
afterEach(() => stop());

const put = (Key: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: "plan", ContentType: "application/pdf" }));
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");

describe("a presigned URL", () => {
  const presigned = (command: GetObjectCommand | PutObjectCommand, expiresIn: number) =>
    getSignedUrl(s3, command, { expiresIn, signingDate: new Date(cloud.clock.now()) });

  test("opens one object to whoever has it, for its time", async () => {
    await put("plan.pdf");
    const url = await presigned(new GetObjectCommand({ Bucket, Key: "plan.pdf" }), 300);
    const found = await fetch(url);
    expect([found.headers.get("content-type"), await found.text()]).toEqual([
      "application/pdf",
      "plan",
    ]);
    cloud.clock.advance(301_000);
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain("<Message>Request has expired</Message>");
  });

  test.each<[string, (url: URL) => void]>([
    [
      "another object",
      (url) => {
        url.pathname = "/media/secret.pdf";
      },
    ],
    ["more time", (url) => url.searchParams.set("X-Amz-Expires", "604800")],
    ["another moment", (url) => url.searchParams.set("X-Amz-Date", stamp(cloud.clock.now()))],
    ["other words in the answer", (url) => url.searchParams.set("response-content-type", "a/b")],
    ["a forged signature", (url) => url.searchParams.set("X-Amz-Signature", "0".repeat(64))],
  ])("that was changed for %s is refused as S3 refuses it", async (_, change) => {
    for (const key of ["plan of the week (1)*.pdf", "secret.pdf"]) await put(key);
    const command = new GetObjectCommand({ Bucket, Key: "plan of the week (1)*.pdf" });
    const url = new URL(await presigned(command, 300));
    expect((await fetch(url)).status).toBe(200);
    cloud.clock.advance(2000);
    change(url);
    const refused = await fetch(url);
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("<Code>SignatureDoesNotMatch</Code>"),
    ]);
  });

  test("puts what was signed for, with the headers that were signed, and by no other method", async () => {
    const command = new PutObjectCommand({ Bucket, Key: "in/a.png", ContentType: "image/png" });
    const url = await getSignedUrl(s3, command, {
      expiresIn: 300,
      signingDate: new Date(cloud.clock.now()),
      signableHeaders: new Set(["content-type"]),
    });
    const send = (method: string, type: string) =>
      fetch(url, {
        method,
        headers: { "content-type": type },
        ...(method === "PUT" && { body: "x" }),
      });
    expect((await send("PUT", "text/html")).status).toBe(403);
    expect((await send("DELETE", "image/png")).status).toBe(403);
    expect((await send("PUT", "image/png")).status).toBe(200);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["in/a.png"]);
  });

  test("that lacks one of its parameters is told so", async () => {
    const url = new URL(await presigned(new GetObjectCommand({ Bucket, Key: "a" }), 300));
    url.searchParams.delete("X-Amz-Expires");
    const refused = await fetch(url);
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("<Code>AuthorizationQueryParametersError</Code>"),
    ]);
  });

  test("by S3's own host name is what the outside world fetches; without a signature it is closed", async () => {
    await put("plan.pdf");
    const outside = new S3Client({
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
    });
    const url = await getSignedUrl(outside, new GetObjectCommand({ Bucket, Key: "plan.pdf" }), {
      signingDate: new Date(cloud.clock.now()),
    });
    outside.destroy();
    expect(new URL(url).hostname).toBe("media.s3.eu-central-1.amazonaws.com");
    const found = await cloud.fetch(url);
    expect([found.status, String(found.body)]).toEqual([200, "plan"]);
    const closed = await cloud.fetch("https://media.s3.eu-central-1.amazonaws.com/plan.pdf");
    expect([closed.status, String(closed.body)]).toEqual([
      403,
      expect.stringContaining("<Code>AccessDenied</Code>"),
    ]);
  });
});
