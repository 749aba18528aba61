import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readSmsEvent } from "../../shared/adapters/aws/sms-event";
import { smsText } from "../../shared/adapters/aws/sms-text";
import { example, read } from "../../shared/adapters/aws/whatsapp-events.testing";
import { whatsAppMessage } from "../../shared/adapters/aws/whatsapp-payload";
import { twilioFields } from "../../shared/adapters/twilio/twilio-content";
import { type ContentForm, contentOf } from "../../shared/adapters/twilio/twilio-inbound-content";
import {
  type Carrier,
  type InboundKind,
  outboundCarriage,
} from "../../shared/domain/content/carriage";
import { allContents, fullContents } from "../../shared/domain/content/contents.testing";
import { type InboundWire, inboundKinds } from "../../shared/domain/content/inbound-kinds";
import { phoneNumber } from "../../shared/domain/message/channel";
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

/**
 * An example of each kind at each wire: B by recorded events (their sources stand in
 * examples/events/README.md), A by the fields that Twilio documents for its webhook, SMS by AWS's
 * two-way payload.
 */
const comeIn: {
  readonly [Kind in InboundKind]: {
    readonly B: readonly string[];
    readonly A?: ContentForm;
    readonly sms?: string;
  };
} = {
  text: { B: ["text", "text-reply"], A: { MessageType: "text", Body: "Hi" }, sms: "Hi" },
  image: { B: ["image"], A: medium("image", "image/jpeg") },
  video: { B: ["video"], A: medium("video", "video/mp4") },
  audio: { B: ["audio-voice"], A: medium("audio", "audio/ogg") },
  document: { B: ["document"], A: medium("document", "application/pdf") },
  sticker: { B: ["sticker"], A: medium("image", "image/webp") },
  location: { B: ["location"], A: { MessageType: "location", Latitude: 1, Longitude: 2 } },
  contacts: { B: ["contacts"], A: medium("contacts", "text/vcard") },
  reaction: { B: [] },
  choice: {
    B: ["button", "interactive-button-reply", "interactive-list-reply"],
    A: { MessageType: "button", ButtonText: "Yes", ButtonPayload: "yes" },
  },
  "form-reply": {
    B: ["interactive-flow-reply"],
    A: { MessageType: "interactive", InteractiveData: "{}" },
  },
  order: { B: ["order"] },
  unsupported: { B: ["unsupported"], A: { MessageType: "poll" }, sms: " " },
};

function medium(type: string, mimeType: string): ContentForm {
  const url = "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0";
  return { MessageType: type, NumMedia: 1, MediaUrl0: url, MediaContentType0: mimeType };
}

function bySms(messageBody: string): string | undefined {
  const notification = {
    Type: "Notification",
    Timestamp: "2026-11-24T09:30:00.412Z",
    Message: JSON.stringify({
      originationNumber: "+12025550101",
      destinationNumber: "+12025550199",
      messageKeyword: "KEYWORD_1",
      messageBody,
      inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
    }),
  };
  const arrival = { body: JSON.stringify(notification), now: 0 };
  const [item] = readSmsEvent(arrival, [phoneNumber("+12025550199")]);
  return item?.kind === "message" ? item.message.content.type : item?.kind;
}

test.each(Object.entries(comeIn))("%s comes in where the table says so", (kind, { B, A, sms }) => {
  for (const name of B) {
    const items = read(example(name));
    expect(items).toMatchObject([{ kind: "message", message: { content: { type: kind } } }]);
  }
  if (A) expect(contentOf(A)).toMatchObject({ content: { type: kind } });
  if (sms) expect(bySms(sms)).toBe(kind);
  const how = (wire: InboundWire) => inboundKinds[wire][kind as InboundKind].how;
  expect([how("A"), how("sms")].map((each) => each !== "refused")).toEqual([
    A !== undefined,
    sms !== undefined,
  ]);
});

test("a reaction comes in as an event of the person, by AWS alone", () => {
  for (const name of ["reaction", "reaction-removed"])
    expect(read(example(name))).toMatchObject([{ kind: "person" }]);
  expect(contentOf({ MessageType: "reaction" })).toEqual({ ignored: "nothing-to-do" });
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
