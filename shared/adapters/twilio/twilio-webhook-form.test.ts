import fc from "fast-check";
import { phoneNumber } from "../../domain/message/channel";
import { readTwilioInbound, readTwilioStatus } from "./twilio-webhook-form";

const ours = phoneNumber("+12025550100");
const attempt = `m-${"0123456789abcdef".repeat(2)}.1`;
const read = (fields: Record<string, string>) =>
  readTwilioInbound({ form: new URLSearchParams(fields), ours, reachedAt: 5, now: 9 });

/** As captured webhooks read; ids and numbers are ours. */
const common = {
  SmsMessageSid: "SM00000000000000000000000000000001",
  NumMedia: "0",
  ProfileName: "Ada",
  MessageType: "text",
  SmsSid: "SM00000000000000000000000000000001",
  WaId: "12025550199",
  SmsStatus: "received",
  Body: "two eggs",
  To: "whatsapp:+12025550100",
  NumSegments: "1",
  ReferralNumMedia: "0",
  MessageSid: "SM00000000000000000000000000000001",
  AccountSid: "AC00000000000000000000000000000001",
  ChannelMetadata: '{"type":"whatsapp","data":{"context":{"ProfileName":"Ada"}}}',
  From: "whatsapp:+12025550199",
  ApiVersion: "2010-04-01",
};

/** A captured reply to a template's quick reply, which has most of what a form can have. */
const tapped = {
  ...common,
  OriginalRepliedMessageSender: "whatsapp:+12025550100",
  OriginalRepliedMessageSid: "MM00000000000000000000000000000002",
  ExternalUserId: "whatsapp:US.4566546130240823",
  MessageType: "interactive",
  Body: "Confirm",
  ButtonText: "Confirm",
  ButtonPayload: "confirm-1",
};

const mediaUrl =
  "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001" +
  "/Messages/MM00000000000000000000000000000001/Media/ME00000000000000000000000000000001";
const media = (MessageType: string, MediaContentType0: string, Body = "") => ({
  ...common,
  MessageType,
  Body,
  NumMedia: "1",
  MediaUrl0: mediaUrl,
  MediaContentType0,
});

