import type { OnceAnswer } from "../send-once";
import { fetchTwilioFile } from "./twilio-files";

const url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";
const body = Buffer.from("\xff\xd8\xff", "latin1");
let asked: string[];
beforeEach(() => {
  asked = [];
});

const answering = (status: number, headers: Record<string, string>, content = Buffer.alloc(0)) => ({
  tokens: async () => ["token"] as const,
  call: async (_tokens: readonly string[], _method: "GET" | "POST", address: URL) => {
    asked.push(address.href);
    return { status, headers, body: content } satisfies OnceAnswer;
  },
});
const elsewhere = (async (address: URL, init?: RequestInit) => {
  asked.push(`${address.href} ${JSON.stringify(init?.headers ?? {})}`);
  if (address.pathname === "/moved")
    return new Response(null, { status: 307, headers: { location: "/there" } });
  if (address.pathname === "/round")
    return new Response(null, { status: 307, headers: { location: "/round" } });
  if (address.pathname === "/gone") return new Response("", { status: 404 });
  return new Response(body, { headers: { "content-type": "image/jpeg" } });
}) as typeof fetch;

const file = { body: new Uint8Array(body), mimeType: "image/jpeg" };
const redirected = (path: string) =>
  answering(307, { location: `https://files.example.com${path}` });

test("a file is fetched where the API says, and nobody but the API sees the credentials", async () => {
  expect(await fetchTwilioFile(url, redirected("/moved"), elsewhere)).toEqual(file);
  expect(asked).toEqual([
    url,
    "https://files.example.com/moved {}",
    "https://files.example.com/there {}",
  ]);
});

test("a file that the API gives itself is taken", async () => {
  const rest = answering(200, { "content-type": "image/jpeg" }, body);
  expect(await fetchTwilioFile(url, rest, elsewhere)).toEqual({ body, mimeType: "image/jpeg" });
});

test.each([
  "https://api.twilio.com.example.com/ME1",
  "http://api.twilio.com/ME1",
  "https://files.example.com/ME1",
  "no address",
])("%s is asked nothing: it would be given the credentials", async (other) => {
  await expect(fetchTwilioFile(other, redirected("/"), elsewhere)).rejects.toThrow("not one of");
  expect(asked).toEqual([]);
});

test.each([
  ["the API refuses", answering(404, {}), "answered 404"],
  ["there is none", redirected("/gone"), "answer 404"],
  ["it is nowhere", redirected("/round"), "time and again"],
])("when %s, somebody will see it", async (_, rest, message) => {
  await expect(fetchTwilioFile(url, rest, elsewhere)).rejects.toThrow(message);
});
