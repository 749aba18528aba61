import type { FakeCarrierCloud } from "../carriers/carrier-cloud.testing";
import type { PhoneNetwork } from "../phones/phone-network";
import { phoneNumber } from "../phones/phone-number";
import type { Twilio } from "./twilio";
import {
  accountSid,
  ana,
  authToken,
  checkInSid,
  numberA,
  senderA,
  statusCallback,
  TwilioWorld,
} from "./twilio-world.testing";
import { twilioSignature } from "./webhook-post";

const { inboundWebhookUrl } = senderA;

let world: TwilioWorld;
let cloud: FakeCarrierCloud;
let network: PhoneNetwork;
let twilio: Twilio;

beforeEach(async () => {
  world = await TwilioWorld.start();
  ({ cloud, network, twilio } = world);
});
afterEach(() => world.stop());

const phone = () => network.whatsApp(ana.number);
const authorization = (token = authToken) =>
  `Basic ${Buffer.from(`${accountSid}:${token}`).toString("base64")}`;
const messagesUrl = () =>
  world.local(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`);

async function create(fields: Record<string, string>, token?: string) {
  const form = new URLSearchParams({
    From: `whatsapp:${numberA}`,
    To: `whatsapp:${ana.number}`,
    StatusCallback: statusCallback,
    ...fields,
  });
  const response = await fetch(messagesUrl(), {
    method: "POST",
    headers: { authorization: authorization(token) },
    body: form,
  });
  return { status: response.status, body: await response.json() };
}

async function get(url: string) {
  const response = await fetch(url, { headers: { authorization: authorization() } });
  return { status: response.status, body: await response.json() };
}

const forms = () => cloud.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
const statuses = () =>
  forms().flatMap(({ MessageStatus }) => (MessageStatus === undefined ? [] : [MessageStatus]));

describe("a person's message", () => {
  test("is posted to the sender's webhook, signed over the URL without its fragment", async () => {
    const { id } = phone().write(numberA, "How many calories have two eggs?");
    await cloud.activity.quiet();
    expect(phone().messages()).toMatchObject([{ id, tick: "delivered", provider: "twilio" }]);
    const [request] = cloud.requests;
    const url = inboundWebhookUrl.split("#")[0] ?? "";
    expect(request).toMatchObject({
      url,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(request?.headers["x-twilio-signature"]).toBe(
      twilioSignature(authToken, url, new URLSearchParams(request?.body)),
    );
    expect(forms()[0]).toMatchObject({
      MessageSid: id,
      SmsMessageSid: id,
      SmsSid: id,
      AccountSid: accountSid,
      ApiVersion: "2010-04-01",
      From: "whatsapp:+12025550142",
      To: "whatsapp:+12025550120",
      Body: "How many calories have two eggs?",
      NumMedia: "0",
      NumSegments: "1",
      SmsStatus: "received",
      MessageType: "text",
      ProfileName: "Ana",
      WaId: "12025550142",
      ExternalUserId: `whatsapp:${ana.bsuid}`,
    });
  });

  test("of somebody with a username comes from the BSUID", async () => {
    const ben = network.addPerson({
      name: "Ben",
      number: phoneNumber("+12025550143"),
      bsuid: "US.77",
      hidesNumber: true,
    });
    network.whatsApp(ben.number).write(numberA, "Hi");
    await cloud.activity.quiet();
    expect(forms()[0]).toMatchObject({ From: "whatsapp:US.77", ExternalUserId: "whatsapp:US.77" });
    expect(cloud.requests[0]?.body).not.toContain("12025550143");
  });

  test("that is not text carries media or a place", async () => {
    phone().write(numberA, { type: "image" });
    phone().write(numberA, { type: "location", latitude: 48.137154, longitude: 11.576124 });
    await cloud.activity.quiet();
    expect(forms()).toMatchObject([
      { MessageType: "image", NumMedia: "1", MediaContentType0: "image/jpeg", Body: "" },
      { MessageType: "location", NumMedia: "0", Latitude: expect.any(String) },
    ]);
  });

  test("is tried again after 5xx as the URL's overrides say, with the same idempotency token", async () => {
    const answers = [502, 500, 200];
    cloud.answer = () => ({ status: answers.shift() ?? 200, body: "" });
    phone().write(numberA, "Hi");
    await cloud.activity.quiet();
    expect(cloud.requests).toHaveLength(3);
    expect(
      new Set(cloud.requests.map(({ headers }) => headers["i-twilio-idempotency-token"])).size,
    ).toBe(1);
    expect(phone().messages()).toMatchObject([{ tick: "delivered" }]);
    expect(cloud.faults.since(0)).toEqual([]);
  });

  test("is lost after 5xx without overrides, and the webhook is named", async () => {
    twilio.configureSender({
      accountSid,
      authToken,
      number: numberA,
      inboundWebhookUrl: "https://a.example/inbound",
      contents: {},
    });
    cloud.answer = () => ({ status: 502, body: "" });
    phone().write(numberA, "my diet");
    await cloud.activity.quiet();
    expect(cloud.requests).toHaveLength(1);
    expect(phone().messages()).toMatchObject([{ tick: "sent" }]);
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      "https://a.example/inbound answered HTTP 502 and is not tried again (11200): the message is lost.",
    ]);
  });

  test("is tried no more often than the URL's overrides say", async () => {
    cloud.answer = () => ({ status: 503, body: "" });
    phone().write(numberA, "Hi");
    await cloud.activity.quiet();
    expect(cloud.requests).toHaveLength(4);
  });

  test("that waits while the webhook moves goes to the new one", async () => {
    phone().write(numberA, "Hi");
    const moved = "https://b.example/inbound";
    twilio.configureSender({
      accountSid,
      authToken,
      number: numberA,
      inboundWebhookUrl: moved,
      contents: {},
    });
    await cloud.activity.quiet();
    expect(cloud.requests.map(({ url }) => url)).toEqual([moved]);
  });

  test.each([
    [
      "application/json",
      "{}",
      'answered with content type "application/json" instead of text/xml (12300).',
    ],
    [
      "text/xml",
      "<Response><Message>Hi</Message></Response>",
      "answered with a reply in TwiML, which is not simulated.",
    ],
  ])("answered in %s with %s is named", async (contentType, body, problem) => {
    cloud.answer = () => ({ status: 200, headers: { "Content-Type": contentType }, body });
    phone().write(numberA, "Hi");
    await cloud.activity.quiet();
    expect(cloud.faults.since(0).map(({ message }) => message)).toEqual([
      `The webhook of inbound messages ${problem}`,
    ]);
    expect(phone().messages()).toMatchObject([{ tick: "delivered" }]);
  });

  test("comes again when told to", async () => {
    const { id } = phone().write(numberA, "Hi");
    await twilio.redeliver(id);
    await cloud.activity.quiet();
    expect(forms().map(({ MessageSid }) => MessageSid)).toEqual([id, id]);
  });
});

test("a forged message carries a signature that is not the account's", async () => {
  cloud.answer = () => ({ status: 403, body: "" });
  await expect(twilio.forgeInbound({ from: ana.number, to: numberA, text: "Hi" })).resolves.toBe(
    403,
  );
  const [request] = cloud.requests;
  expect(request?.headers["x-twilio-signature"]).not.toBe(
    twilioSignature(authToken, request?.url ?? "", new URLSearchParams(request?.body)),
  );
  expect(phone().messages()).toEqual([]);
});

describe("a message of the business", () => {
  test("is queued, then called back as sent, delivered and, once the chat is opened, read", async () => {
    phone().write(numberA, "Hi");
    const { status, body } = await create({ Body: "Two eggs have 155 kcal." });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      direction: "outbound-api",
      error_code: null,
      num_segments: "1",
    });
    expect(body.date_created).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    await cloud.activity.quiet();
    phone().openChat(numberA);
    await cloud.activity.quiet();
    expect(statuses()).toEqual(["sent", "delivered", "read"]);
    expect(forms()[1]).toMatchObject({
      MessageSid: body.sid,
      SmsStatus: "sent",
      ChannelPrefix: "whatsapp",
      From: `whatsapp:${numberA}`,
      To: `whatsapp:${ana.number}`,
    });
    expect(cloud.requests[1]).toMatchObject({ url: statusCallback });
    expect(cloud.requests[1]?.headers["x-twilio-signature"]).toBe(
      twilioSignature(authToken, statusCallback, new URLSearchParams(cloud.requests[1]?.body)),
    );
    expect(phone().received()).toMatchObject([
      { id: body.sid, tick: "read", text: "Two eggs have 155 kcal.", provider: "twilio" },
    ]);
    await expect(get(messagesUrl().replace(".json", `/${body.sid}.json`))).resolves.toMatchObject({
      status: 200,
      body: { status: "read" },
    });
  });

  test("as a template needs no window", async () => {
    const { body } = await create({ ContentSid: checkInSid, ContentVariables: '{"1":"Ana"}' });
    await cloud.activity.quiet();
    expect(body.sid).toMatch(/^MM/);
    expect(phone().received()).toMatchObject([
      { text: "Hi Ana, it is time for your meal check-in. What did you eat today?" },
    ]);
  });

  test.each([
    ["free text outside the window", { Body: "Hi" }, "failed", "63016"],
    [
      "a number without WhatsApp",
      { Body: "Hi", To: "whatsapp:+12025550199" },
      "undelivered",
      "63024",
    ],
    ["too few template variables", { ContentSid: checkInSid }, "failed", "63028"],
  ])("%s is accepted and fails later", async (_, fields, status, code) => {
    expect((await create(fields as Record<string, string>)).status).toBe(201);
    await cloud.activity.quiet();
    expect(forms()).toMatchObject([{ MessageStatus: status, ErrorCode: code }]);
    expect(phone().received()).toEqual([]);
  });

  test.each([
    ["a wrong token", {}, "wrong", 401, 20003],
    [
      "a sender that the account has not",
      { Body: "Hi", From: "whatsapp:+12025550121" },
      authToken,
      400,
      63007,
    ],
    ["a recipient that is none", { Body: "Hi", To: "whatsapp:hello" }, authToken, 400, 21211],
    ["a recipient on another channel", { Body: "Hi", To: ana.number }, authToken, 400, 21910],
    ["nothing to say", {}, authToken, 400, 21619],
    ["1601 characters", { Body: "x".repeat(1601) }, authToken, 400, 21617],
    ["a template that the account has not", { ContentSid: "HX2" }, authToken, 400, 21655],
    [
      "variables that are none",
      { ContentSid: checkInSid, ContentVariables: "{" },
      authToken,
      400,
      21656,
    ],
    [
      "a callback host with an underscore",
      { Body: "Hi", StatusCallback: "https://my_host.example/" },
      authToken,
      400,
      21609,
    ],
    [
      "a parameter that is not simulated",
      { Body: "Hi", MessagingServiceSid: "MG00000000000000000000000000000001" },
      authToken,
      501,
      20001,
    ],
  ])("with %s is refused", async (_, fields, token, status, code) => {
    const refused = await create(fields as Record<string, string>, token);
    expect(refused.status).toBe(status);
    expect(refused.body).toMatchObject({
      code,
      status,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      message: expect.any(String),
    });
  });

  test("can be looked up by recipient", async () => {
    phone().write(numberA, "Hi");
    await create({ Body: "Two eggs have 155 kcal." });
    await cloud.activity.quiet();
    const today = new Date(cloud.clock.now()).toISOString().slice(0, 10);
    const query = new URLSearchParams({
      To: `whatsapp:${ana.number}`,
      From: `whatsapp:${numberA}`,
      "DateSent>": today,
    });
    const { body } = await get(`${messagesUrl()}?${query}`);
    expect(body.messages).toMatchObject([{ status: "delivered", body: "Two eggs have 155 kcal." }]);
    await create({ Body: "A banana has 105 kcal." });
    const both = await get(`${messagesUrl()}?${query}`);
    expect(both.body.messages.map((message: { body: string }) => message.body)).toEqual([
      "A banana has 105 kcal.",
      "Two eggs have 155 kcal.",
    ]);
    query.set("DateSent>", "2999-01-01");
    expect((await get(`${messagesUrl()}?${query}`)).body.messages).toEqual([]);
    const none = await get(
      `${messagesUrl()}?${new URLSearchParams({ To: "whatsapp:+12025550199" })}`,
    );
    expect(none.body.messages).toEqual([]);
  });

  test.each([429, 500])("says %i, when it is to fail, with its own code", (status) => {
    const { body } = twilio.hosts[0]?.failed?.(status) ?? {};
    expect(JSON.parse(String(body))).toMatchObject({ status, code: 20_000 + status });
  });
});
