import fc from "fast-check";
import { phoneNumber } from "../../domain/message/channel";
import { readSmsEvent } from "./sms-event";

const now = Date.parse("2026-11-24T09:30:01Z");
const publishedAt = now - 588;
const ours = [phoneNumber("+12025550102"), phoneNumber("+12025550103")];
const wrapped = (one: unknown) =>
  JSON.stringify({
    Type: "Notification",
    Message: JSON.stringify(one),
    Timestamp: "2026-11-24T09:30:00.412Z",
  });
const read = (one: unknown) => readSmsEvent({ body: wrapped(one), now }, ours);
const attempt = `m-${"0123456789abcdef".repeat(2)}.2`;

/** AWS End User Messaging SMS user guide, "Two-way SMS message payload", with numbers of ours. */
const twoWay = {
  originationNumber: "+12025550182",
  destinationNumber: "+12025550102",
  messageKeyword: "JOIN",
  messageBody: "two eggs",
  inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
  previousPublishedMessageId: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/** The same guide, "Example event data", with numbers of ours and our context. */
const delivery = {
  eventType: "TEXT_SUCCESSFUL",
  eventVersion: "1.0",
  eventTimestamp: 1_686_975_103_470,
  isFinal: true,
  originationPhoneNumber: "+12025550102",
  destinationPhoneNumber: "+12025550156",
  isoCountryCode: "US",
  mcc: "310",
  mnc: "800",
  carrierName: "Carrier",
  messageId: "862a8790-60c0-4430-9b2b-658bdexample",
  messageRequestTimestamp: 1_686_975_103_170,
  messageEncoding: "GSM",
  messageType: "TRANSACTIONAL",
  messageStatus: "SUCCESSFUL",
  messageStatusDescription: "Message has been accepted by phone carrier",
  context: { attempt },
  totalMessageParts: 2,
  totalMessagePrice: 0.09582,
  totalCarrierFee: 0.0,
};

describe("a two-way message", () => {
  const expected = {
    channel: "sms",
    provider: "aws",
    providerMessageId: twoWay.inboundMessageId,
    businessNumber: "+12025550102",
    from: [{ kind: "phone", value: "+12025550182" }],
    content: { type: "text", body: "two eggs" },
    writtenAt: publishedAt,
    receivedAt: publishedAt,
  };

  it("is of the time at which SNS took it, whenever it is read", () => {
    expect(read(twoWay)).toEqual([{ kind: "message", message: expected }]);
    expect(readSmsEvent({ body: wrapped(twoWay), now: now + 86_400_000 }, ours)).toEqual(
      read(twoWay),
    );
  });

  it("is of the queue's time where SNS delivers raw", () => {
    const raw = { body: JSON.stringify(twoWay), queuedAt: now - 3, now };
    expect(readSmsEvent(raw, ours)).toMatchObject([{ message: { writtenAt: now - 3 } }]);
  });

  it.each([
    ["a short code", "72345"],
    ["a name", "AMAZON"],
    ["a name of digits and letters", "12025550182x"],
  ])("from %s cannot be answered, and is dropped", (_, originationNumber) => {
    expect(read({ ...twoWay, originationNumber })).toEqual([
      { kind: "ignored", why: "unanswerable-sender", what: "sms" },
    ]);
  });

  it("to a number that is not ours is dropped", () => {
    expect(read({ ...twoWay, destinationNumber: "+12025550109" })).toEqual([
      { kind: "ignored", why: "another-number", what: "sms" },
    ]);
    expect(read({ ...twoWay, destinationNumber: "12025550103" })).toMatchObject([
      { message: { businessNumber: "+12025550103" } },
    ]);
  });

  it("may be empty; its words may be digits", () => {
    expect(read({ ...twoWay, messageBody: null })).toMatchObject([
      { message: { content: { type: "unsupported", kind: "empty" } } },
    ]);
    expect(read({ ...twoWay, messageBody: 200 })).toMatchObject([
      { message: { content: { type: "text", body: "200" } } },
    ]);
  });
});

describe("a delivery event", () => {
  it("carries our id, the parts and both clocks", () => {
    expect(read(delivery)).toEqual([
      {
        kind: "delivery",
        event: {
          channel: "sms",
          provider: "aws",
          attemptId: attempt,
          providerMessageIds: [delivery.messageId],
          status: "delivered",
          providerAt: 1_686_975_103_470,
          receivedAt: now,
          parts: 2,
        },
      },
    ]);
  });

  it.each([
    ["TEXT_QUEUED", false, "accepted"],
    ["TEXT_PENDING", false, "sent"],
    ["TEXT_SUCCESSFUL", false, "sent"],
    ["TEXT_SUCCESSFUL", "true", "delivered"],
    ["TEXT_DELIVERED", true, "delivered"],
    ["MEDIA_DELIVERED", true, "delivered"],
  ])("%s (final: %s) is %s", (eventType, isFinal, status) => {
    expect(read({ ...delivery, eventType, isFinal })).toMatchObject([{ event: { status } }]);
  });

  /** Every failure in the SDK's list of event types (`EventType` of SMS and Voice v2). */
  it.each([
    "TEXT_INVALID",
    "TEXT_INVALID_MESSAGE",
    "TEXT_UNREACHABLE",
    "TEXT_CARRIER_UNREACHABLE",
    "TEXT_BLOCKED",
    "TEXT_CARRIER_BLOCKED",
    "TEXT_SPAM",
    "TEXT_TTL_EXPIRED",
    "TEXT_PROTECT_BLOCKED",
    "MEDIA_INVALID",
    "MEDIA_BLOCKED",
    "MEDIA_FILE_INACCESSIBLE",
    "MEDIA_FILE_TYPE_UNSUPPORTED",
    "MEDIA_FILE_SIZE_EXCEEDED",
  ])("%s failed, by a code that is known", (eventType) => {
    expect(read({ ...delivery, eventType })).toMatchObject([
      { event: { status: "failed", refusal: { code: eventType, known: true } } },
    ]);
  });

  it.each([
    ["TEXT_UNKNOWN", "nothing-to-do"],
    ["TEXT_PONDERED", "unknown-status"],
    ["VOICE_ANSWERED", "unknown-kind"],
    ["RCS_READ", "unknown-kind"],
  ])("%s says nothing of a message: %s", (eventType, why) => {
    expect(read({ ...delivery, eventType })).toEqual([{ kind: "ignored", why, what: eventType }]);
  });
});

describe("what cannot be read", () => {
  it.each<[string, unknown]>([
    ["neither message nor event", { note: "secret" }],
    ["a message without its id", { ...twoWay, inboundMessageId: null, messageBody: "secret" }],
    ["a message from nobody", { ...twoWay, originationNumber: null, messageBody: "secret" }],
    ["an event of no message", { ...delivery, messageId: null, context: null, note: "secret" }],
    ["a text", "secret"],
  ])("is put aside with a reason that holds nothing of it: %s", (_, one) => {
    const [item] = read(one);
    expect(item).toMatchObject({ kind: "unreadable", raw: wrapped(one) });
    expect(item?.kind === "unreadable" && item.reason).not.toMatch(/secret|\+1202/);
  });

  it("is one item, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string()), (one) => {
        expect(read(one)).toHaveLength(1);
        const body = typeof one === "string" ? one : JSON.stringify(one);
        expect(readSmsEvent({ body, now }, ours)).toHaveLength(1);
      }),
    );
  });
});
