import { createServer, get } from "node:http";
import type { PageBackend, PageEvent, PageState } from "./page-state";
import { type PageServer, startPageServer } from "./server";

const state: PageState = {
  stack: "dev",
  person: { name: "Maya", number: "+12065550142" },
  senders: [],
  rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" },
  messages: [],
  log: [],
  faults: [],
};

/** Notes what it was asked; refuses the text "refuse me". */
function notingBackend() {
  const asked: unknown[][] = [];
  const listeners = new Set<(event: PageEvent) => void>();
  const backend: PageBackend = {
    state: () => state,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: async (sender, text) => {
      if (text === "refuse me") throw new Error("The number is not reachable.");
      asked.push(["write", sender, text]);
    },
    openChat: async (sender) => void asked.push(["openChat", sender]),
    setConfig: async (path, value) => void asked.push(["setConfig", path, value]),
  };
  return { backend, asked, listeners };
}

describe("the page's server", () => {
  let noting: ReturnType<typeof notingBackend>;
  let server: PageServer;

  beforeEach(async () => {
    noting = notingBackend();
    server = await startPageServer(noting.backend, { port: 0 });
  });
  afterEach(() => server.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("hands over what the page asks", async () => {
    expect((await post("/api/messages", { sender: "B", text: "two eggs" })).status).toBe(200);
    expect((await post("/api/chats/sms/open", {})).status).toBe(200);
    expect((await post("/api/config", { path: "rollout.awsWeight", value: "25" })).status).toBe(
      200,
    );
    expect(noting.asked).toEqual([
      ["write", "B", "two eggs"],
      ["openChat", "sms"],
      ["setConfig", "rollout.awsWeight", "25"],
    ]);
  });

  test.each([
    ["an empty text", "/api/messages", { sender: "B", text: " \n" }, 400, /empty message/],
    [
      "a text beyond the limit",
      "/api/messages",
      { sender: "B", text: "x".repeat(4097) },
      400,
      /4,096/,
    ],
    ["an unknown sender", "/api/messages", { sender: "C", text: "hi" }, 400, /A, B or sms/],
    ["an unknown chat", "/api/chats/C/open", {}, 404, /A, B or sms/],
    ["a path that is none", "/api/config", { path: "../x", value: "1" }, 400, /config path/],
    ["a body that is no JSON", "/api/messages", "{", 400, /not JSON/],
    [
      "a body that is too large",
      "/api/messages",
      { sender: "B", text: "x".repeat(40_000) },
      413,
      /32 KiB/,
    ],
    [
      "what the backend refuses",
      "/api/messages",
      { sender: "B", text: "refuse me" },
      422,
      /^The number is not reachable\.$/,
    ],
  ])("answers %s with a sentence", async (_what, path, body, status, sentence) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(sentence) });
    expect(noting.asked).toEqual([]);
  });

  test.each([
    ["another origin", { Origin: "http://127.0.0.1:1" }],
    ["an opaque origin", { Origin: "null" }],
    ["another site, as the browser says", { "Sec-Fetch-Site": "cross-site" }],
  ])("refuses %s", async (_what, headers) => {
    const response = await post("/api/messages", { sender: "B", text: "two eggs" }, headers);
    expect(response.status).toBe(403);
    expect((await fetch(`${server.url}/api/state`, { headers })).status).toBe(403);
    expect(noting.asked).toEqual([]);
  });

  test("refuses a foreign name that resolves to this machine", async () => {
    expect(await statusWithHost(server.url, "rebound.example:80")).toBe(403);
    expect(await statusWithHost(server.url, `localhost:${new URL(server.url).port}`)).toBe(200);
  });

  test("a simple form of another page, which needs no permission to be sent, is not taken", async () => {
    const response = await post("/api/messages", JSON.stringify({ sender: "B", text: "hi" }), {
      "Content-Type": "text/plain",
    });
    expect(response.status).toBe(400);
    expect(noting.asked).toEqual([]);
  });

  test("loads nothing from elsewhere", async () => {
    const policy = (await fetch(server.url)).headers.get("Content-Security-Policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|http|\*/);
  });

  test("streams the whole state, then each change, and stops listening when the page goes", async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/events`, { signal: leaving.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    const until = async (text: string) => {
      while (!seen.includes(text)) seen += (await reader.read()).value;
    };
    await until(`event: state\ndata: ${JSON.stringify(state)}`);
    const line = {
      at: 0,
      functionName: "send",
      level: "info",
      text: "sent\nin two lines",
    } as const;
    for (const listener of noting.listeners) listener({ kind: "log", line });
    await until(`event: change\ndata: ${JSON.stringify({ kind: "log", line })}`);

    expect(noting.listeners.size).toBe(1);
    const stopped = new Promise<void>((resolve) => {
      const remove = noting.listeners.delete.bind(noting.listeners);
      noting.listeners.delete = (listener) => {
        resolve();
        return remove(listener);
      };
    });
    leaving.abort();
    await stopped;
    expect(noting.listeners.size).toBe(0);
  });

  test("moves on from a taken port", async () => {
    const taken = Number(new URL(server.url).port);
    const next = await startPageServer(noting.backend, { port: taken });
    expect(Number(new URL(next.url).port)).toBeGreaterThan(taken);
    await next.close();
  });
});

test("says so when no port is free", async () => {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(65_535, "127.0.0.1", resolve));
  await expect(startPageServer(notingBackend().backend, { port: 65_535 })).rejects.toThrow(
    /Ports 65535 to 65535 .* taken/,
  );
  await new Promise((resolve) => blocker.close(resolve));
});

/** `fetch` does not let us choose the Host header. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/api/state`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}
