import type { TwilioContent } from "./content-template";
import { accountSid, ana, authToken, numberA, senderA, TwilioWorld } from "./twilio-world.testing";

// Twilio's own SDK sends; the fields of webhooks are those of Twilio's documentation, "request to
// your webhook URL".

const from = `whatsapp:${numberA}`;
const to = `whatsapp:${ana.number}`;

let world: TwilioWorld;
beforeEach(async () => {
  world = await TwilioWorld.start();
  world.phone().write(numberA, "Hi");
  await world.cloud.activity.quiet();
});
afterEach(() => world.stop());

type Fields = Omit<
  Parameters<ReturnType<TwilioWorld["sdk"]>["messages"]["create"]>[0],
  "from" | "to"
>;

/** Sends, and gives back what the phone has of it, with how Twilio says that it ended. */
async function send(fields: Fields) {
  const client = world.sdk();
  const { sid } = await client.messages.create({ from, to, ...fields });
  await world.cloud.activity.quiet();
  const { status, errorCode, numMedia } = await client.messages(sid).fetch();
  return { ...world.phone().message(sid), status, errorCode, numMedia };
}

const serve = (contentType: string, body: string | Buffer, status = 200) => {
  world.cloud.answer = () => ({ status, headers: { "content-type": contentType }, body });
};
const mediaUrl = ["https://media.example/file"];

describe("a file at MediaUrl", () => {
  test.each([
    ["image", "image/jpeg"],
    ["video", "video/mp4"],
    ["audio", "audio/ogg; codecs=opus"],
    ["document", "application/pdf"],
    ["sticker", "image/webp"],
  ])("is fetched, and goes as %s by its type", async (type, contentType) => {
    serve(contentType, "file");
    expect(await send({ mediaUrl })).toMatchObject({
      content: { type, media: { mimeType: contentType.split(";")[0], bytes: 4 } },
      status: "delivered",
      numMedia: "1",
    });
  });

  test.each<[string, number, () => void]>([
    ["that is not there", 63019, () => serve("image/png", "", 404)],
    ["of a type that WhatsApp has not", 12300, () => serve("text/html", "<p>")],
    ["that is too big", 11751, () => serve("video/mp4", Buffer.alloc(16 * 1024 * 1024 + 1))],
  ])("%s fails the message", async (_, errorCode, given) => {
    given();
    expect(await send({ mediaUrl })).toMatchObject({ status: "failed", errorCode });
  });

  test("that is no URL is refused at once", async () => {
    await expect(send({ mediaUrl: ["s3://bucket/file"] })).rejects.toMatchObject({ code: 21620 });
  });
});

test("a location is a persistent action", async () => {
  const persistentAction = ["geo:37.787890,-122.391664|375 Beale St"];
  expect(await send({ body: "Our office", persistentAction })).toMatchObject({
    content: {
      type: "location",
      latitude: 37.78789,
      longitude: -122.391664,
      name: "Our office",
      address: "375 Beale St",
    },
    status: "delivered",
  });
});

