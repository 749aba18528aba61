import type { AttemptLookUp } from "../../ports";
import { request, TwilioWorld } from "./twilio.testing";

let world: TwilioWorld;
beforeEach(async () => {
  world = new TwilioWorld();
  await world.open();
});
afterEach(() => world.close());

const at = Date.parse("2026-11-22T10:00:00.500Z");
const attempt: AttemptLookUp = { ...request, at, notThese: [] };

/** A message as Twilio lists it. */
const listed = (sid: string, more: object = {}) => ({
  sid,
  direction: "outbound-api",
  date_created: "Sun, 22 Nov 2026 10:00:00 +0000",
  date_sent: null,
  body: "two eggs & a banana",
  ...more,
});

function listing(...messages: object[]): void {
  world.replying(() => ({ status: 200, body: { messages, next_page_uri: null } }));
}

describe("looking an attempt up at Twilio", () => {
  it("asks for the person's messages from our number", async () => {
    listing();
    expect(await world.sender.lookUp(attempt)).toEqual({ kind: "absent" });
    const { line, url } = world.received[0] as { line: string; url: URL };
    expect(line).toMatch(/^GET /);
    expect(`${url.origin}${url.pathname}`).toBe(
      "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json",
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      To: "whatsapp:+12025550199",
      From: "whatsapp:+12025550100",
      PageSize: "1000",
    });
  });

  it("finds it while it is still queued, without a date of sending", async () => {
    listing(listed("SM1"));
    expect(await world.sender.lookUp(attempt)).toEqual({ kind: "found", providerMessageId: "SM1" });
  });

  it.each([
    ["of another text", { body: "three eggs" }],
    ["of the person", { direction: "inbound" }],
    ["of the minute before", { date_created: "Sun, 22 Nov 2026 09:59:29 +0000" }],
    ["of minutes later", { date_created: "Sun, 22 Nov 2026 10:01:01 +0000" }],
  ])("does not take a message %s for it", async (_, more) => {
    listing(listed("SM1", more));
    expect(await world.sender.lookUp(attempt)).toEqual({ kind: "absent" });
  });

  it("does not take the same text again for it, when that is known to be another message", async () => {
    listing(listed("SM1"));
    expect(await world.sender.lookUp({ ...attempt, notThese: ["SM1"] })).toEqual({
      kind: "absent",
    });
  });

  it("takes any unknown message of that time for it where it was no text", async () => {
    listing(listed("MM1", { body: "Hi Ada" }), listed("MM2", { body: "Hi Bea" }));
    const content = { type: "template", name: "x", language: "en", parameters: {} } as const;
    const asked = { ...attempt, content, notThese: ["MM1"] };
    expect(await world.sender.lookUp(asked)).toEqual({ kind: "found", providerMessageId: "MM2" });
  });

  it("turns the pages to the end, and takes the token to no other host", async () => {
    const next = "https://elsewhere.example/2010-04-01/Accounts/AC1/Messages.json?Page=1";
    world.replying(({ url }) => {
      const isLast = url.searchParams.get("Page") === "1";
      const messages = [isLast ? listed("SM2") : listed("SM1", { body: "x" })];
      return { status: 200, body: { messages, next_page_uri: isLast ? null : next } };
    });
    expect(await world.sender.lookUp(attempt)).toEqual({ kind: "found", providerMessageId: "SM2" });
    expect(world.received.map(({ url }) => url.host)).toEqual(["api.twilio.com", "api.twilio.com"]);
  });

  it.each([
    ["fails", () => ({ status: 503 })],
    ["cannot be read", () => ({ status: 200, body: "<html>" })],
    ["never ends", () => ({ status: 200, body: { messages: [], next_page_uri: "/more?Page=1" } })],
  ])("does not say absent where Twilio's list %s", async (_, reply) => {
    world.replying(reply);
    await expect(world.sender.lookUp(attempt)).rejects.toThrow();
  });

  it("signs in with the new token after a rotation", async () => {
    world.secret = ["two"];
    world.replying(({ token }) =>
      token === "two"
        ? { status: 200, body: { messages: [listed("SM1")] } }
        : { status: 401, body: { code: 20003 } },
    );
    expect(await world.sender.lookUp(attempt)).toMatchObject({ kind: "found" });
  });
});
