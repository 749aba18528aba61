import type { SendMediaMessageCommandInput } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { outboundCarriage } from "../../domain/content/carriage";
import { allContents, fullContents } from "../../domain/content/contents.testing";
import { smsParts } from "../../domain/content/sms-parts";
import { templateContent } from "../../domain/content/template-catalogue";
import { type MmsMedia, mmsMedia, smsText } from "./sms-text";

test("each kind that SMS carries has words, and the others are refused", () => {
  for (const content of allContents) {
    if (outboundCarriage.sms[content.type].how === "refused")
      expect(() => smsText(content)).toThrow(`SMS carries no ${content.type}.`);
    else expect(smsText(content)).not.toBe("");
  }
});

test("buttons become lines to choose from, whose marks do not cost a second part", () => {
  expect(smsText(fullContents.buttons)).toBe(
    "Breakfast\n\nDid you have two eggs?\n\n- Yes\n- No\n\nTap one",
  );
  for (const content of [fullContents.buttons, fullContents.list, fullContents.link])
    expect(smsParts(smsText(content))).toEqual({ parts: 1, encoding: "GSM-7" });
});

test("a place becomes its name and a link to a map", () => {
  expect(smsText(fullContents.location)).toBe(
    "The market\n375 Beale St\n" +
      "https://www.google.com/maps/search/?api=1&query=37.78789,-122.391664",
  );
});

test("contacts are told apart", () => {
  const card = (name: string) => ({ name, phones: ["+12025550101"] });
  expect(smsText({ type: "contacts", contacts: [card("Ada"), card("Bo")] })).toBe(
    "Ada\n+12025550101\n\nBo\n+12025550101",
  );
});

test("a template is read in its language, with its values and its way out", () => {
  const values = { first_name: "Ada", recipe: "Erbsensuppe", minutes: "30" };
  expect(smsText(templateContent("weekly_recipe", "de", values))).toBe(
    "Ein neues Rezept, Ada\n\n" +
      "Diese Woche gibt es bei uns Erbsensuppe, fertig in 30 Minuten. " +
      "Schreib uns, was es dazu gab, und wir zählen die Kalorien.\n\n" +
      "- Keine Werbung mehr\n\nDu bekommst das, weil du Rezepte wolltest.",
  );
});

/*
 * AWS End User Messaging SMS and Voice v2 API reference, SendMediaMessage: MediaUrls has one S3
 * URI, MessageBody is optional. The SDK's own types say the rest.
 */
test("a file is an S3 URI with its caption", () => {
  const media: Pick<SendMediaMessageCommandInput, keyof MmsMedia> | undefined = mmsMedia(
    fullContents.image,
    "media-bucket",
  );
  expect(media).toEqual({
    MediaUrls: ["s3://media-bucket/out/plan.jpg"],
    MessageBody: "Your plan",
  });
  expect(mmsMedia(fullContents.audio, "b")).toEqual({ MediaUrls: ["s3://b/out/answer.ogg"] });
});

test("what is no file that MMS has, or not ours, is none", () => {
  const atMeta = { at: "meta", mediaId: "1", mimeType: "image/jpeg" } as const;
  const heif = { at: "s3", key: "a.heif", mimeType: "image/heif" } as const;
  expect(mmsMedia({ type: "image", media: atMeta }, "b")).toBeUndefined();
  expect(mmsMedia({ type: "image", media: heif }, "b")).toBeUndefined();
  expect(mmsMedia(fullContents.sticker, "b")).toBeUndefined();
  expect(mmsMedia(fullContents.text, "b")).toBeUndefined();
});
