import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { crowd } from "../../local/rehearsal/people";
import { png } from "../../local/rehearsal/steps/pictures";
import { RunningSystem } from "../../local/system/running-system";
import { inboundKey } from "../../shared/store/item-shapes";

// Files by the real bundles: out of the bucket to people, and from people into it.

let system: RunningSystem;
let bucket: string;
beforeEach(async () => {
  system = await RunningSystem.start({
    stack: "dev",
    // Nobody is moved: what the business starts leaves from where the person's window is open.
    set: ["rollout.awsWeight=0"],
  });
  bucket = (await system.outputs()).mediaBucketName;
});
afterEach(() => system.stop());

const [ana, ben] = crowd(2) as [ReturnType<typeof crowd>[number], ReturnType<typeof crowd>[number]];
const dayMs = 24 * 3_600_000;
const put = (key: string, body: Uint8Array, mimeType = "image/png") =>
  system.account.putFile(bucket, key, { body, mimeType });
const asks = async (operation: string) =>
  (await system.client.call("GET /requests", {}))
    .filter((traffic) => traffic.operation === operation)
    .reduce((sum, { requests }) => sum + requests, 0);

/** Half a minute of failure, and then half an hour without. */
async function whileFailing(
  rule: Parameters<typeof system.client.call<"POST /failures">>[1],
  happening: () => Promise<unknown>,
): Promise<void> {
  const { id } = await system.client.call("POST /failures", rule);
  await happening();
  await system.client.call("POST /clock/pass", { milliseconds: 30_000 });
  await system.client.call("DELETE /failures/{id}", { id });
  await system.client.call("POST /clock/pass", { milliseconds: 1_800_000 });
}

async function pictureTo(person: typeof ana, key: string, idempotencyKey = key) {
  let id = "";
  const talk = await system.talk(async () => {
    id = await system.sendPicture(person, idempotencyKey, key);
  });
  const view = await (await system.business()).ofMessage(id);
  return { talk, view };
}

test("a picture goes out from A by an address that Twilio fetches, once", async () => {
  await put("out/plan.png", png);
  await system.talk(() => system.write(ana, "A", "how much is an egg?"));
  const { talk, view } = await pictureTo(ana, "out/plan.png");
  expect(talk).toMatchObject([
    {
      provider: "twilio",
      text: "[image] Your plan",
      tick: "delivered",
      content: { type: "image", media: { mimeType: "image/png", bytes: png.length } },
    },
  ]);
  expect(view.attempts).toMatchObject([{ sender: "A", status: "delivered" }]);
});

test("from B it is uploaded once for all, again for another file, and when Meta's copy is gone", async () => {
  await put("out/plan.png", png);
  for (const person of [ana, ben])
    await system.talk(() => system.write(person, "B", "how much is an egg?"));
  for (const person of [ana, ben]) {
    const { talk } = await pictureTo(person, "out/plan.png", `first-${person.number}`);
    expect(talk).toMatchObject([{ provider: "aws", content: { type: "image" } }]);
  }
  expect(await asks("PostWhatsAppMessageMedia")).toBe(1);
  await put("out/plan.png", Buffer.concat([png, Buffer.from("another")]));
  const { talk } = await pictureTo(ana, "out/plan.png", "second");
  expect(talk).toMatchObject([{ content: { media: { bytes: png.length + 7 } } }]);
  expect(await asks("PostWhatsAppMessageMedia")).toBe(2);
  await system.client.call("POST /clock/pass", { milliseconds: 29 * dayMs });
  await system.talk(() => system.write(ana, "B", "and a banana?"));
  const { view } = await pictureTo(ana, "out/plan.png", "a-month-later");
  expect(view.status).toBe("delivered");
  expect(await asks("PostWhatsAppMessageMedia")).toBe(3);
});

test.each([
  ["a file that is not there", undefined, "no-media-file"],
  ["a page of HTML that is called a picture", Buffer.from("<!doctype html>"), "media-type"],
  ["a picture of 6 MB", Buffer.concat([png, Buffer.alloc(6_000_000)]), "media-size"],
] as const)("%s is refused before anybody is called", async (_, body, code) => {
  if (body) await put("out/odd.png", body);
  await system.talk(() => system.write(ana, "B", "how much is an egg?"));
  const { talk, view } = await pictureTo(ana, "out/odd.png");
  expect(talk).toEqual([]);
  expect(view.attempts.map((attempt) => (attempt as { code?: string }).code)).toContain(code);
  expect(await asks("PostWhatsAppMessageMedia")).toBe(0);
});

test("an upload that AWS throttles is made later, and the picture arrives once", async () => {
  await put("out/plan.png", png);
  await system.talk(() => system.write(ana, "B", "how much is an egg?"));
  const throttles = {
    service: "social-messaging",
    operation: "PostWhatsAppMessageMedia",
    failure: { kind: "throttle" },
  } as const;
  const talk = await system.talk(() =>
    whileFailing(throttles, () => system.sendPicture(ana, "throttled", "out/plan.png")),
  );
  expect(talk).toMatchObject([{ provider: "aws", tick: "delivered", content: { type: "image" } }]);
});

test.each([
  ["A", "twilio"],
  ["B", "aws"],
] as const)(
  "a picture to %s is kept for a week, whatever goes wrong at first, and found by its message",
  async (sender, provider) => {
    const fails = {
      ...(sender === "A"
        ? { service: "mms.twiliocdn.com" }
        : { service: "social-messaging", operation: "GetWhatsAppMessageMedia" }),
      failure: { kind: "error", status: 500 },
    } as const;
    const talk = await system.talk(() =>
      whileFailing(fails, () => system.write(ana, sender, { type: "image", caption: "my lunch" })),
    );
    const [key = "", ...others] = await system.account.filesIn(bucket, "in/");
    expect(others).toEqual([]);
    const { body, mimeType } = await system.account.file(bucket, key);
    expect(mimeType).toBe("image/jpeg");
    expect(Buffer.from(body.subarray(0, 3))).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const { name: TableName, client } = await system.table();
    const asked = talk.find(({ direction }) => direction === "from-person");
    const hops = await system.client.call("GET /traces/{id}", { id: asked?.id ?? "" });
    const ids = hops.flatMap((hop) => Object.values(hop.ids ?? {}));
    const items = await Promise.all(
      [asked?.id ?? "", ...ids].map((id) =>
        client.send(
          new GetCommand({ TableName, Key: { ...inboundKey(provider, id), sk: "FILE" } }),
        ),
      ),
    );
    expect(items.map(({ Item }) => Item?.key)).toContain(key);
    await system.client.call("POST /clock/pass", { milliseconds: 9 * dayMs });
    expect(await system.account.filesIn(bucket, "in/")).toEqual([]);
  },
);
