import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { phoneNumber } from "../../domain/message/channel";
import { initiatedId } from "../../domain/message/message-id";
import { AWSMessagingService } from "./aws-messaging-service";

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
  /** Takes the request and hangs up. */
  readonly hangUp?: boolean;
}

let server: Server;
let requests: { path: string; body: Record<string, unknown> }[];
let answer: Answer;
let service: AWSMessagingService;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      requests.push({ path: request.url ?? "", body: JSON.parse(text) });
      if (answer.hangUp) return request.socket.destroy();
      response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  service = serviceAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function serviceAt(endpoint: string): AWSMessagingService {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const options = { endpoint, region: "eu-central-1", credentials, maxAttempts: 1 };
  return new AWSMessagingService(
    { social: new SocialMessagingClient(options), sms: new PinpointSMSVoiceV2Client(options) },
    {
      whatsappPhoneNumberId: "phone-number-id-1",
      whatsappNumber: phoneNumber("+12025550101"),
      metaApiVersion: "v23.0",
      smsSenderArn: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
      smsConfigurationSet: "events",
      smsMessageType: "TRANSACTIONAL",
    },
  );
}

const messageId = initiatedId("one");
const waId = { kind: "waId", value: "12025550199" } as const;
const phone = { kind: "phone", value: "+12025550199" } as const;
const bsuid = { kind: "bsuid", value: "US.1" } as const;
const text = { type: "text", body: "héllo" } as const;
const template = {
  type: "template",
  name: "meal_check_in",
  language: "en",
  parameters: ["Ada"],
} as const;

describe("sendWhatsAppMessage", () => {
  const sent = () =>
    JSON.parse(Buffer.from(String(requests[0]?.body.message), "base64").toString("utf8"));

  it("hands Meta's message object over, with the plus sign and our id", async () => {
    answer = { status: 200, body: { messageId: "aws-1" } };
    expect(await service.sendWhatsAppMessage({ messageId, to: [waId], content: text })).toEqual({
      kind: "accepted",
      providerMessageId: "aws-1",
    });
    expect(requests[0]).toMatchObject({
      path: "/v1/whatsapp/send",
      body: { originationPhoneNumberId: "phone-number-id-1", metaApiVersion: "v23.0" },
    });
    expect(sent()).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "+12025550199",
      biz_opaque_callback_data: messageId,
      type: "text",
      text: { preview_url: false, body: "héllo" },
    });
  });

  it("sends a template, to a business-scoped user id where there is no number", async () => {
    answer = { status: 200, body: { messageId: "aws-1" } };
    await service.sendWhatsAppMessage({ messageId, to: [bsuid], content: template });
    expect(sent()).toMatchObject({
      recipient: "US.1",
      template: {
        name: "meal_check_in",
        language: { code: "en" },
        components: [{ type: "body", parameters: [{ type: "text", text: "Ada" }] }],
      },
    });
    expect(sent().to).toBeUndefined();
  });

  it.each([
    [400, "ValidationException", "content"],
    [403, "AccessDeniedException", "provider"],
    [404, "ResourceNotFoundException", "provider"],
    [429, "ThrottledRequestException", "throttled"],
  ])("takes %d %s for a refusal: %s", async (status, name, faultClass) => {
    answer = { status, headers: { "x-amzn-errortype": name }, body: { message: "no" } };
    const outcome = await service.sendWhatsAppMessage({ messageId, to: [waId], content: text });
    expect(outcome).toMatchObject({ kind: "refused", fault: { class: faultClass, code: name } });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["a 500", { status: 500, headers: { "x-amzn-errortype": "InternalServiceException" } }],
    ["a 502", { status: 502, headers: { "x-amzn-errortype": "DependencyException" } }],
    ["a broken connection", { status: 0, hangUp: true }],
    ["an answer without an id", { status: 200 }],
  ])("calls %s ambiguous, and sends once", async (_, given) => {
    answer = given;
    expect(
      await service.sendWhatsAppMessage({ messageId, to: [waId], content: text }),
    ).toMatchObject({
      kind: "ambiguous",
    });
    expect(requests).toHaveLength(1);
  });
});

describe("sendSmsMessage", () => {
  it("leaves from the phone pool and carries our id in the context", async () => {
    answer = { status: 200, body: { MessageId: "sms-1" } };
    const sender = service.getMessagingService("sms");
    expect(await sender.send({ messageId, to: [phone], content: template })).toEqual({
      kind: "accepted",
      providerMessageId: "sms-1",
    });
    expect(requests[0]?.body).toEqual({
      DestinationPhoneNumber: "+12025550199",
      OriginationIdentity: "arn:aws:sms-voice:eu-central-1:123456789012:pool/pool-1",
      ConfigurationSetName: "events",
      MessageType: "TRANSACTIONAL",
      MessageBody: "Hi Ada, it is time for your meal check-in. What did you eat today?",
      Context: { messageId },
    });
  });

  it.each([
    ["ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT", "opt-out"],
    ["ConflictException", "NO_ORIGINATION_IDENTITIES_FOUND", "provider"],
    ["ValidationException", "DESTINATION_COUNTRY_BLOCKED", "recipient"],
    ["ValidationException", "INVALID_PARAMETER", "content"],
    ["ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", "provider"],
    ["ThrottlingException", undefined, "throttled"],
  ])("takes %s %s for %s", async (name, Reason, faultClass) => {
    answer = {
      status: 400,
      body: { __type: `com.amazonaws.pinpointsmsvoicev2#${name}`, Message: "no", Reason },
    };
    const outcome = await service.sendSmsMessage({ messageId, to: [phone], content: text });
    expect(outcome).toMatchObject({
      kind: "refused",
      fault: { class: faultClass, code: Reason ? `${name}:${Reason}` : name },
    });
  });

  it("needs a phone number, and a body that fits", async () => {
    const noPhone = await service.sendSmsMessage({ messageId, to: [bsuid], content: text });
    expect(noPhone).toMatchObject({ kind: "refused", fault: { class: "recipient" } });
    const long = { type: "text", body: "x".repeat(1601) } as const;
    expect(await service.sendSmsMessage({ messageId, to: [phone], content: long })).toMatchObject({
      fault: { class: "content" },
    });
    expect(requests).toEqual([]);
  });
});
