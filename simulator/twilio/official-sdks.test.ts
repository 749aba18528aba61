import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import twilio from "twilio";
import {
  accountSid,
  ana,
  authToken,
  checkInSid,
  numberA,
  statusCallback,
  TwilioWorld,
} from "./twilio-world.testing";

// Twilio's own SDKs are the clients, and the judges of our webhooks' signatures.

const from = `whatsapp:${numberA}`;
const to = `whatsapp:${ana.number}`;

let world: TwilioWorld;

beforeEach(async () => {
  world = await TwilioWorld.start();
});
afterEach(() => world.stop());

const sdk = (token?: string) => world.sdk(token);

describe("Twilio's SDK for Node", () => {
  test("creates, fetches and lists messages page by page", async () => {
    const client = sdk();
    world.phone().write(numberA, "Hi");
    const sids: string[] = [];
    for (const body of ["one", "two", "three", "four", "five"])
      sids.push((await client.messages.create({ from, to, body, statusCallback })).sid);
    await world.cloud.activity.quiet();
    expect(await client.messages(sids[0] ?? "").fetch()).toMatchObject({
      status: "delivered",
      body: "one",
      direction: "outbound-api",
      errorCode: null,
      dateSent: expect.any(Date),
    });
    const listed = await client.messages.list({ to, from, pageSize: 2 });
    expect(listed.map(({ sid }) => sid)).toEqual([...sids].reverse());
    const day = new Date(world.cloud.clock.now());
    expect(await client.messages.list({ to, dateSentAfter: day, pageSize: 3 })).toHaveLength(5);
    expect(await client.messages.list({ to, dateSent: day, limit: 2 })).toHaveLength(2);
    const tomorrow = new Date(day.getTime() + 2 * 24 * 60 * 60 * 1000);
    expect(await client.messages.list({ to, dateSentAfter: tomorrow })).toEqual([]);
    const page = await client.messages.page({ to, pageSize: 2 });
    const second = await page.nextPage();
    expect(second?.instances.map(({ sid }) => sid)).toEqual([sids[2], sids[1]]);
    const first = await second?.previousPage();
    expect(first?.instances.map(({ sid }) => sid)).toEqual([sids[4], sids[3]]);
  });

  test("redacts a message, deletes it, and finds it no more", async () => {
    const client = sdk();
    world.phone().write(numberA, "Hi");
    const { sid } = await client.messages.create({ from, to, body: "my diet" });
    expect((await client.messages(sid).update({ body: "" })).body).toBe("");
    await expect(client.messages(sid).remove()).resolves.toBe(true);
    await expect(client.messages(sid).fetch()).rejects.toMatchObject({
      name: "Error",
      status: 404,
      code: 20404,
      moreInfo: "https://www.twilio.com/docs/errors/20404",
      message: expect.stringContaining(`/Messages/${sid}.json was not found`),
    });
  });

  test("fetches the account and its Content templates", async () => {
    const client = sdk();
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({
      sid: accountSid,
      status: "active",
    });
    const contents = await client.content.v1.contents.list();
    expect(contents).toMatchObject([
      { sid: checkInSid, types: { "twilio/text": { body: expect.stringContaining("{{1}}") } } },
    ]);
    const approval = await client.content.v1.contents(checkInSid).approvalFetch().fetch();
    expect(approval.whatsapp).toMatchObject({ status: "approved", type: "whatsapp" });
  });

  test("lists and fetches the media of a person's message", async () => {
    const client = sdk();
    const { id } = world.phone().write(numberA, { type: "image" });
    const [media] = await client.messages(id).media.list();
    expect(media).toMatchObject({ contentType: "image/jpeg", parentSid: id });
    await client
      .messages(id)
      .media(media?.sid ?? "")
      .remove();
    await expect(client.messages(id).media.list()).resolves.toEqual([]);
  });

  test("learns that its token is wrong, and that a path is none", async () => {
    await expect(sdk("wrong").messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(sdk().calls.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test("takes the signatures of every webhook", async () => {
    await exchange();
    for (const { url, form, signature } of webhooks()) {
      expect(twilio.validateRequest(authToken, signature, url, form)).toBe(true);
      expect(twilio.validateRequest("another", signature, url, form)).toBe(false);
    }
    await world.twilio.forgeInbound({ from: ana.number, to: numberA, text: "Hi" });
    const forged = webhooks().at(-1);
    expect(forged?.form.Body).toBe("Hi");
    expect(
      twilio.validateRequest(
        authToken,
        forged?.signature ?? "",
        forged?.url ?? "",
        forged?.form ?? {},
      ),
    ).toBe(false);
  });
});

/** Something of each kind, so that inbound and status webhooks have been posted. */
async function exchange(): Promise<void> {
  world.phone().write(numberA, "Zwei Äpfel & 1 % Öl? +1");
  world.phone().write(numberA, { type: "image" });
  await sdk().messages.create({ from, to, body: "155 kcal", statusCallback });
  await world.cloud.activity.quiet();
  world.phone().openChat(numberA);
  await world.cloud.activity.quiet();
  expect(world.forms().length).toBeGreaterThanOrEqual(5);
}

function webhooks() {
  return world.cloud.requests.map(({ url, headers, body }) => ({
    url,
    form: Object.fromEntries(new URLSearchParams(body)),
    signature: headers["x-twilio-signature"] ?? "",
  }));
}

const packages = join(__dirname, "../../.cache/judges/python");
const hasPython = existsSync(join(packages, "requirements.txt"));
if (!hasPython)
  process.stderr.write(
    "Skipped: Twilio's SDK for Python as a judge. `sh tools/judges/install.sh` installs it.\n",
  );

(hasPython ? test : test.skip)(
  "Twilio's SDK for Python creates, pages, fails and validates likewise",
  async () => {
    await exchange();
    const api = world.local("https://api.twilio.com/").replace(/\/$/, "");
    const posted = webhooks();
    const seen = await python({ api, accountSid, authToken, from, to, webhooks: posted });
    const listed = await sdk().messages.list({ to });
    expect(seen).toEqual({
      created: { sid: listed[0]?.sid, status: "queued" },
      fetched: { sid: listed[0]?.sid, body: "From Python", direction: "outbound-api" },
      listed: listed.map(({ sid }) => sid),
      error: { status: 404, code: 20404 },
      signatures: posted.map(() => true),
    });
  },
);

async function python(asked: object): Promise<unknown> {
  const child = spawn("python3", [join(__dirname, "python-sdk.testing.py")], {
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(JSON.stringify(asked));
  const [output, trouble] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === "") throw new Error(`The Python SDK saw nothing: ${trouble}`);
  return JSON.parse(output);
}