describe("a content", () => {
  const base = { language: "en", category: "utility" } as const;
  const contents: Record<string, TwilioContent> = {
    HX1: {
      ...base,
      name: "order",
      body: "Hi {{1}}, track order {{2}}.",
      buttons: [
        { type: "URL", text: "Track", url: "https://shop.example/{{3}}" },
        { type: "QUICK_REPLY", text: "Stop", id: "stop-promotions" },
      ],
    },
    HX2: {
      ...base,
      name: "choice",
      use: "session",
      body: "How was {{1}}?",
      buttons: [
        { type: "QUICK_REPLY", text: "Good", id: "good" },
        { type: "QUICK_REPLY", text: "Bad", id: "bad" },
      ],
    },
    HX3: {
      ...base,
      name: "meals",
      use: "session",
      body: "Which meal?",
      list: { button: "Meals", items: [{ id: "l", item: "Lunch", description: "at noon" }] },
    },
  };
  beforeEach(() => world.twilio.configureSender({ ...senderA, contents }));

  test("that WhatsApp approved is a template, its variables counted through all parts", async () => {
    const contentVariables = JSON.stringify({ 1: "Ana", 2: "42", 3: "o/42" });
    expect(await send({ contentSid: "HX1", contentVariables })).toMatchObject({
      text: "Hi Ana, track order 42.",
      content: {
        shown: {
          buttons: [
            { type: "url", text: "Track", url: "https://shop.example/o/42" },
            { type: "quick-reply", text: "Stop", payload: "stop-promotions" },
          ],
        },
      },
    });
  });

  test("for a session has buttons or a list, and needs an open window", async () => {
    const buttons = await send({ contentSid: "HX2", contentVariables: '{"1":"lunch"}' });
    expect(buttons).toMatchObject({
      text: "How was lunch?",
      content: { type: "buttons", buttons: [{ id: "good" }, { id: "bad" }] },
    });
    const list = await send({ contentSid: "HX3" });
    expect(list).toMatchObject({ content: { type: "list", button: "Meals" } });
    world.phone().tap(String(buttons.id), "Good");
    world.phone().tap(String(list.id), "Lunch");
    await world.cloud.activity.quiet();
    expect(world.forms().slice(-2)).toMatchObject([
      {
        MessageType: "interactive",
        ButtonText: "Good",
        ButtonPayload: "good",
        OriginalRepliedMessageSid: buttons.id,
        OriginalRepliedMessageSender: from,
      },
      { MessageType: "interactive", ListId: "l", ListTitle: "Lunch", ListDescription: "at noon" },
    ]);
    world.cloud.clock.advance(24 * 3_600_000);
    expect(await send({ contentSid: "HX3" })).toMatchObject({ errorCode: 63016 });
  });

  test("is shown with its type by the Content API", async () => {
    const listed = await world.sdk().content.v1.contents.list();
    expect(listed.map(({ types }) => Object.keys(types))).toEqual([
      ["twilio/call-to-action"],
      ["twilio/quick-reply"],
      ["twilio/list-picker"],
    ]);
  });
});

test("the typing indicator marks the message as read, and ends with the answer", async () => {
  const [written] = world.phone().messages();
  const messageId = String(written?.id);
  const typing = () =>
    world.sdk().messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId });
  expect(await typing()).toMatchObject({ success: true });
  expect(world.phone().message(messageId)).toMatchObject({
    tick: "read",
    typingAt: expect.any(Number),
  });
  expect(world.phone().typing()).toEqual([numberA]);
  await send({ body: "Hello" });
  expect(world.phone().typing()).toEqual([]);
  await expect(
    world.sdk().messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId: "SM1" }),
  ).rejects.toMatchObject({ status: 404 });
});

test("Meta's pair rate holds for number A too", async () => {
  for (let nth = 1; nth <= 45; nth += 1) await send({ body: String(nth) });
  expect(await send({ body: "46" })).toMatchObject({ status: "failed", errorCode: 63018 });
});

test("a look-up finds by both addresses and the day, and no message that waits to be sent", async () => {
  const client = world.sdk();
  world.cloud.clock.setSpeed(1e-6);
  const { sid } = await send({ body: "Hello" }).then(({ id }) => ({ sid: String(id) }));
  const dateSent = new Date(world.cloud.clock.now());
  const sids = async (filter: object) =>
    (await client.messages.list(filter)).map((message) => message.sid);
  expect(await sids({ from, to, dateSent })).toEqual([sid]);
  expect(await sids({ from: "whatsapp:+12025550121", to, dateSent })).toEqual([]);
  expect(await sids({ from, to: `${to}0`, dateSent })).toEqual([]);
  for (let count = 0; count < 100; count += 1)
    await client.messages.create({ from, to, body: "many" });
  const queued = (await client.messages.list({ from, to })).filter(
    ({ status }) => status === "queued",
  );
  expect(queued.length).toBeGreaterThan(0);
  const today = await client.messages.list({ from, to, dateSent });
  expect(today.filter(({ status }) => status === "queued")).toEqual([]);
});

test("a person's file is at the URL of the form, for who signs in", async () => {
  const data = Buffer.from("my lunch").toString("base64");
  world.phone().write(numberA, { type: "image", media: { mimeType: "image/png", data } });
  await world.cloud.activity.quiet();
  const { MediaUrl0 = "", MediaContentType0 } = world.forms().at(-1) ?? {};
  expect(MediaContentType0).toBe("image/png");
  const url = world.local(MediaUrl0);
  expect((await fetch(url, { redirect: "manual" })).status).toBe(401);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  const found = await fetch(url, { headers: { authorization }, redirect: "manual" });
  const file = await fetch(world.local(found.headers.get("location") ?? ""));
  expect([file.headers.get("content-type"), await file.text()]).toEqual(["image/png", "my lunch"]);
});
