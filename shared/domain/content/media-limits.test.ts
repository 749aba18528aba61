import type { Carrier } from "./carriage";
import type { MediaType } from "./content";
import { checkMedia } from "./media-limits";

const KB = 1000;
const MB = 1000 * KB;

/*
 * B: AWS End User Messaging Social user guide, supported media types. A: Twilio, "Guidance on
 * WhatsApp media messages". MMS: AWS End User Messaging SMS user guide, MMS file types, size and
 * character limits.
 */
test.each<[Carrier, MediaType, string, number]>([
  ["B", "image", "image/jpeg", 5 * MB],
  ["B", "video", "video/mp4", 16 * MB],
  ["B", "audio", "audio/ogg", 16 * MB],
  ["B", "document", "application/pdf", 100 * MB],
  ["B", "sticker", "image/webp", 500 * KB],
  ["A", "image", "image/png", 5 * MB],
  ["A", "video", "video/mp4", 16 * MB],
  ["A", "document", "application/pdf", 16 * MB],
  ["mms", "image", "image/gif", 2 * MB],
  ["mms", "image", "image/tiff", 600 * KB],
  ["mms", "audio", "audio/amr", 600 * KB],
  ["mms", "document", "application/pdf", 600 * KB],
])("%s takes %s as %s of at most %d bytes", (carrier, type, mimeType, most) => {
  expect(checkMedia({ type, mimeType, bytes: most }, carrier)).toBeUndefined();
  expect(checkMedia({ type, mimeType }, carrier)).toBeUndefined();
  expect(checkMedia({ type, mimeType, bytes: most + 1 }, carrier)).toMatchObject({
    code: "media-size",
    explanation: expect.stringContaining(`${most + 1} bytes`),
  });
});

test.each<[Carrier, MediaType, string]>([
  ["B", "image", "image/gif"],
  ["B", "image", "image/webp"],
  ["B", "audio", "audio/wav"],
  ["A", "document", "text/plain"],
  ["A", "video", "video/3gpp"],
  ["mms", "sticker", "image/webp"],
  ["mms", "document", "application/msword"],
  ["B", "image", "constructor"],
])("%s takes no %s as %s", (carrier, type, mimeType) => {
  expect(checkMedia({ type, mimeType }, carrier)).toMatchObject({ code: "media-type" });
});

test("what AWS would take is for the other number; what nobody takes is for none", () => {
  const plain = { type: "document", mimeType: "text/plain", bytes: MB } as const;
  expect(checkMedia(plain, "A")).toMatchObject({ disposition: "failover" });
  expect(checkMedia({ ...plain, bytes: 101 * MB }, "A")).toMatchObject({ disposition: "reject" });
  const big = { type: "document", mimeType: "application/pdf", bytes: 20 * MB } as const;
  expect(checkMedia(big, "A")).toMatchObject({ code: "media-size", disposition: "failover" });
  expect(checkMedia(big, "mms")).toMatchObject({ disposition: "reject" });
});

test("a media type is told by its essence, in any case", () => {
  expect(checkMedia({ type: "audio", mimeType: "Audio/OGG; codecs=opus" }, "B")).toBeUndefined();
});

test("a static sticker is smaller than an animated one", () => {
  const sticker = { type: "sticker", mimeType: "image/webp", bytes: 200 * KB } as const;
  expect(checkMedia({ ...sticker, animated: true }, "B")).toBeUndefined();
  expect(checkMedia({ ...sticker, animated: false }, "B")).toMatchObject({ code: "media-size" });
});

test("SMS takes no file", () => {
  expect(checkMedia({ type: "image", mimeType: "image/png" }, "sms")).toMatchObject({
    code: "not-carried",
    explanation: "SMS carries no file",
  });
});
