import type { APIGatewayProxyEvent } from "aws-lambda";
import { formText, sign } from "../../shared/adapters/twilio/twilio-signature";
import type { DeliveryEvent } from "../../shared/domain/delivery";
import type { ConversationTurn } from "../../shared/domain/message/message";
import { takeWebhook, type WebhookPorts } from "./take-webhook";

let turns: ConversationTurn[];
let deliveries: DeliveryEvent[];
let stored: () => Promise<void>;
let tokens: [string, ...string[]];
let fresh: [string, ...string[]] | undefined;

beforeEach(() => {
  turns = [];
  deliveries = [];
  stored = async () => {};
  tokens = ["token"];
  fresh = undefined;
});

const ports: WebhookPorts = {
  clock: { now: () => 5, wait: async () => {} },
  log: { info: () => {}, warn: () => {}, error: () => {} },
  queue: {
    handOver: async (turn) => {
      await stored();
      turns.push(turn);
    },
  },
  ledger: {
    recordEvent: async (event) => {
      deliveries.push(event);
      return "recorded";
    },
  },
  credentials: { tokens: async () => tokens, fresh: async () => fresh },
};

const inbound = {
  MessageSid: "SM1",
  From: "whatsapp:+12025550199",
  To: "whatsapp:+12025550100",
  Body: "eggs & ham",
  Empty: "",
};

/** What the gateway makes of Twilio's request, signed with `token`. */
function request(
  path: "/twilio/inbound" | "/twilio/status",
  fields: Record<string, string>,
  { query = "", token = "token", base64 = false } = {},
): APIGatewayProxyEvent {
  const host = "abc.execute-api.eu-central-1.amazonaws.com";
  const url = `https://${host}/prod${path}${query && `?${query}`}`;
  const body = new URLSearchParams(fields).toString();
  const parameters = new URLSearchParams(query);
  const multiValue = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]),
  );
  return {
    resource: path,
    path,
    httpMethod: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
      "X-Twilio-Signature": sign(url + formText(new URLSearchParams(body)), token),
      Host: "anything.example.com",
    },
    queryStringParameters: query ? Object.fromEntries(parameters) : null,
    multiValueQueryStringParameters: query ? multiValue : null,
    requestContext: {
      domainName: "abc.execute-api.eu-central-1.amazonaws.com",
      path: `/prod${path}`,
      identity: { sourceIp: "192.0.2.1" },
    },
    body: base64 ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEvent;
}

describe("an inbound message", () => {
  it.each([false, true])(
    "is handed over and answered with empty TwiML (base64: %s)",
    async (base64) => {
      const answer = await takeWebhook(request("/twilio/inbound", inbound, { base64 }), ports);
      expect(answer).toMatchObject({ statusCode: 200, headers: { "content-type": "text/xml" } });
      expect(answer.body).toContain("<Response/>");
      expect(turns).toMatchObject([
        { kind: "inbound", message: { providerMessageId: "SM1", content: { body: "eggs & ham" } } },
      ]);
    },
  );

  it("is refused when the signature is forged or missing, and goes nowhere", async () => {
    expect(
      (await takeWebhook(request("/twilio/inbound", inbound, { token: "guess" }), ports))
        .statusCode,
    ).toBe(403);
    const unsigned = { ...request("/twilio/inbound", inbound), headers: {} };
    expect((await takeWebhook(unsigned, ports)).statusCode).toBe(403);
    expect(turns).toEqual([]);
  });

  it("is taken when the token was changed and the secret tells", async () => {
    fresh = ["new"];
    expect(
      (await takeWebhook(request("/twilio/inbound", inbound, { token: "new" }), ports)).statusCode,
    ).toBe(200);
  });

  it("is asked for again when it could not be stored", async () => {
    stored = () => Promise.reject(new Error("queue is gone"));
    expect((await takeWebhook(request("/twilio/inbound", inbound), ports)).statusCode).toBe(503);
  });

  it("is not asked for again when it cannot be read", async () => {
    expect(
      (await takeWebhook(request("/twilio/inbound", { Body: "eggs" }), ports)).statusCode,
    ).toBe(400);
  });
});

describe("a status callback", () => {
  it("goes to the ledger with the id from its URL", async () => {
    const event = request(
      "/twilio/status",
      { MessageSid: "SM1", MessageStatus: "read" },
      { query: "m=m-1&x=a%20b&x=c%2Fd" },
    );
    expect((await takeWebhook(event, ports)).statusCode).toBe(200);
    expect(deliveries).toMatchObject([{ messageId: "m-1", status: "read" }]);
  });
});
