import type { SendItem } from "../../shared/domain/message/conversation-item";
import { DynamoLedger } from "../../shared/store/dynamo-ledger";
import { DynamoRequests } from "../../shared/store/dynamo-requests";
import { MemoryTable } from "../../shared/store/memory-table.testing";
import { type MessagesApiPorts, takeRequest } from "./take-request";

const now = Date.UTC(2026, 10, 22, 12);
const clock = { now: () => now, wait: async () => {} };

let queued: SendItem[];
let ports: MessagesApiPorts;

beforeEach(() => {
  queued = [];
  const { table } = new MemoryTable();
  ports = {
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    requests: new DynamoRequests(table),
    ledger: new DynamoLedger(table, clock),
    sends: { handOver: async (item) => void queued.push(item) },
    allowedCountries: ["US"],
    bySms: "sms",
  };
});

const request = {
  idempotencyKey: "check-in:ada:2026-11-22",
  channel: "whatsapp",
  to: { phone: "+12025550142" },
  purpose: "utility",
  content: {
    type: "template",
    name: "meal_check_in",
    language: "en",
    parameters: { first_name: "Ada" },
  },
};

const recipe = {
  type: "template",
  name: "weekly_recipe",
  language: "en",
  parameters: { first_name: "Ada", recipe: "lentil soup", minutes: "25" },
};

async function post(body: object | string) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const event = { httpMethod: "POST", body: text, pathParameters: null, isBase64Encoded: false };
  const answer = await takeRequest(event, ports);
  return [answer.statusCode, JSON.parse(answer.body) as Record<string, unknown>] as const;
}

async function get(id: string) {
  const event = { httpMethod: "GET", body: null, pathParameters: { id }, isBase64Encoded: false };
  const answer = await takeRequest(event, ports);
  return [answer.statusCode, JSON.parse(answer.body) as Record<string, unknown>] as const;
}

test("a message that is asked for is stored and queued, and can be asked about", async () => {
  const [status, { id }] = await post(request);
  expect(status).toBe(202);
  expect(queued).toEqual([{ kind: "request", messageId: id }]);
  expect(await get(String(id))).toEqual([200, { id, status: "queued", attempts: [] }]);
  await ports.requests.end(id as never, { code: "opted-out", at: now });
  expect(await get(String(id))).toMatchObject([200, { status: "refused", reason: "opted-out" }]);
});

test("what waited until its time was over says so", async () => {
  const [, { id }] = await post(request);
  ports = { ...ports, clock: { ...clock, now: () => now + 25 * 60 * 60 * 1000 } };
  expect(await get(String(id))).toMatchObject([200, { status: "refused", reason: "expired" }]);
});

test("a problem never repeats what was asked for", async () => {
  const [, { problems }] = await post({ ...request, notAfter: "secret" });
  expect(String(problems)).not.toContain("secret");
});

test("asked for twice it is one message; another one under the same key is refused", async () => {
  const [, { id }] = await post(request);
  expect(await post(request)).toEqual([202, { id }]);
  const [status] = await post({ ...request, purpose: "marketing" });
  expect(status).toBe(409);
});

test.each<[string, object | string, string]>([
  ["no JSON", "hello", "the body is not JSON"],
  ["an unknown key", { ...request, urgent: true }, "urgent"],
  ["another country", { ...request, to: { phone: "+4915123456789" } }, "to: Phone numbers of DE"],
  ["a user id of another country", { ...request, to: { userId: "DE.123" } }, "to: people in DE"],
  ["a user id of no country", { ...request, to: { userId: "ZZ.123" } }, "to: people in"],
  [
    "an SMS to a user id",
    { ...request, channel: "sms", to: { userId: "US.123" } },
    "to: an SMS goes to a phone number",
  ],
  [
    "a marketing template that is called useful",
    { ...request, outsideWindow: recipe },
    "outsideWindow: the template weekly_recipe is marketing",
  ],
  ["a day that there is not", { ...request, notAfter: "2026-11-31T00:00:00Z" }, "notAfter: "],
  ["no number", { ...request, to: { phone: "12" } }, "to: This is not a phone number"],
  ["a time that is over", { ...request, notAfter: "2026-11-21T00:00:00Z" }, "notAfter: is over"],
  ["a time far ahead", { ...request, notAfter: "2027-01-01T00:00:00Z" }, "notAfter: is more than"],
  [
    "a text outside the window",
    { ...request, outsideWindow: { type: "text", body: "Hi" } },
    "outsideWindow: only a template",
  ],
  [
    "a parameter that is missing",
    { ...request, content: { ...request.content, parameters: {} } },
    "content: parameter first_name",
  ],
  [
    "a file that nobody may read",
    {
      ...request,
      content: { type: "image", media: { at: "s3", key: "a.jpg", mimeType: "image/jpeg" } },
    },
    "content.media: the key of a file at s3 begins",
  ],
])("%s is refused, and says what is wrong", async (_, body, problem) => {
  const [status, { problems }] = await post(body);
  expect(status).toBe(400);
  expect((problems as string[]).join("\n")).toContain(problem);
  expect(queued).toEqual([]);
});

test("what could not be stored may be asked for again", async () => {
  ports = { ...ports, sends: { handOver: () => Promise.reject(new Error("down")) } };
  expect((await post(request))[0]).toBe(503);
});

test.each(["m-1", `m-${"0".repeat(32)}`, "../x"])("%s is no message", async (id) => {
  expect((await get(id))[0]).toBe(404);
});

test("a file goes by SMS only where the number can send MMS", async () => {
  const media = { at: "s3", key: "out/a.jpg", mimeType: "image/jpeg" };
  const picture = { ...request, channel: "sms", content: { type: "image", media } };
  expect((await post(picture))[0]).toBe(400);
  ports = { ...ports, bySms: "mms" };
  expect((await post(picture))[0]).toBe(202);
});
