import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Arrived, RawServer } from "./raw-server.testing";
import { NoAnswerError, NotTakenError, type OnceTimeouts, SendOnce } from "./send-once";

const timeouts: OnceTimeouts = { connectMs: 300, totalMs: 600, holdBodyMs: 100, idleMs: 4_000 };

let closing: (() => unknown)[] = [];
let now = 0;
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  now = 0;
});

async function world(react: (arrived: Arrived) => void) {
  const server = new RawServer(react);
  const once = new SendOnce(timeouts, () => now);
  closing.push(
    () => once.destroy(),
    () => server.close(),
  );
  const url = new URL("/send", await server.listen());
  const post = () => once.request({ method: "POST", url, headers: {}, body: "the body" });
  return { server, post };
}

/** A server as it should be: it asks for the body, then answers. */
function kind({ write, headIsNew, bodyIsWhole }: Arrived): void {
  if (headIsNew && !bodyIsWhole) write("100 Continue");
  if (bodyIsWhole) write("201 Created", "taken");
}

describe("SendOnce: what was surely not taken", () => {
  it("no connection: refused, no such name, no TLS", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const plain = await world(kind);
    const tls = createTlsServer({}, () => {}).on("tlsClientError", () => {});
    await new Promise<void>((resolve) => tls.listen(0, "127.0.0.1", resolve));
    closing.push(() => tls.close());
    const once = new SendOnce(timeouts);
    const reason = (url: string) =>
      once.request({ method: "POST", url: new URL(url), headers: {}, body: "x" }).then(
        () => "answered",
        (error) => `${error.name}: ${error.message}`,
      );
    expect(await reason(`http://127.0.0.1:${port}`)).toBe("NotTakenError: ECONNREFUSED");
    expect(await reason("http://nowhere.invalid")).toMatch(
      /^NotTakenError: (ENOTFOUND|EAI_AGAIN)$/,
    );
    const tlsPort = (tls.address() as { port: number }).port;
    expect(await reason(`https://127.0.0.1:${tlsPort}`)).toMatch(/^NotTakenError: /);
    expect(plain.server.requests).toEqual([]);
  });

  it("a TLS handshake that never ends", async () => {
    const silent = createServer((socket) => socket.on("error", () => {}));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const once = new SendOnce(timeouts);
    closing.push(
      () => once.destroy(),
      () => silent.close(),
    );
    const url = new URL(`https://127.0.0.1:${(silent.address() as { port: number }).port}`);
    await expect(once.request({ method: "POST", url, headers: {}, body: "x" })).rejects.toThrow(
      new NotTakenError("no connection in time"),
    );
  });

  it("a connection reset before the body was asked for", async () => {
    const { post, server } = await world(({ socket }) => socket.resetAndDestroy());
    await expect(post()).rejects.toThrow(NotTakenError);
    expect(server.requests).toEqual([]);
  });

  it("a reused connection that the server has closed meanwhile", async () => {
    const { post, server } = await world((arrived) => {
      if (server.requests.length > 0 && arrived.headIsNew && !arrived.bodyIsWhole)
        return arrived.socket.resetAndDestroy();
      kind(arrived);
    });
    expect(await post()).toMatchObject({ status: 201 });
    await expect(post()).rejects.toThrow(NotTakenError);
    expect(server.connections).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  it("an answer 503 before the body was asked for", async () => {
    const { post } = await world(({ write }) => write("503 Service Unavailable"));
    await expect(post()).rejects.toThrow(new NotTakenError("answer 503"));
  });
});

describe("SendOnce: what nobody knows", () => {
  const afterBody = (react: (arrived: Arrived) => void) =>
    world((arrived) => {
      if (arrived.headIsNew && !arrived.bodyIsWhole) arrived.write("100 Continue");
      if (arrived.bodyIsWhole) react(arrived);
    });

  it.each<[string, (arrived: Arrived) => void]>([
    ["a reset after the body", ({ socket }) => socket.resetAndDestroy()],
    ["an end without a word", ({ socket }) => socket.end()],
    ["no answer", () => {}],
    [
      "half an answer",
      ({ socket }) => socket.end("HTTP/1.1 201 Created\r\ncontent-length: 99\r\n\r\n{"),
    ],
    ["an answer that stops", ({ socket }) => socket.write("HTTP/1.1 201 Created\r\ncontent-le")],
    ["no HTTP", ({ socket }) => socket.write("hello\r\n\r\n")],
  ])("%s", async (_, react) => {
    const { post, server } = await afterBody(react);
    await expect(post()).rejects.toThrow(NoAnswerError);
    expect(server.requests).toHaveLength(1);
  });

  it("a reset after the body where the server wants no expectation", async () => {
    const { post, server } = await world(({ text, bodyIsWhole, write, socket }) => {
      if (/expect:/i.test(text)) write("417 Expectation Failed");
      else if (bodyIsWhole) socket.resetAndDestroy();
    });
    await expect(post()).rejects.toThrow(NoAnswerError);
    await server.close();
    await expect(post()).rejects.toThrow(new NotTakenError("ECONNREFUSED"));
  });

  it("a reset after the body that nobody asked for", async () => {
    const { post, server } = await world(({ bodyIsWhole, socket }) => {
      if (bodyIsWhole) socket.resetAndDestroy();
    });
    await expect(post()).rejects.toThrow(NoAnswerError);
    expect(server.requests).toHaveLength(1);
  });
});

describe("SendOnce: answers", () => {
  it("sends the body when it is asked for it", async () => {
    const { post, server } = await world(kind);
    const answer = await post();
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({
      status: 201,
      body: "taken",
    });
    expect(server.requests[0]).toMatch(/^POST \/send .*expect: 100-continue.*the body$/is);
  });

  it("sends it all the same to a server that takes no notice of the expectation", async () => {
    const { post } = await world(({ bodyIsWhole, write }) => {
      if (bodyIsWhole) write("201 Created", "taken");
    });
    expect(await post()).toMatchObject({ status: 201 });
  });

  it("takes a refusal instead of 100 for the answer, and does not use the connection again", async () => {
    const { post, server } = await world(({ write }) => write("429 Too Many", "slow down"));
    expect(await post()).toMatchObject({ status: 429 });
    expect(await post()).toMatchObject({ status: 429 });
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(2);
    await server.isLeft();
  });

  it("waits longer for an answer than for a connection", async () => {
    const { post } = await world(({ bodyIsWhole, headIsNew, write }) => {
      if (headIsNew && !bodyIsWhole) write("100 Continue");
      if (bodyIsWhole) setTimeout(write, timeouts.connectMs + 50, "201 Created");
    });
    expect(await post()).toMatchObject({ status: 201 });
  });

  it("leaves the expectation out from then on where the server refuses it", async () => {
    let refusals = 0;
    const { post, server } = await world(({ text, bodyIsWhole, write }) => {
      if (/expect:/i.test(text)) {
        refusals += 1;
        return write("417 Expectation Failed");
      }
      if (bodyIsWhole) write("201 Created", "taken");
    });
    expect(await post()).toMatchObject({ status: 201 });
    expect(await post()).toMatchObject({ status: 201 });
    expect(server.requests).toHaveLength(2);
    expect(refusals).toBe(1);
  });

  it("reads an answer that ends with its connection", async () => {
    const { post } = await world(({ bodyIsWhole, headIsNew, write, socket }) => {
      if (headIsNew && !bodyIsWhole) write("100 Continue");
      if (bodyIsWhole) socket.end("HTTP/1.1 201 Created\r\nconnection: close\r\n\r\ntaken");
    });
    expect((await post()).body.toString()).toBe("taken");
  });

  it("uses a connection again at once, and not after seconds of a frozen process", async () => {
    const { post, server } = await world(kind);
    await post();
    await post();
    expect(server.connections).toBe(1);
    now += timeouts.idleMs + 1;
    await post();
    expect(server.connections).toBe(2);
  });
});
