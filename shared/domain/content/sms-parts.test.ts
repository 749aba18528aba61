import fc from "fast-check";
import { SegmentedMessage } from "sms-segments-calculator";
import { smsParts } from "./sms-parts";

/*
 * 3GPP TS 23.038 and AWS End User Messaging SMS user guide, SMS character limits: 160 and 70 units
 * in one part, 153 and 67 in each of several.
 */
test.each([
  ["nothing", "", 1, "GSM-7"],
  ["160 letters", "a".repeat(160), 1, "GSM-7"],
  ["161 letters", "a".repeat(161), 2, "GSM-7"],
  ["307 letters", "a".repeat(307), 3, "GSM-7"],
  ["80 euro signs, which count twice", "€".repeat(80), 1, "GSM-7"],
  ["81 euro signs", "€".repeat(81), 2, "GSM-7"],
  ["a euro sign across the edge of a part", `${"a".repeat(152)}€${"a".repeat(152)}`, 3, "GSM-7"],
  ["German with umlauts", "Was hast du heute gegessen? Köstlich, für mich süß.", 1, "GSM-7"],
  ["Spanish with acute accents, not all of which GSM has", "¿Qué comiste aquí?", 1, "UCS-2"],
  ["one emoji among 70 letters", `${"a".repeat(69)}🍎`, 2, "UCS-2"],
  ["70 Cyrillic letters", "ж".repeat(70), 1, "UCS-2"],
  ["134 Cyrillic letters", "ж".repeat(134), 2, "UCS-2"],
  ["a pair across the edge of a part", `${"ж".repeat(66)}😀${"ж".repeat(66)}`, 3, "UCS-2"],
])("%s", (_, text, parts, encoding) => {
  expect(smsParts(text)).toEqual({ parts, encoding });
});

test("the library counts the same", () => {
  const gsm = ["a", "Z", " ", "\n", "\r\n", "@", "ü", "Ñ", "€", "[", "}", "^"];
  const other = ["ж", "í", "ç", "’", "😀", "🇩🇪", "👨‍👩‍👧", "e\u0301", "👍🏽"];
  const text = (characters: string[]) =>
    fc.array(fc.constantFrom(...characters), { maxLength: 400 }).map((chosen) => chosen.join(""));
  fc.assert(
    fc.property(fc.oneof(text(gsm), text(other), text([...gsm, ...other])), (body) => {
      const { segmentsCount, encodingName } = new SegmentedMessage(body);
      expect(smsParts(body)).toEqual({ parts: segmentsCount, encoding: encodingName });
    }),
    { numRuns: 2000 },
  );
});
