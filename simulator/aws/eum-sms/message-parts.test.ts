import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { messageParts } from "./message-parts";

test.each([
  ["160 septets", "x".repeat(160), "GSM", 1],
  ["161 septets", "x".repeat(161), "GSM", 2],
  ["306 septets", "x".repeat(306), "GSM", 2],
  ["307 septets", "x".repeat(307), "GSM", 3],
  ["80 escapes", "€".repeat(80), "GSM", 1],
  ["81 escapes", "€".repeat(81), "GSM", 2],
  ["an escape that fits", `${"a".repeat(152)}€${"a".repeat(151)}`, "GSM", 2],
  ["an escape that would be split", `${"a".repeat(152)}€${"a".repeat(152)}`, "GSM", 3],
  ["70 UTF-16 units", "ж".repeat(70), "UNICODE", 1],
  ["71 UTF-16 units", "ж".repeat(71), "UNICODE", 2],
  ["135 UTF-16 units", "ж".repeat(135), "UNICODE", 3],
  ["a surrogate pair that would be split", `${"ж".repeat(66)}😀${"ж".repeat(66)}`, "UNICODE", 3],
  ["one character outside of GSM", `${"x".repeat(70)}ç`, "UNICODE", 2],
])("%s", (_, text, encoding, parts) => {
  expect(messageParts(text)).toEqual({ encoding, parts });
});

// Twilio's own calculator is the judge. It keeps a whole grapheme in one part, a family emoji say;
// an SMS knows no graphemes, so that is left out of the first property and bounds the second.
const gsm = [
  ..."@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./059:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€",
];
const wide = [..."жçŁ“”ー漢字ａ😀🥚🍌𝒳"];
const text = (characters: string[]) =>
  fc.array(fc.constantFrom(...characters), { maxLength: 400 }).map((each) => each.join(""));

test("as many parts as Twilio's calculator finds, in either alphabet", () => {
  fc.assert(
    fc.property(fc.oneof(text(gsm), text(wide), text([...gsm, ...wide])), (message) => {
      const judged = new SegmentedMessage(message);
      expect(messageParts(message)).toEqual({
        encoding: judged.encodingName === "GSM-7" ? "GSM" : "UNICODE",
        parts: Math.max(1, judged.segmentsCount),
      });
    }),
  );
});

test("never more than with whole graphemes, and never fewer than the length needs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), (message) => {
      const { encoding, parts } = messageParts(message);
      expect(parts).toBeLessThanOrEqual(new SegmentedMessage(message).segmentsCount);
      if (encoding === "UNICODE" && message.length > 70)
        expect(parts).toBeGreaterThanOrEqual(Math.ceil(message.length / 67));
    }),
  );
});
