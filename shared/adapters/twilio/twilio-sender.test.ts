import twilio from "twilio";
import type { Arrived } from "../raw-server.testing";
import { afterBody, request, TwilioWorld } from "./twilio.testing";

let world: TwilioWorld;
beforeEach(async () => {
  world = new TwilioWorld();
  await world.open();
});
afterEach(() => world.close());

const created = { status: 201, body: { sid: "SM1", status: "queued" } };

/** What Twilio's own SDK would ask for. */
async function bySdk(ask: (client: ReturnType<typeof twilio>) => Promise<unknown>) {
  const asked: { method: string; uri: string; data?: object; params?: object }[] = [];
  const httpClient = {
    async request(options: (typeof asked)[number]) {
      asked.push(options);
      return { statusCode: 201, body: { messages: [], sid: "SM1" }, headers: {} };
    },
  };
  const sid = `AC${"1".repeat(32)}`;
  await ask(twilio(sid, "token", { httpClient: httpClient as never }));
  const [{ method = "", uri = "", data = {} } = {}] = asked;
  return { method: method.toUpperCase(), url: uri.replace(sid, "AC1"), form: { ...data } };
}

describe("TwilioSender", () => {
  it("creates a message as Twilio's own SDK does; the callback carries our id and is repeated", async () => {
    world.replying(() => created);
    expect(await world.send()).toEqual({ kind: "accepted", providerMessageId: "SM1" });
    const [sent] = world.received;
    const form = Object.fromEntries(sent?.form ?? []);
    expect(form).toEqual({
      From: "whatsapp:+12025550100",
      To: "whatsapp:+12025550199",
      Body: "two eggs & a banana",
      StatusCallback:
        `https://api.example.com/prod/twilio/status?attempt=${request.attemptId}` +
        "#rc=3&rp=5xx,ct,rt",
    });
    expect(sent?.token).toBe("token");
    expect({ method: "POST", url: sent?.url.href, form }).toEqual(
      await bySdk((client) =>
        client.messages.create({
          from: "whatsapp:+12025550100",
          to: "whatsapp:+12025550199",
          body: "two eggs & a banana",
          statusCallback: form.StatusCallback ?? "",
        }),
      ),
    );
  });

  it("sends a template by ContentSid, to a business-scoped user id where that comes first", async () => {
    world.replying(() => created);
    await world.send({
      to: [{ kind: "bsuid", value: "US.1" }],
      content: {
        type: "template",
        name: "meal_check_in",
        language: "en",
        parameters: { first_name: "Ada" },
      },
    });
    expect(Object.fromEntries(world.received[0]?.form ?? [])).toMatchObject({
      To: "whatsapp:US.1",
      ContentSid: "HX1",
      ContentVariables: '{"1":"Ada"}',
    });
  });

  it.each([
    ["the old error body", 400, { code: 21211, message: "x", status: 400 }, "suppress", "21211"],
    ["the RFC 9457 body", 400, { type: "x", title: "x", code: 63016 }, "reject", "63016"],
    ["opt-out", 400, { code: 21610 }, "suppress", "21610"],
    ["a limit", 429, { code: 20429 }, "wait", "20429"],
    ["one of Meta's limits", 400, { code: 63018 }, "wait", "63018"],
    ["too many requests under another name", 429, { code: 20003 }, "wait", "20003"],
    ["too many requests without a code", 429, "<html>", "wait", "HTTP 429"],
    ["a code of tomorrow", 400, { code: 99999 }, "wait", "99999"],
    ["a page in place of JSON", 404, "<html>", "failover", "HTTP 404"],
  ])("reads %s", async (_, status, body, disposition, code) => {
    world.replying(() => ({ status, body }));
    expect(await world.send()).toMatchObject({ kind: "refused", refusal: { disposition, code } });
    expect(world.received).toHaveLength(1);
  });

  it.each<[string, (arrived: Arrived) => void]>([
    ["a 500", afterBody(({ write }) => write("500 x", '{"code":20500}'))],
    ["silence", afterBody(() => {})],
    ["a reset after the body", afterBody(({ socket }) => socket.resetAndDestroy())],
    ["a success that cannot be read", afterBody(({ write }) => write("201 x", "<html>"))],
  ])("calls %s ambiguous, and sends once", async (_, react) => {
    world.react = react;
    expect(await world.send()).toMatchObject({ kind: "ambiguous" });
    expect(world.received).toHaveLength(1);
  });

  it.each<[string, (arrived: Arrived) => void]>([
    ["a reset before the body was asked for", ({ socket }) => socket.resetAndDestroy()],
    ["a 503 before the body was asked for", ({ write }) => write("503 x")],
  ])("knows that %s has taken nothing", async (_, react) => {
    world.react = react;
    expect(await world.send()).toMatchObject({ kind: "not-taken" });
  });

  it("knows that nobody took it where no connection was made", async () => {
    await world.server.close();
    expect(await world.send()).toEqual({ kind: "not-taken", reason: "ECONNREFUSED" });
  });

  it("does not ask Twilio for the impossible: too long, no ContentSid", async () => {
    const long = { type: "text", body: "x".repeat(1601) } as const;
    expect(await world.send({ content: long })).toMatchObject({ refusal: { code: "too-long" } });
    const template = {
      type: "template",
      name: "we_moved",
      language: "en",
      parameters: {},
    } as const;
    expect(await world.send({ content: template })).toMatchObject({
      refusal: { code: "no-content-sid", disposition: "failover" },
    });
    expect(world.received).toEqual([]);
  });

  it("fails before anything is recorded where the token cannot be had", async () => {
    world.credentials.tokens = () => Promise.reject(new Error("the secret cannot be read"));
    await expect(world.sender.prepare(request)).rejects.toThrow("the secret cannot be read");
  });

  it("reads the token ahead, and fails with it only where it is needed", async () => {
    let reads = 0;
    world.credentials.tokens = () => {
      reads += 1;
      return Promise.reject(new Error("the secret cannot be read"));
    };
    world.sender.readAhead();
    expect(reads).toBe(1);
    await expect(world.sender.prepare(request)).rejects.toThrow("the secret cannot be read");
  });

  it("shows typing as Twilio's own SDK does, whatever comes back", async () => {
    world.replying(() => ({ status: 500 }));
    await world.sender.showTyping("SM9");
    const [sent] = world.received;
    const form = Object.fromEntries(sent?.form ?? []);
    expect({ method: "POST", url: sent?.url.href, form }).toEqual(
      await bySdk((client) =>
        client.messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId: "SM9" }),
      ),
    );
    await world.server.close();
    await world.sender.showTyping("SM9");
  });
});

