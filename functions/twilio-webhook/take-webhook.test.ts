import type { APIGatewayProxyEvent } from "aws-lambda";
import { getExpectedTwilioSignature } from "twilio";
import type { AuthTokens } from "../../shared/adapters/twilio/twilio-auth-tokens";
import { phoneNumber } from "../../shared/domain/message/channel";
import { IngressWorld } from "../ingress.testing";
import { takeWebhook, type WebhookPorts } from "./take-webhook";

let world: IngressWorld;
let tokens: AuthTokens;
let fresh: AuthTokens | undefined;
let publicUrl: string | undefined;

beforeEach(() => {
  world = new IngressWorld("twilio");
  tokens = ["token"];
  fresh = undefined;
  publicUrl = undefined;
});

const ports = (): WebhookPorts => ({
  ...world.ports,
  number: phoneNumber("+12025550100"),
  ...(publicUrl ? { publicUrl } : {}),
  credentials: { tokens: async () => tokens, fresh: async () => fresh },
});

const inbound = {
  MessageSid: "SM00000000000000000000000000000001",
  From: "whatsapp:+12025550199",
  To: "whatsapp:+12025550100",
  Body: "eggs & ham",
  Empty: "",
};
const attempt = `m-${"0123456789abcdef".repeat(2)}.1`;
const requestedAt = Date.parse("2026-11-24T09:30:00Z");

/** Where Twilio is told to call, and what the gateway makes of it. */
interface Route {
  readonly url: string;
  /** `requestContext.path`: with the stage, or with the base path of a custom domain. */
  readonly gatewayPath: string;
  readonly domainName: string;
}

const gateway = "abc.execute-api.eu-central-1.amazonaws.com";
const atGateway = (path: string, query = ""): Route => ({
  url: `https://${gateway}/prod${path}${query}`,
  gatewayPath: `/prod${path}`,
  domainName: gateway,
});

