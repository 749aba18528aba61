import type { MediaContent, OutboundContent } from "../domain/content/content";
import type { MediaFiles } from "../ports";
import { checkOurFile } from "./our-file";

const png = Buffer.from("\x89PNG\r\n\x1a\n and so on", "latin1");
const picture = (mimeType = "image/png"): MediaContent => ({
  type: "image",
  media: { at: "s3", key: "out/plan.png", mimeType },
});
const bucketWith = (head: Uint8Array, mimeType: string, bytes = head.length): MediaFiles => ({
  look: async () => ({ head, bytes, mimeType, version: "1" }),
  urlOf: async () => "https://files.example.com/",
});
const check = (content: OutboundContent, files?: MediaFiles, carrier: "A" | "B" | "mms" = "B") =>
  checkOurFile(content, carrier, files);

test("a file that is what it is said to be goes", async () => {
  expect(await check(picture(), bucketWith(png, "image/png"))).toEqual({
    kind: "file",
    file: { key: "out/plan.png", mimeType: "image/png", version: "1" },
  });
});

test.each([
  ["said to be another", picture("image/jpeg"), bucketWith(png, "image/png"), "media-type"],
  ["stored as another", picture(), bucketWith(png, "binary/octet-stream"), "media-type"],
  ["too large", picture(), bucketWith(png, "image/png", 5_000_001), "media-size"],
  ["empty", picture(), bucketWith(new Uint8Array(), "image/png"), "media-type"],
  [
    "not there",
    picture(),
    { look: async () => undefined, urlOf: async () => "" } satisfies MediaFiles,
    "no-media-file",
  ],
  ["sent by who sends none", picture(), undefined, "not-carried"],
] as const)("one that is %s is refused", async (_, content, files, code) => {
  expect(await check(content, files)).toMatchObject({ kind: "refused", refusal: { code } });
});

test("what only number B takes is for number B", async () => {
  const text: MediaContent = {
    type: "document",
    media: { at: "s3", key: "out/plan.txt", mimeType: "text/plain" },
  };
  const files = bucketWith(Buffer.from("Monday: soup"), "text/plain; charset=utf-8");
  expect(await check(text, files)).toMatchObject({ kind: "file" });
  expect(await check(text, files, "A")).toMatchObject({ refusal: { disposition: "failover" } });
});

test("a bucket that cannot be read now is no refusal", async () => {
  const files = { ...bucketWith(png, "image/png"), look: () => Promise.reject(new Error("503")) };
  await expect(check(picture(), files)).rejects.toThrow("503");
});

test("what has no file of ours has nothing to be looked at", async () => {
  expect(await check({ type: "text", body: "Hi" })).toEqual({ kind: "none" });
});