describe("an inbound message", () => {
  it("is told with the gateway's time, the address that wrote first", () => {
    expect(read(common)).toEqual([
      {
        kind: "message",
        message: {
          channel: "whatsapp",
          provider: "twilio",
          providerMessageId: common.MessageSid,
          businessNumber: ours,
          from: [
            { kind: "phone", value: "+12025550199" },
            { kind: "waId", value: "12025550199" },
          ],
          profileName: "Ada",
          content: { type: "text", body: "two eggs" },
          writtenAt: 5,
          receivedAt: 5,
        },
      },
    ]);
  });

  it("names what it quotes and the person's user id, with a number and without", () => {
    expect(read(tapped)).toMatchObject([
      {
        message: {
          quotes: "MM00000000000000000000000000000002",
          content: { type: "choice", title: "Confirm", id: "confirm-1" },
        },
      },
    ]);
    const [item] = read(tapped);
    expect(item?.kind === "message" && item.message.from[2]).toEqual({
      kind: "bsuid",
      value: "US.4566546130240823",
    });
    expect(read({ ...tapped, From: "whatsapp:US.4566546130240823", WaId: "" })).toMatchObject([
      { message: { from: [{ kind: "bsuid", value: "US.4566546130240823" }] } },
    ]);
  });

  it.each<[string, Record<string, string>, object]>([
    ["image", media("image", "image/jpeg", "my lunch"), { type: "image", caption: "my lunch" }],
    ["image without a type", media("", "image/png"), { type: "image" }],
    ["video", media("video", "video/mp4"), { type: "video" }],
    ["voice", media("audio", "audio/ogg"), { type: "audio" }],
    ["document", media("document", "application/pdf", "plan.pdf"), { filename: "plan.pdf" }],
    ["document with words", media("document", "application/pdf", "here"), { caption: "here" }],
    ["file without a type", media("", "application/zip"), { type: "document" }],
    ["sticker", media("sticker", "image/webp"), { type: "sticker" }],
    ["sticker that says it is a picture", media("image", "image/webp"), { type: "sticker" }],
    ["contact card", media("contacts", "text/vcard"), { type: "contacts" }],
    ["contact card without a type", media("", "text/x-vcard"), { type: "contacts" }],
    [
      "location",
      {
        ...common,
        MessageType: "location",
        Body: "",
        Latitude: "38.9",
        Longitude: "-77",
        Label: "Market",
        Address: "100 Example Street",
      },
      { type: "location", latitude: 38.9, longitude: -77, name: "Market" },
    ],
    [
      "row of a list",
      {
        ...common,
        MessageType: "interactive",
        Body: "Soup",
        ListId: "soup",
        ListTitle: "Soup",
        ListDescription: "Of lentils",
      },
      { type: "choice", title: "Soup", id: "soup", description: "Of lentils" },
    ],
    [
      "button's payload alone",
      { ...common, MessageType: "button", Body: "", ButtonPayload: "stop" },
      { type: "choice", title: "stop", id: "stop" },
    ],
    [
      "flow's reply",
      { ...common, MessageType: "interactive", Body: "", InteractiveData: '{"goal":"x"}' },
      { type: "form-reply", response: '{"goal":"x"}' },
    ],
    ["nothing", { ...common, Body: "  " }, { type: "unsupported", kind: "empty" }],
    [
      "order",
      { ...common, MessageType: "order", Body: "" },
      { type: "unsupported", kind: "order" },
    ],
    ["words of a kind of tomorrow", { ...common, MessageType: "poem" }, { type: "text" }],
  ])("of the kind: %s", (_, fields, content) => {
    expect(read(fields)).toMatchObject([{ kind: "message", message: { content } }]);
  });

  it("with media keeps where they are, and shows that there were more", () => {
    expect(read({ ...media("image", "image/jpeg"), NumMedia: "2" })).toMatchObject([
      { message: { content: { media: { at: "twilio", url: mediaUrl, mimeType: "image/jpeg" } } } },
      { kind: "ignored", why: "unknown-kind", what: "media" },
    ]);
  });

  it.each(["reaction", "edit", "revoke", "system", "request_welcome"])(
    "of the type %s gets silence",
    (MessageType) => {
      expect(read({ ...common, MessageType, Body: "👍" })).toEqual([
        { kind: "ignored", why: "nothing-to-do", what: MessageType },
      ]);
    },
  );

  it("by SMS to number A is no WhatsApp; to another number it is not ours", () => {
    const sms = { ...common, From: "+12025550199", To: "+12025550100" };
    expect(read(sms)).toMatchObject([{ kind: "ignored", why: "not-whatsapp" }]);
    expect(read({ ...common, To: "messenger:1234567" })).toMatchObject([{ why: "not-whatsapp" }]);
    expect(read({ ...common, To: "whatsapp:+12025550101" })).toMatchObject([
      { why: "another-number" },
    ]);
  });

  it("from a name cannot be answered", () => {
    expect(read({ ...common, From: "whatsapp:Brand", WaId: "" })).toMatchObject([
      { why: "unanswerable-sender" },
    ]);
  });

  it("that lacks what makes it one is put aside with a reason that holds nothing of it", () => {
    const { MessageSid, SmsMessageSid, ...nameless } = common;
    for (const fields of [nameless, { ...common, From: "" }, { Body: "secret" }]) {
      const [item] = read(fields);
      expect(item).toMatchObject({ kind: "unreadable" });
      expect(item?.kind === "unreadable" && item.reason).not.toMatch(/secret|eggs|1202/);
    }
  });

  it("is at least one item, whatever the form is", () => {
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(tapped)), fc.string());
    fc.assert(
      fc.property(fields, (more) => {
        expect(read({ ...tapped, ...more }).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a status callback", () => {
  /** As captured callbacks read. */
  const callback = {
    ChannelPrefix: "whatsapp",
    ApiVersion: "2010-04-01",
    MessageStatus: "delivered",
    SmsSid: "SM00000000000000000000000000000003",
    SmsStatus: "delivered",
    ChannelInstallSid: "XE00000000000000000000000000000001",
    To: "whatsapp:+12025550199",
    From: "whatsapp:+12025550100",
    MessageSid: "SM00000000000000000000000000000003",
    AccountSid: "AC00000000000000000000000000000001",
    ChannelToAddress: "+12025550199",
    EventType: "DELIVERED",
  };
  const status = (more: Record<string, string> = {}, id: string | undefined = attempt) => {
    const form = new URLSearchParams({ ...callback, ...more });
    return readTwilioStatus({ form, ours, reachedAt: 5, now: 9 }, id);
  };

  it("carries our id and Twilio's, and no time but ours", () => {
    expect(status()).toEqual([
      {
        kind: "delivery",
        event: {
          channel: "whatsapp",
          provider: "twilio",
          attemptId: attempt,
          providerMessageIds: [callback.MessageSid],
          status: "delivered",
          receivedAt: 9,
        },
      },
    ]);
    expect(status({}, "somebody else's")).toEqual([
      { kind: "delivery", event: expect.not.objectContaining({ attemptId: expect.anything() }) },
    ]);
  });

  it.each([
    [{ MessageStatus: "undelivered", ErrorCode: "63003" }, "63003", true],
    [{ MessageStatus: "failed", ErrorCode: "63049" }, "63049", true],
    [{ MessageStatus: "failed", ErrorCode: "99999" }, "99999", false],
    [{ MessageStatus: "failed" }, "failed", false],
  ])("that failed is looked up by its code: %j", (more, code, known) => {
    expect(status(more)).toMatchObject([{ event: { status: "failed", refusal: { code, known } } }]);
  });

  it.each([
    [{ MessageStatus: "pondering" }, "unknown-status"],
    [{ MessageStatus: "received" }, "nothing-to-do"],
    [{ From: "whatsapp:+12025550101" }, "another-number"],
    [{ From: "+12025550100" }, "not-whatsapp"],
  ])("that says nothing of a message of ours is counted: %j", (more, why) => {
    expect(status(more)).toMatchObject([{ kind: "ignored", why }]);
  });

  it("of no message is put aside", () => {
    expect(status({ MessageSid: "", SmsSid: "" }, "none")).toMatchObject([{ kind: "unreadable" }]);
  });
});
