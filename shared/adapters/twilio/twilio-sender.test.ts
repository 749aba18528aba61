import { phoneNumber } from "../../domain/message/channel";
import { initiatedId } from "../../domain/message/message-id";
import { TwilioSender } from "./twilio-sender";

const messageId = initiatedId("one");
const statusUrl = "https://api.example.com/prod/twilio/status";
const phone = { kind: "phone", value: "+12025550199" } as const;
const text = { type: "text", body: "two eggs & a banana" } as const;
const template = {
  type: "template",
  name: "meal_check_in",
  language: "en",
  parameters: ["Ada"],
} as const;

let requests: { url: string; authorization: string; form: Record<string, string> }[];

beforeEach(() => {
  requests = [];
});

/** A sender whose requests are answered by `reply`. */
function sender(reply: () => Response | Promise<Response>): TwilioSender {
  const settings = {
    accountSid: "AC1",
    number: phoneNumber("+12025550100"),
    contentSids: { meal_check_in: "HX1" },
    statusUrl,
  };
  const request: typeof fetch = async (url, options) => {
    const headers = new Headers(options?.headers);
    const form = Object.fromEntries(new URLSearchParams(String(options?.body)));
    requests.push({ url: String(url), authorization: headers.get("authorization") ?? "", form });
    return reply();
  };
  return new TwilioSender(settings, { tokens: async () => ["token"] }, request);
}

const created = () => Response.json({ sid: "SM1", status: "queued" }, { status: 201 });

describe("TwilioSender", () => {
  it("creates a message; the callback carries our id and asks to be repeated", async () => {
    expect(await sender(created).send({ messageId, to: [phone], content: text })).toEqual({
      kind: "accepted",
      providerMessageId: "SM1",
    });
    expect(requests).toEqual([
      {
        url: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json",
        authorization: `Basic ${Buffer.from("AC1:token").toString("base64")}`,
        form: {
          From: "whatsapp:+12025550100",
          To: "whatsapp:+12025550199",
          Body: "two eggs & a banana",
          StatusCallback: `${statusUrl}?m=${messageId}#rc=3&rp=5xx,ct,rt`,
        },
      },
    ]);
  });

  it("sends a template by ContentSid, to a business-scoped user id without a number", async () => {
    await sender(created).send({
      messageId,
      to: [{ kind: "bsuid", value: "US.1" }],
      content: template,
    });
    expect(requests[0]?.form).toMatchObject({
      To: "whatsapp:US.1",
      ContentSid: "HX1",
      ContentVariables: '{"1":"Ada"}',
    });
    expect(requests[0]?.form.Body).toBeUndefined();
  });

  it.each([
    ["the old error body", 400, { code: 21211, message: "x", status: 400 }, "recipient", "21211"],
    [
      "the RFC 9457 body",
      400,
      { type: "x", title: "x", status: 400, code: 63016 },
      "window",
      "63016",
    ],
    ["opt-out", 400, { code: 21610 }, "opt-out", "21610"],
    ["a wrong token", 401, { code: 20003 }, "provider", "20003"],
    ["a limit", 429, { code: 20429 }, "throttled", "20429"],
    ["a code of tomorrow", 400, { code: 99999 }, "provider", "99999"],
    ["a page in place of JSON", 403, undefined, "provider", "HTTP 403"],
  ])("reads %s", async (_, status, body, faultClass, code) => {
    const reply = () =>
      body ? Response.json(body, { status }) : new Response("<html>", { status });
    const outcome = await sender(reply).send({ messageId, to: [phone], content: text });
    expect(outcome).toMatchObject({ kind: "refused", fault: { class: faultClass, code } });
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["a 500", () => Response.json({ code: 20500 }, { status: 500 })],
    ["a timeout", () => Promise.reject(new DOMException("", "TimeoutError"))],
    [
      "a broken connection",
      () => Promise.reject(new TypeError("fetch failed", { cause: withCode("ECONNRESET") })),
    ],
    ["a success that cannot be read", () => new Response("<html>", { status: 201 })],
  ])("calls %s ambiguous", async (_, reply) => {
    expect(await sender(reply).send({ messageId, to: [phone], content: text })).toMatchObject({
      kind: "ambiguous",
    });
  });

  it("knows that nothing left where no connection was made", async () => {
    const reply = () =>
      Promise.reject(new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") }));
    expect(await sender(reply).send({ messageId, to: [phone], content: text })).toMatchObject({
      kind: "refused",
      fault: { class: "provider", code: "ECONNREFUSED" },
    });
  });

  it("does not ask Twilio for the impossible: too long, no ContentSid, no address", async () => {
    const asked = (
      content: Parameters<TwilioSender["send"]>[0]["content"],
      to: (typeof phone)[] = [phone],
    ) => sender(created).send({ messageId, to, content });
    expect(await asked({ type: "text", body: "x".repeat(1601) })).toMatchObject({
      fault: { class: "content" },
    });
    expect(await asked({ ...template, name: "we_moved" })).toMatchObject({
      fault: { class: "provider", code: "no-content-sid" },
    });
    expect(await asked(text, [])).toMatchObject({ fault: { class: "recipient" } });
    expect(requests).toEqual([]);
  });
});

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
