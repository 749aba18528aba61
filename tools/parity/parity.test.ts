import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { smsText } from "../../shared/adapters/aws/sms-text";
import { whatsAppMessage } from "../../shared/adapters/aws/whatsapp-payload";
import { twilioFields } from "../../shared/adapters/twilio/twilio-content";
import { type Carrier, outboundCarriage } from "../../shared/domain/content/carriage";
import { allContents, fullContents } from "../../shared/domain/content/contents.testing";
import type { AttemptId } from "../../shared/domain/message/message-id";
import { features } from "./features";
import { parityDocument } from "./parity";

const to = { kind: "phone", value: "+12025550123" } as const;
const attemptId = "m-00000000000000000000000000000001.1" as AttemptId;
const sent = { to, attemptId, mediaId: "1" } as const;
const atTwilio = {
  contentSids: { weekly_recipe: "HX1" },
  mediaUrl: "https://media.example.com/a",
};

test("the committed document is what the tables say", () => {
  const committed = readFileSync(resolve(__dirname, "../../docs/FEATURE_PARITY.md"), "utf8");
  expect(committed).toBe(parityDocument());
});

/** Whether a rendering still has the kind's own form: more than a text. */
const ownForm: Readonly<
  Record<Exclude<Carrier, "mms">, (type: keyof typeof fullContents) => boolean>
> = {
  B: (type) => {
    const message = whatsAppMessage({ ...sent, content: fullContents[type] });
    return (message as { type: string }).type !== "text";
  },
  A: (type) => {
    const result = twilioFields(fullContents[type], atTwilio);
    return result.ok && Object.keys(result.fields).join() !== "Body";
  },
  sms: () => false,
};

test("yes is said of what keeps its form, less of what becomes a text", () => {
  for (const { type } of allContents) {
    for (const carrier of ["A", "B", "sms"] as const) {
      const { how } = outboundCarriage[carrier][type];
      if (type === "text" || how === "refused") continue;
      // A document at Twilio keeps its form, and may lose its caption.
      const isNative = how === "native" || (carrier === "A" && type === "document");
      expect([carrier, type, ownForm[carrier](type)]).toEqual([carrier, type, isNative]);
    }
  }
});

test("what is said of quotes holds", () => {
  const quoting = features.find(({ name }) => name.startsWith("Quoting"));
  const message = whatsAppMessage({ ...sent, content: fullContents.text, quotes: "wamid.x" });
  expect([quoting?.by.B.how, Object.hasOwn(message, "context")]).toEqual(["native", true]);
  expect(quoting?.by.A.how).toBe("refused");
});

test("no kind is silently dropped: it is sent, or an error says that it is not", () => {
  for (const content of allContents) {
    expect(JSON.stringify(whatsAppMessage({ ...sent, content }))).toContain('"type"');
    const result = twilioFields(content, atTwilio);
    expect(result.ok ? Object.keys(result.fields).length : result.refusal.explanation).toBeTruthy();
    const isRefused = outboundCarriage.sms[content.type].how === "refused";
    if (isRefused) expect(() => smsText(content)).toThrow(content.type);
    else expect(smsText(content)).not.toBe("");
  }
});
