import fc from "fast-check";
import { anyContent } from "../domain/content/any-content.testing";
import { type Carrier, outboundCarriage } from "../domain/content/carriage";
import { checkLimits } from "../domain/content/check-limits";
import type { OutboundContent } from "../domain/content/content";
import { allContents } from "../domain/content/contents.testing";
import { templateNames } from "../domain/content/template-catalogue";
import type { AttemptId } from "../domain/message/message-id";
import { mmsMedia, smsText } from "./aws/sms-text";
import { whatsAppMessage } from "./aws/whatsapp-payload";
import { twilioFields } from "./twilio/twilio-content";

const attemptId = "m-00000000000000000000000000000001.1" as AttemptId;
const to = { kind: "phone", value: "+12025550123" } as const;
const contentSids = Object.fromEntries(
  templateNames.flatMap((name) =>
    [name, `${name}:es`, `${name}:de`].map((key) => [key, "HX1"] as const),
  ),
);

/** Renders whatever the carrier's check lets pass; each kind that it carries must be among it. */
function forWhatPasses(carrier: Carrier, render: (content: OutboundContent) => void): void {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyContent, (content) => {
      if (checkLimits(content, carrier)) return;
      render(content);
      seen.add(content.type);
    }),
    { numRuns: 3000 },
  );
  const carried = allContents
    .map(({ type }) => type)
    .filter((type) => outboundCarriage[carrier][type].how !== "refused");
  expect([...seen].sort()).toEqual(carried.toSorted());
}

test("what passes for AWS is a message with a part of its type", () => {
  forWhatPasses("B", (content) => {
    const message = whatsAppMessage({ to, content, attemptId, mediaId: "1" }) as {
      [member: string]: unknown;
      type: string;
    };
    expect(message[message.type]).toEqual(expect.any(Object));
  });
});

test("what passes for Twilio has fields, and a body of at most 1,600 characters", () => {
  forWhatPasses("A", (content) => {
    const result = twilioFields(content, { contentSids, mediaUrl: "https://example.com/a" });
    if (!result.ok) throw new Error(result.refusal.explanation);
    const { Body, MediaUrl, ContentSid } = result.fields;
    expect(Body ?? MediaUrl ?? ContentSid).toBeTruthy();
    expect(Body?.length ?? 1).toBeLessThanOrEqual(1600);
  });
});

test("what passes for SMS has words, of at most 1,600 characters", () => {
  forWhatPasses("sms", (content) => expect(smsText(content)).toMatch(/^.{1,1600}$/s));
});

test("what passes for MMS has a file, or else words", () => {
  forWhatPasses("mms", (content) => {
    const media = mmsMedia(content, "bucket");
    expect(media?.MediaUrls.length ?? smsText(content).length).toBeGreaterThan(0);
    expect(media?.MessageBody ?? "a").toMatch(/^.{1,1600}$/s);
  });
});
