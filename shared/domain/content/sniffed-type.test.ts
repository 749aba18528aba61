import fc from "fast-check";
import { mediaLimits } from "./media-limits";
import { isAnimatedWebP, sniffedType } from "./sniffed-type";

const bytes = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["a JPEG", "\xff\xd8\xff\xe0 JFIF", "image/png", "image/jpeg"],
  ["a PNG", "\x89PNG\r\n\x1a\n", "image/png", "image/png"],
  ["a page of HTML", "<!doctype html>", "image/png", "text/plain"],
  ["a program", "MZ\x90\0\x03", "application/pdf", "application/octet-stream"],
  ["a voice message", "OggS\0", "audio/ogg; codecs=opus", "audio/ogg"],
  ["a song in an MP4", "\0\0\0\x20ftypisom", "audio/mp4", "audio/mp4"],
  ["an MP4 that is called a picture", "\0\0\0\x20ftypisom", "image/jpeg", "video/mp4"],
  ["a film of an old phone", "\0\0\0\x20ftyp3gp5", "video/3gpp", "video/3gpp"],
  ["a calendar", "BEGIN:VCALENDAR", "Text/Calendar", "text/calendar"],
])("%s is what its bytes say", (_, head, told, type) => {
  expect(sniffedType(bytes(head), told)).toBe(type);
});

test("every type that a carrier takes can be what its bytes allow", () => {
  const heads = ["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF8", "RIFF1234WEBP", "II*\0", "%PDF-"];
  const more = ["0000ftyp3g2a", "0000ftyp3gp4", "0000ftypqt", "0000ftypisom", "\x1aE\xdf\xa3"];
  const rest = [
    "OggS",
    "ID3",
    "#!AMR",
    "\xff\xf1",
    "PK\x03\x04",
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
  ];
  const all = [...heads, ...more, ...rest, "hello"].map(bytes);
  for (const kinds of Object.values(mediaLimits))
    for (const type of Object.values(kinds).flatMap((sizes) => Object.keys(sizes)))
      expect(all.map((head) => sniffedType(head, type))).toContain(type);
});

test("whatever the bytes are, nothing but text is what it is only said to be", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1024 }), (head) => {
      const type = sniffedType(head, "image/jpeg");
      expect(type === "image/jpeg").toBe(head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff);
    }),
  );
});

test("a sticker that moves says so in its header", () => {
  const webp = (chunk: string, flags: string) => bytes(`RIFF1234WEBP${chunk}1234${flags}`);
  expect(isAnimatedWebP(webp("VP8X", "\x02"))).toBe(true);
  expect(isAnimatedWebP(webp("VP8X", "\x10"))).toBe(false);
  expect(isAnimatedWebP(webp("VP8 ", "\x02"))).toBe(false);
});