describe("TwilioSender after a rotation of the token", () => {
  const onlyWith = (valid: string) => (received: { token: string | undefined }) =>
    received.token === valid ? created : { status: 401, body: { code: 20003 } };

  it("reads the secret again and calls once more", async () => {
    world.secret = ["two"];
    world.replying(onlyWith("two"));
    expect(await world.send()).toMatchObject({ kind: "accepted" });
    expect(world.received.map(({ token }) => token)).toEqual(["token", "two"]);
  });

  it("tries the other of two tokens, and that one first from then on", async () => {
    world.secret = ["token", "two"];
    world.credentials.tokens = async () => ["token", "two"];
    world.replying(onlyWith("two"));
    await world.send();
    await world.send();
    expect(world.received.map(({ token }) => token)).toEqual(["token", "two", "two"]);
  });

  it("calls twice at most, then the account needs somebody", async () => {
    world.secret = ["two", "three"];
    world.replying(onlyWith("four"));
    expect(await world.send()).toMatchObject({
      refusal: { code: "20003", disposition: "failover", alarm: true },
    });
    expect(world.received).toHaveLength(2);
  });

  it("does not begin a second call that might not end in time", async () => {
    world.secret = ["two"];
    world.replying((received) => {
      world.now += world.sender.performMs - 1_000;
      return onlyWith("two")(received);
    });
    expect(await world.send()).toMatchObject({ kind: "refused", refusal: { code: "20003" } });
    expect(world.received).toHaveLength(1);
  });

  it("does not call again with the same token, or where the secret cannot be read", async () => {
    world.replying(onlyWith("two"));
    expect(await world.send()).toMatchObject({ refusal: { code: "20003" } });
    world.unreadable = true;
    expect(await world.send()).toMatchObject({ refusal: { code: "20003" } });
    expect(world.received).toHaveLength(2);
    expect(world.reads).toBe(2);
  });
});