/** What the gateway hands over of Twilio's request, which Twilio's SDK signs. */
function request(
  path: "/twilio/inbound" | "/twilio/status",
  fields: Record<string, string>,
  {
    route = atGateway(path),
    token = "token",
    base64 = false,
    contentType = "application/x-www-form-urlencoded; charset=UTF-8",
    contentTypeName = "Content-Type",
  } = {},
): APIGatewayProxyEvent {
  const body = new URLSearchParams(fields).toString();
  const parameters = new URL(route.url).searchParams;
  const multiValue = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
  return {
    resource: path,
    path,
    httpMethod: "POST",
    headers: {
      [contentTypeName]: contentType,
      "X-Twilio-Signature": getExpectedTwilioSignature(token, route.url, fields),
      Host: "anything.example.com",
    },
    queryStringParameters: parameters.size > 0 ? Object.fromEntries(parameters) : null,
    multiValueQueryStringParameters: parameters.size > 0 ? multiValue : null,
    requestContext: {
      domainName: route.domainName,
      path: route.gatewayPath,
      stage: "prod",
      requestTimeEpoch: requestedAt,
      identity: { sourceIp: "192.0.2.1" },
    },
    body: base64 ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEvent;
}

const take = async (event: APIGatewayProxyEvent) => takeWebhook(event, ports());

describe("an inbound message", () => {
  it.each([false, true])(
    "is handed over with the gateway's time, and answered with empty TwiML (base64: %s)",
    async (base64) => {
      const answer = await take(request("/twilio/inbound", inbound, { base64 }));
      expect(answer).toMatchObject({ statusCode: 200, headers: { "content-type": "text/xml" } });
      expect(answer.body).toContain("<Response/>");
      expect(world.items).toMatchObject([
        {
          kind: "inbound",
          message: {
            providerMessageId: inbound.MessageSid,
            content: { body: "eggs & ham" },
            writtenAt: requestedAt,
          },
        },
      ]);
    },
  );

  it("is refused when the signature is forged or missing, and goes nowhere", async () => {
    const forged = request("/twilio/inbound", inbound, { token: "guess" });
    expect((await take(forged)).statusCode).toBe(403);
    const unsigned = { ...request("/twilio/inbound", inbound), headers: {} };
    expect((await take(unsigned)).statusCode).toBe(403);
    expect(world.items).toEqual([]);
    expect(world.counted("WebhookForged")).toBe(2);
  });

  it("is taken when the token was changed and the secret tells", async () => {
    fresh = ["new"];
    const signed = request("/twilio/inbound", inbound, { token: "new" });
    expect((await take(signed)).statusCode).toBe(200);
  });

  it("is asked for again when it could not be stored", async () => {
    world.refusesToHandOver = () => true;
    expect((await take(request("/twilio/inbound", inbound))).statusCode).toBe(503);
    expect(world.logged()).not.toMatch(/eggs|12025550199/);
  });

  it("that cannot be read is put aside, and not asked for again; if that fails, it is", async () => {
    const odd = request("/twilio/inbound", { Body: "eggs" });
    expect((await take(odd)).statusCode).toBe(200);
    expect(world.quarantined).toMatchObject([{ item: "Body=eggs" }]);
    world.refusesToQuarantine = true;
    expect((await take(odd)).statusCode).toBe(503);
  });

  it("by SMS to number A is no WhatsApp: counted, answered, and dropped", async () => {
    const sms = { ...inbound, From: "+12025550199", To: "+12025550100" };
    expect((await take(request("/twilio/inbound", sms))).statusCode).toBe(200);
    expect(world.items).toEqual([]);
    expect(world.countedBy("InboundIgnored", "why")).toEqual(["not-whatsapp"]);
  });
});

describe("the signature", () => {
  it.each([
    ["content-type", "application/x-www-form-urlencoded"],
    ["Content-Type", "Application/X-WWW-Form-URLEncoded;Charset=utf-8"],
    ["CONTENT-TYPE", "APPLICATION/X-WWW-FORM-URLENCODED ; boundary=x"],
  ])("fits whatever the content type looks like: %s: %s", async (contentTypeName, contentType) => {
    const event = request("/twilio/inbound", inbound, { contentTypeName, contentType });
    expect((await take(event)).statusCode).toBe(200);
  });

  const custom = (url: string, gatewayPath: string): Route => ({
    url,
    gatewayPath,
    domainName: "chat.example.com",
  });

  it.each<[string, Route, string | undefined]>([
    ["the gateway's own host", atGateway("/twilio/inbound"), undefined],
    [
      "a custom domain without a base path",
      custom("https://chat.example.com/twilio/inbound", "/twilio/inbound"),
      undefined,
    ],
    [
      "a custom domain with a base path",
      custom("https://chat.example.com/v1/twilio/inbound", "/v1/twilio/inbound"),
      undefined,
    ],
    [
      "a custom domain where the gateway tells the stage",
      custom("https://chat.example.com/twilio/inbound", "/prod/twilio/inbound"),
      undefined,
    ],
    [
      "a custom domain that the gateway does not see, as a setting",
      { ...atGateway("/twilio/inbound"), url: "https://chat.example.com/v1/twilio/inbound" },
      "https://chat.example.com/v1/",
    ],
    [
      "the same with the stage in the path",
      { ...atGateway("/twilio/inbound"), url: "https://chat.example.com/prod/twilio/inbound" },
      "https://chat.example.com",
    ],
  ])("fits by %s", async (_, route, setting) => {
    publicUrl = setting;
    expect((await take(request("/twilio/inbound", inbound, { route }))).statusCode).toBe(200);
  });

  it("does not fit by a host that only the caller names", async () => {
    const route = { ...atGateway("/twilio/inbound"), url: "https://anything.example.com/prod/x" };
    expect((await take(request("/twilio/inbound", inbound, { route }))).statusCode).toBe(403);
  });

  it.each([
    `?attempt=${attempt}`,
    "?x=a%20b&x=c%2Fd",
    "?x=a+b",
    "?x=it%27s%20%28here%29",
    "?x=it's",
    "?x=%C3%A9&y=",
  ])("fits with the query %s", async (query) => {
    const route = atGateway("/twilio/inbound", query);
    expect((await take(request("/twilio/inbound", inbound, { route }))).statusCode).toBe(200);
  });
});

describe("a status callback", () => {
  it("goes to the ledger with the id from its URL", async () => {
    const fields = { MessageSid: "SM3", MessageStatus: "read", From: "whatsapp:+12025550100" };
    const route = atGateway("/twilio/status", `?attempt=${attempt}`);
    expect((await take(request("/twilio/status", fields, { route }))).statusCode).toBe(200);
    expect(world.written).toMatchObject([[{ attemptId: attempt, status: "read" }]]);
  });

  it("is asked for again when it cannot be written", async () => {
    world.refusesToWrite = () => true;
    const fields = { MessageSid: "SM3", MessageStatus: "sent" };
    expect((await take(request("/twilio/status", fields))).statusCode).toBe(503);
  });
});
