import { readSmsEvent } from "./sms-event";

const receivedAt = 1_800_000_000_000;
const wrapped = (one: object) =>
  JSON.stringify({ Type: "Notification", Message: JSON.stringify(one) });

const delivery = {
  eventType: "TEXT_SUCCESSFUL",
  eventVersion: "1.0",
  eventTimestamp: 1_686_975_103_470,
  isFinal: true,
  destinationPhoneNumber: "+14255550156",
  messageId: "sms-1",
  context: { messageId: "m-1" },
};

describe("readSmsEvent", () => {
  it("reads a two-way message", () => {
    const event = {
      originationNumber: "+14255550182",
      destinationNumber: "+12125550101",
      messageKeyword: "JOIN",
      messageBody: "two eggs",
      inboundMessageId: "cae173d2",
    };
    expect(readSmsEvent(wrapped(event), receivedAt)).toEqual({
      kind: "message",
      message: {
        channel: "sms",
        provider: "aws",
        providerMessageId: "cae173d2",
        businessNumber: "+12125550101",
        from: [{ kind: "phone", value: "+14255550182" }],
        content: { type: "text", body: "two eggs" },
        receivedAt,
      },
    });
  });

  it("reads a delivery event with our id and both clocks", () => {
    expect(readSmsEvent(wrapped(delivery), receivedAt)).toEqual({
      kind: "delivery",
      delivery: {
        channel: "sms",
        provider: "aws",
        messageId: "m-1",
        providerMessageIds: ["sms-1"],
        status: "delivered",
        providerAt: 1_686_975_103_470,
        receivedAt,
      },
    });
  });

  it.each([
    ["TEXT_QUEUED", false, "accepted"],
    ["TEXT_PENDING", false, "sent"],
    ["TEXT_SUCCESSFUL", false, "sent"],
    ["TEXT_DELIVERED", true, "delivered"],
    ["TEXT_CARRIER_UNREACHABLE", true, "failed"],
  ])("%s (final: %s) is %s", (eventType, isFinal, status) => {
    expect(readSmsEvent(wrapped({ ...delivery, eventType, isFinal }), receivedAt)).toMatchObject({
      delivery: { status },
    });
  });

  it("takes no news for no failure", () => {
    const unknown = readSmsEvent(wrapped({ ...delivery, eventType: "TEXT_UNKNOWN" }), receivedAt);
    expect(unknown).toEqual({ kind: "ignored", what: "event TEXT_UNKNOWN" });
  });

  it("refuses what is neither, without a word of it", () => {
    expect(() => readSmsEvent(wrapped({ note: "secret" }), receivedAt)).toThrow(
      /neither a two-way message nor a delivery event\.$/,
    );
  });
});
