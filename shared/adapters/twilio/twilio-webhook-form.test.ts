import { readTwilioInbound, readTwilioStatus } from "./twilio-webhook-form";

const inbound = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    MessageSid: "SM1",
    From: "whatsapp:+12025550199",
    To: "whatsapp:+12025550100",
    Body: "two eggs",
    NumMedia: "0",
    WaId: "12025550199",
    ProfileName: "Ada",
    FieldOfTomorrow: "x",
    ...more,
  });

describe("readTwilioInbound", () => {
  it("reads a text", () => {
    expect(readTwilioInbound(inbound(), 5)).toEqual({
      channel: "whatsapp",
      provider: "twilio",
      providerMessageId: "SM1",
      businessNumber: "+12025550100",
      from: [
        { kind: "phone", value: "+12025550199" },
        { kind: "waId", value: "12025550199" },
      ],
      profileName: "Ada",
      content: { type: "text", body: "two eggs" },
      receivedAt: 5,
    });
  });

  it("knows a person by the business-scoped user id, with a number and without", () => {
    const both = readTwilioInbound(inbound({ ExternalUserId: "whatsapp:US.1" }), 5);
    expect(both.from).toContainEqual({ kind: "bsuid", value: "US.1" });
    const hidden = readTwilioInbound(inbound({ From: "whatsapp:US.1", WaId: "" }), 5);
    expect(hidden.from).toEqual([{ kind: "bsuid", value: "US.1" }]);
  });

  it.each([
    [{ NumMedia: "1", MediaContentType0: "image/jpeg" }, "image/jpeg"],
    [{ Body: "", MessageType: "location" }, "location"],
  ])("names what is no text: %j", (more, kind) => {
    expect(readTwilioInbound(inbound(more as Record<string, string>), 5).content).toEqual({
      type: "unsupported",
      kind,
    });
  });

  it("refuses a form that is none", () => {
    expect(() => readTwilioInbound(new URLSearchParams({ Body: "secret" }), 5)).toThrow(
      /MessageSid.*From.*To/,
    );
  });
});

describe("readTwilioStatus", () => {
  const status = (MessageStatus: string, more: Record<string, string> = {}) =>
    readTwilioStatus(new URLSearchParams({ MessageSid: "SM1", MessageStatus, ...more }), "m-1", 5);

  it("carries our id and Twilio's", () => {
    expect(status("delivered")).toEqual({
      channel: "whatsapp",
      provider: "twilio",
      messageId: "m-1",
      providerMessageIds: ["SM1"],
      status: "delivered",
      receivedAt: 5,
    });
  });

  it("calls undelivered failed, as Meta does, with its code", () => {
    expect(status("undelivered", { ErrorCode: "63003" })).toMatchObject({
      status: "failed",
      fault: { class: "recipient", code: "63003" },
    });
  });

  it("says nothing where the status is new to us", () => {
    expect(status("pondering")).toBeUndefined();
  });
});
