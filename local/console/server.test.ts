import { get } from "node:http";
import {
  ControlClient,
  controlApp,
  controlOf,
  type LoopbackServer,
  World,
} from "end-user-messaging-simulator";
import type { ProductView } from "./product";
import { startConsole } from "./server";

const maya = { name: "Maya", number: "+12065550142" };
const product: ProductView = {
  stack: "dev",
  person: maya,
  senders: [],
  rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" },
  functionNames: {},
};

let world: World;
let server: LoopbackServer;
let answer: () => Promise<ProductView>;
beforeEach(async () => {
  world = await World.start();
  answer = async () => product;
  server = await startConsole({ control: controlApp(world), product: () => answer() }, 0);
});
afterEach(async () => {
  await server.close();
  await world.stop();
});

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/control/people`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });

test("the page comes with its script and its style", async () => {
  const page = await (await fetch(server.url)).text();
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path as string);
  expect(named.sort()).toEqual(["/app.css", "/app.js", "/icon.svg"]);
  for (const path of named) {
    const file = await fetch(server.url + path);
    expect([path, file.status]).toEqual([path, 200]);
    expect((await file.text()).length).toBeGreaterThan(100);
  }
});

test("the script holds what a browser runs, not the world", async () => {
  const script = await (await fetch(`${server.url}/app.js`)).text();
  expect(script.length).toBeLessThan(150_000);
});

test("the whole control API stands below /control, its refusals too", async () => {
  const client = new ControlClient(`${server.url}/control`);
  await client.call("POST /people", maya);
  expect(await client.call("GET /people", {})).toEqual([maya]);
  await expect(client.call("POST /people", maya)).rejects.toMatchObject({ status: 422 });
  const description = await fetch(`${server.url}/control/openapi.json`);
  expect(await description.json()).toHaveProperty(["paths", "/people"]);
});

test("the live stream comes through", async () => {
  const leaving = new AbortController();
  const response = await fetch(`${server.url}/control/stream`, { signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  const until = async (text: string) => {
    while (!seen.includes(text)) seen += (await reader?.read())?.value ?? "";
  };
  await until("event: hello");
  world.cloud.faults.report("sqs", "Nobody reads the queue inbox.");
  await until("Nobody reads the queue inbox.");
  leaving.abort();
});

test("the product is looked at each time anew; what goes wrong there is told in a sentence", async () => {
  const look = async () => {
    const response = await fetch(`${server.url}/product`);
    return [response.status, await response.json()];
  };
  expect(await look()).toEqual([200, product]);
  answer = async () => ({ ...product, stack: "prod" });
  expect(await look()).toEqual([200, { ...product, stack: "prod" }]);
  answer = () => Promise.reject(new Error("The table is not there."));
  expect(await look()).toEqual([
    500,
    { error: "The page's server failed: The table is not there." },
  ]);
});

test.each([
  ["another origin", { Origin: "http://127.0.0.1:1" }],
  ["an opaque origin", { Origin: "null" }],
  ["another site, as the browser says", { "Sec-Fetch-Site": "cross-site" }],
])("refuses %s", async (_what, headers) => {
  expect((await post(JSON.stringify(maya), headers)).status).toBe(403);
  expect((await fetch(`${server.url}/product`, { headers })).status).toBe(403);
  expect(await controlOf(world).call("GET /people", {})).toEqual([]);
});

test("a simple form of another page, which needs no permission to be sent, is not taken", async () => {
  const response = await post(JSON.stringify(maya), { "Content-Type": "text/plain" });
  expect(response.status).toBe(400);
  expect(await controlOf(world).call("GET /people", {})).toEqual([]);
});

test("refuses a foreign name that resolves to this machine", async () => {
  expect(await statusWithHost(server.url, "rebound.example:80")).toBe(403);
  expect(await statusWithHost(server.url, `localhost:${new URL(server.url).port}`)).toBe(200);
});

test("loads nothing from elsewhere, and nothing is kept", async () => {
  const { headers } = await fetch(server.url);
  const policy = headers.get("Content-Security-Policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
  expect(headers.get("Cache-Control")).toBe("no-store");
});

test("moves on from a taken port", async () => {
  const taken = Number(new URL(server.url).port);
  const next = await startConsole({ control: controlApp(world), product: answer }, taken);
  expect(Number(new URL(next.url).port)).toBeGreaterThan(taken);
  await next.close();
});

/** `fetch` does not let us choose the Host header. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/product`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}
