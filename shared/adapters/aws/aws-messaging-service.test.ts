import { phoneNumber } from "../../domain/message/channel";
import { attemptId, initiatedId } from "../../domain/message/message-id";
import type { MessageSender, SendRequest } from "../../ports";
import { type Arrived, RawServer } from "../raw-server.testing";
import { SendOnce } from "../send-once";
import { AWSMessagingService, type AwsMedia, openMessagingClients } from "./aws-messaging-service";

/** The SDK's own clients, as the functions open them, against a server that speaks by hand. */
let server: RawServer;
let service: AWSMessagingService;
let once: SendOnce;
let react: (arrived: Arrived) => void;

const environment = { ...process.env };
beforeEach(async () => {
  server = new RawServer((arrived) => react(arrived));
  process.env.AWS_ENDPOINT_URL = await server.listen();
  process.env.AWS_REGION = "eu-central-1";
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  open();
});
afterEach(async () => {
  once.destroy();
  await server.close();
  process.env = { ...environment };
});

function open(media?: AwsMedia): void {
  once = new SendOnce({ connectMs: 300, totalMs: 500, holdBodyMs: 50, idleMs: 4_000 });
  const settings = {
    whatsappPhoneNumberId: "phone-number-id-1",
    whatsappNumber: phoneNumber("+12025550101"),
    metaApiVersion: "v23.0",
    smsSenderArn: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
    smsConfigurationSet: "events",
    smsMessageType: "TRANSACTIONAL",
  } as const;
  service = new AWSMessagingService(openMessagingClients(once), settings, media);
}

const id = attemptId(initiatedId("one"), 1);
const phone = { kind: "phone", value: "+12025550199" } as const;
const waId = { kind: "waId", value: "12025550199" } as const;
const bsuid = { kind: "bsuid", value: "US.1" } as const;
const request: SendRequest = {
  attemptId: id,
  to: [phone],
  content: { type: "text", body: "two eggs" },
};

async function send(sender: MessageSender, more: Partial<SendRequest> = {}) {
  const prepared = await sender.prepare({ ...request, ...more });
  return prepared.kind === "ready" ? prepared.perform() : prepared;
}
const whatsApp = (more?: Partial<SendRequest>) =>
  send(service.getMessagingService("whatsapp"), more);
const sms = (more?: Partial<SendRequest>) => send(service.getMessagingService("sms"), more);

/** Asks for the body, then answers; an answer without a body's length, as AWS never gives. */
function answering(status: string, body: object, ...headers: string[]) {
  return ({ headIsNew, bodyIsWhole, write }: Arrived) => {
    if (headIsNew && !bodyIsWhole) write("100 Continue");
    if (bodyIsWhole) write(status, JSON.stringify(body), headers);
  };
}
const afterBody = (what: (arrived: Arrived) => void) => (arrived: Arrived) => {
  if (arrived.headIsNew && !arrived.bodyIsWhole) arrived.write("100 Continue");
  if (arrived.bodyIsWhole) what(arrived);
};

const sentJson = () => JSON.parse(server.requests[0]?.split("\r\n\r\n")[1] ?? "null");
const sentMessage = () => JSON.parse(Buffer.from(sentJson().message, "base64").toString("utf8"));

