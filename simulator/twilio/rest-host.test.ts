import { phoneNumber } from "../phones/phone-number";
import { mealCheckIn } from "../whatsapp/template.testing";
import { contentOf, type TwilioContent } from "./content-template";
import {
  accountSid,
  ana,
  authToken,
  numberA,
  senderA,
  statusCallback,
  TwilioWorld,
} from "./twilio-world.testing";

let world: TwilioWorld;

beforeEach(async () => {
  world = await TwilioWorld.start();
});
afterEach(() => world.stop());

const ben = phoneNumber("+12025550143");
const api = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`;
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;

async function ask(method: string, url: string, fields?: Record<string, string>) {
  const body = fields && new URLSearchParams(fields);
  const response = await fetch(world.local(url), {
    method,
    headers: { authorization },
    redirect: "manual",
    ...(body ? { body } : {}),
  });
  const answer = await response.text();
  return {
    status: response.status,
    location: response.headers.get("location"),
    body: answer === "" ? undefined : JSON.parse(answer),
  };
}

const send = (fields: Record<string, string>) =>
  ask("POST", `${api}/Messages.json`, {
    From: `whatsapp:${numberA}`,
    To: `whatsapp:${ana.number}`,
    StatusCallback: statusCallback,
    ...fields,
  });

test("what is no path is not found, in Twilio's words; another method on one that is, not allowed", async () => {
  expect(await ask("GET", `${api}/Calls/CA1.json`)).toMatchObject({
    status: 404,
    body: {
      code: 20404,
      message: `The requested resource /2010-04-01/Accounts/${accountSid}/Calls/CA1.json was not found`,
      more_info: "https://www.twilio.com/docs/errors/20404",
      status: 404,
    },
  });
  expect(await ask("DELETE", `${api}/Messages.json`)).toMatchObject({
    status: 405,
    body: { code: 20004 },
  });
  const another = api.replace(accountSid, "AC00000000000000000000000000000002");
  expect(await ask("GET", `${another}/Messages.json`)).toMatchObject({
    status: 401,
    body: { code: 20003 },
  });
});

test("a page leads to the next and the one before, with the filters it was asked with", async () => {
  world.phone().write(numberA, "Hi");
  for (const Body of ["one", "two", "three"]) await send({ Body });
  const first = await ask("GET", `${api}/Messages.json?To=whatsapp%3A%2B12025550142&PageSize=2`);
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  expect(first.body).toMatchObject({
    page: 0,
    page_size: 2,
    start: 0,
    end: 1,
    first_page_uri: `${path}?To=whatsapp%3A%2B12025550142&PageSize=2&Page=0`,
    previous_page_uri: null,
    next_page_uri: expect.stringMatching(/&PageSize=2&Page=1&PageToken=PASM[0-9a-f]{32}$/),
  });
  // What comes meanwhile moves no page.
  await send({ Body: "four" });
  const next = await ask("GET", `https://api.twilio.com${first.body.next_page_uri}`);
  expect(next.body.messages.map(({ body }: { body: string }) => body)).toEqual(["one"]);
  expect(next.body).toMatchObject({ page: 1, next_page_uri: null });
});

test("media are fetched where a redirect leads, and only with the account's sign-in before", async () => {
  world.phone().write(numberA, { type: "image" });
  await world.cloud.activity.quiet();
  const { MediaUrl0 = "", MediaContentType0 } = world.forms()[0] ?? {};
  expect((await fetch(world.local(MediaUrl0))).status).toBe(401);
  const { status, location } = await ask("GET", MediaUrl0);
  expect(status).toBe(307);
  const file = await fetch(world.local(location ?? ""));
  expect([file.status, file.headers.get("content-type")]).toEqual([200, MediaContentType0]);
});

/** What a message's variables come to. */
function parametersOf(content: TwilioContent, variables: string): string[] {
  const sent = contentOf(content, variables);
  return sent.type === "template" ? sent.parameters.map(({ text }) => text) : [];
}