describe("WhatsApp by AWS", () => {
  it("hands Meta's message object over with our id, and expects to be asked for it", async () => {
    react = answering("200 OK", { messageId: "aws-1" });
    expect(await whatsApp()).toEqual({ kind: "accepted", providerMessageId: "aws-1" });
    expect(server.requests[0]).toMatch(/^POST \/v1\/whatsapp\/send HTTP\/1.1\r\n/);
    expect(server.requests[0]).toMatch(/expect: 100-continue/i);
    // Signed as without it.
    expect(server.requests[0]).not.toMatch(/SignedHeaders=[^,]*expect/);
    expect(sentJson()).toMatchObject({
      originationPhoneNumberId: "phone-number-id-1",
      metaApiVersion: "v23.0",
    });
    expect(sentMessage()).toMatchObject({ biz_opaque_callback_data: id, type: "text" });
  });

  it("writes to the first address that the caller names", async () => {
    react = answering("200 OK", { messageId: "aws-1" });
    await whatsApp({ to: [bsuid, waId] });
    expect(sentMessage()).toMatchObject({ recipient: "US.1" });
  });

  it.each([
    ["400 Bad Request", "ValidationException", "reject"],
    ["403 Forbidden", "AccessDeniedException", "failover"],
    ["404 Not Found", "ResourceNotFoundException", "failover"],
    ["429 Too Many Requests", "ThrottledRequestException", "wait"],
    ["418 Teapot", "NoveltyException", "wait"],
  ])("takes %s %s for a refusal: %s", async (status, code, disposition) => {
    react = answering(status, { message: "no" }, `x-amzn-errortype: ${code}`);
    const known = code !== "NoveltyException";
    expect(await whatsApp()).toMatchObject({
      kind: "refused",
      refusal: { code, disposition, known },
    });
    expect(server.requests).toHaveLength(1);
  });

  it("takes a refusal that comes before the body was asked for", async () => {
    react = ({ write, headIsNew }) => {
      if (headIsNew) write("429 Slow", "{}", ["x-amzn-errortype: ThrottledRequestException"]);
    };
    expect(await whatsApp()).toMatchObject({ kind: "refused", refusal: { disposition: "wait" } });
  });

  it.each<[string, (arrived: Arrived) => void]>([
    ["a reset before the body was asked for", ({ socket }) => socket.resetAndDestroy()],
    ["an end before the body was asked for", ({ socket }) => socket.end()],
    ["a 503 before the body was asked for", ({ write }) => write("503 Busy", "{}")],
  ])("knows that %s has taken nothing, and calls once", async (_, given) => {
    react = given;
    expect(await whatsApp()).toMatchObject({ kind: "not-taken" });
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it("knows that nobody took it where no connection was made", async () => {
    await server.close();
    expect(await whatsApp()).toEqual({ kind: "not-taken", reason: "ECONNREFUSED" });
    process.env.AWS_ENDPOINT_URL = "https://nowhere.invalid";
    open();
    expect(await whatsApp()).toMatchObject({ kind: "not-taken" });
  });

  it("knows that nobody took it on a connection that was closed since the last message", async () => {
    react = answering("200 OK", { messageId: "aws-1" });
    await whatsApp();
    react = ({ socket }) => socket.resetAndDestroy();
    expect(await whatsApp()).toMatchObject({ kind: "not-taken" });
    expect(server.connections).toBe(1);
  });

  it.each<[string, (arrived: Arrived) => void]>([
    ["a reset after the body", afterBody(({ socket }) => socket.resetAndDestroy())],
    ["silence after the body", afterBody(() => {})],
    [
      "half an answer",
      afterBody(({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{"mess')),
    ],
    ["a 500", answering("500 Oops", {}, "x-amzn-errortype: InternalServiceException")],
    ["a 502", answering("502 Oops", {}, "x-amzn-errortype: DependencyException")],
    ["a success without an id", answering("200 OK", {})],
    ["a success that cannot be read", afterBody(({ write }) => write("200 OK", "<html>"))],
  ])("calls %s ambiguous, and sends once", async (_, given) => {
    react = given;
    expect(await whatsApp()).toMatchObject({ kind: "ambiguous" });
    expect(server.requests).toHaveLength(1);
  });

  it("refuses what is too long before anybody is called", async () => {
    const content = { type: "text", body: "x".repeat(4097) } as const;
    expect(await whatsApp({ content })).toMatchObject({
      kind: "refused",
      refusal: { code: "too-long", disposition: "reject" },
    });
    expect(server.connections).toBe(0);
  });

  it("shows that the message was read and that an answer is on its way, whatever comes back", async () => {
    react = answering("500 Oops", {});
    await service.getMessagingService("whatsapp").showTyping("wamid.1");
    expect(sentMessage()).toEqual({
      messaging_product: "whatsapp",
      status: "read",
      message_id: "wamid.1",
      typing_indicator: { type: "text" },
    });
    await server.close();
    await service.getMessagingService("whatsapp").showTyping("wamid.2");
  });
});

describe("SMS by AWS", () => {
  it("leaves from the phone pool and carries our id in the context", async () => {
    react = answering("200 OK", { MessageId: "sms-1" });
    expect(await sms({ to: [bsuid, phone] })).toEqual({
      kind: "accepted",
      providerMessageId: "sms-1",
    });
    expect(sentJson()).toEqual({
      DestinationPhoneNumber: "+12025550199",
      OriginationIdentity: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
      ConfigurationSetName: "events",
      MessageType: "TRANSACTIONAL",
      MessageBody: "two eggs",
      Context: { attempt: id },
    });
  });

  it.each([
    ["ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT", "suppress"],
    ["ConflictException", "NO_ORIGINATION_IDENTITIES_FOUND", "failover"],
    ["ValidationException", "INVALID_PARAMETER", "reject"],
    ["ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", "wait"],
    ["ThrottlingException", undefined, "wait"],
  ])("takes %s %s for: %s", async (name, Reason, disposition) => {
    const __type = `com.amazonaws.pinpointsmsvoicev2#${name}`;
    react = answering("400 Bad Request", { __type, Message: "no", Reason });
    expect(await sms()).toMatchObject({
      kind: "refused",
      refusal: { disposition, known: true, code: Reason ? `${name}:${Reason}` : name },
    });
    expect(server.requests).toHaveLength(1);
  });

  it("calls an InternalServerException ambiguous", async () => {
    react = answering("500 Oops", { __type: "x#InternalServerException" });
    expect(await sms()).toEqual({ kind: "ambiguous", reason: "InternalServerException" });
  });

  it("needs a phone number", async () => {
    expect(await sms({ to: [bsuid] })).toMatchObject({ refusal: { code: "no-address" } });
    expect(server.connections).toBe(0);
  });
});

describe("a file", () => {
  const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const picture = {
    type: "image",
    media: { at: "s3", key: "out/plan.png", mimeType: "image/png" },
    caption: "Your plan",
  } as const;
  const media = (more: Partial<AwsMedia> = {}): AwsMedia => ({
    files: {
      look: async () => ({ head: png, bytes: png.length, mimeType: "image/png", version: "1" }),
      urlOf: async () => "https://files.example.com/",
    },
    bucket: "media",
    uploads: { idOf: async ({ version }) => `id${version}` },
    mms: true,
    ...more,
  });

  it("goes by WhatsApp with the id of its upload", async () => {
    open(media());
    react = answering("200 OK", { messageId: "aws-1" });
    expect(await whatsApp({ content: picture })).toMatchObject({ kind: "accepted" });
    expect(sentMessage()).toMatchObject({ image: { id: "id1", caption: "Your plan" } });
  });

  it("is prepared before anybody is called: a failure there can be tried again", async () => {
    const idOf = () => Promise.reject(new Error("not now"));
    open(media({ uploads: { idOf } }));
    await expect(whatsApp({ content: picture })).rejects.toThrow("not now");
    const refusal = {
      disposition: "wait",
      code: "Slow",
      explanation: "",
      alarm: false,
      known: true,
    } as const;
    open(media({ uploads: { idOf: async () => refusal } }));
    expect(await whatsApp({ content: picture })).toEqual({ kind: "refused", refusal });
    expect(server.connections).toBe(0);
  });

  it("goes by MMS where the number can, and nowhere else", async () => {
    open(media());
    react = answering("200 OK", { MessageId: "mms-1" });
    expect(await sms({ content: picture })).toMatchObject({ providerMessageId: "mms-1" });
    expect(server.requests[0]).toMatch(/x-amz-target: PinpointSMSVoiceV2\.SendMediaMessage/i);
    expect(sentJson()).toEqual({
      DestinationPhoneNumber: "+12025550199",
      OriginationIdentity: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
      ConfigurationSetName: "events",
      MediaUrls: ["s3://media/out/plan.png"],
      MessageBody: "Your plan",
      Context: { attempt: id },
    });
    open(media({ mms: false }));
    expect(await sms({ content: picture })).toMatchObject({ refusal: { code: "not-carried" } });
    expect(server.requests).toHaveLength(1);
  });

  it("is not sent by a function that sends texts alone, nor where another provider has it", async () => {
    expect(await whatsApp({ content: picture })).toMatchObject({
      refusal: { code: "not-carried" },
    });
    open(media());
    const elsewhere = {
      ...picture,
      media: { at: "twilio", url: "https://api.twilio.com/" },
    } as const;
    expect(await whatsApp({ content: elsewhere })).toMatchObject({
      refusal: { code: "no-media-file" },
    });
    expect(await sms({ content: elsewhere })).toMatchObject({ refusal: { code: "no-media-file" } });
    expect(server.connections).toBe(0);
  });
});