describe("a message of the business", () => {
  test("waits for its turn beyond 80 a second, and not longer than it is valid", async () => {
    world.cloud.clock.setSpeed(1e-6);
    // To two people: WhatsApp takes 45 at once for one of them.
    world.phone().write(numberA, "Hi");
    world.network.addPerson({ name: "Ben", number: ben });
    world.network.whatsApp(ben).write(numberA, "Hi");
    const received = () =>
      [world.phone(), world.network.whatsApp(ben)].flatMap((phone) => phone.received());
    for (let count = 0; count < 82; count += 1)
      await send({ Body: String(count), To: `whatsapp:${count % 2 ? ana.number : ben}` });
    await send({ Body: "late", ValidityPeriod: "1" });
    await world.cloud.activity.quiet();
    expect(received()).toHaveLength(80);
    const { body } = await ask("GET", `${api}/Messages.json?PageSize=1`);
    expect(body.messages).toMatchObject([{ status: "queued", body: "late" }]);
    const { sid } = body.messages[0];
    expect(await ask("DELETE", `${api}/Messages/${sid}.json`)).toMatchObject({
      status: 409,
      body: { code: 20009 },
    });
    world.cloud.clock.advance(1000);
    await world.cloud.activity.quiet();
    expect(received()).toHaveLength(83);
    expect((await send({ Body: "x", ValidityPeriod: "0" })).body).toMatchObject({ code: 21607 });
  });

  test("that outlives its validity in the queue fails", async () => {
    world.cloud.clock.setSpeed(1e-6);
    world.phone().write(numberA, "Hi");
    for (let count = 0; count < 200; count += 1) await send({ Body: String(count) });
    await send({ Body: "too late", ValidityPeriod: "1" });
    world.cloud.clock.advance(2000);
    await world.cloud.activity.quiet();
    expect(world.phone().messages().at(-1)).toMatchObject({
      text: "too late",
      tick: "failed",
      failure: "30001 Queue overflow",
    });
  });

  test("from a template with named placeholders takes its values by name", async () => {
    const body = "Hi {{name}}, how was your {{meal}}?";
    const named = { ...mealCheckIn, body, variables: { meal: "lunch" } };
    world.twilio.configureSender({ ...senderA, contents: { HX1: named } });
    await send({ ContentSid: "HX1", ContentVariables: '{"name":"Ana"}' });
    await world.cloud.activity.quiet();
    expect(world.phone().received()).toMatchObject([{ text: "Hi Ana, how was your lunch?" }]);
  });

  test("that was refused says why in the callback, with the channel's fields", async () => {
    await send({ Body: "Hi" });
    await world.cloud.activity.quiet();
    expect(world.forms()).toMatchObject([
      {
        MessageStatus: "failed",
        SmsStatus: "failed",
        EventType: "FAILED",
        ErrorCode: "63016",
        ChannelPrefix: "whatsapp",
        ChannelInstallSid: expect.stringMatching(/^XE/),
        ChannelStatusMessage: expect.stringContaining("outside the allowed window"),
      },
    ]);
  });
});

describe("ContentVariables", () => {
  const content: TwilioContent = { ...mealCheckIn, body: "{{2}} and {{10}} and {{1}}" };

  test.each([
    ["in the order of their numbers", '{"10":"c","1":"a","2":"b"}', ["a", "b", "c"]],
    ["numbers as text", '{"1":1,"2":2,"10":3}', ["1", "2", "3"]],
    [
      "without those that the template does not know",
      '{"1":"a","2":"b","10":"c","x":"y"}',
      ["a", "b", "c"],
    ],
    ["fewer, where no sample stands in", '{"1":"a"}', ["a"]],
    ["none at all", "", []],
  ])("are values %s", (_, variables, values) => {
    expect(parametersOf(content, variables)).toEqual(values);
  });

  test("that are left out are the template's samples", () => {
    const sampled = { ...content, variables: { "2": "two", "10": "ten" } };
    expect(parametersOf(sampled, '{"1":"a","10":"z"}')).toEqual(["a", "two", "z"]);
  });

  test.each([
    ["no JSON", "{"],
    ["a list", '["a"]'],
    ["null for a value", '{"1":null}'],
    ["an empty value", '{"1":""}'],
    ["an object for a value", '{"1":{}}'],
    ["a new line", '{"1":"a\\nb"}'],
    ["a tab", '{"1":"a\\tb"}'],
    ["five spaces in a row", '{"1":"a     b"}'],
  ])("with %s are refused", (_, variables) => {
    expect(() => parametersOf(content, variables)).toThrow(
      expect.objectContaining({ code: 21656, status: 400 }),
    );
  });

  test("of more than 1600 characters are too long; four spaces are fine", () => {
    expect(() => parametersOf(content, JSON.stringify({ 1: "x".repeat(1601) }))).toThrow(
      expect.objectContaining({ code: 21658 }),
    );
    expect(parametersOf(content, '{"1":"a    b"}')).toEqual(["a    b"]);
  });
});
