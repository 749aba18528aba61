import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";

/*
 * One HTTP request, made once. Neither provider's send has an idempotency key, so whoever sends
 * must know which of two things a failure is: the request was surely not taken (it may be sent
 * again, by either provider), or nobody knows. The line between them is the request's body, which
 * is held back until the server asks for it (RFC 9110, 10.1.1, `Expect: 100-continue`): whatever
 * ends before that, a reused connection too, has given the server nothing that it could act on.
 */

export interface OnceRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A whole answer. */
export interface OnceAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** In milliseconds. */
export interface OnceTimeouts {
  /** For name, connection and TLS together. */
  readonly connectMs: number;
  /** For all of it, from the start to the last byte of the answer. */
  readonly totalMs: number;
  /**
   * How long the body waits to be asked for; a server may take no notice of the expectation (same
   * section). Whether the providers' front doors do is unverified.
   */
  readonly holdBodyMs: number;
  /**
   * How long an idle connection may be used again. Lambda freezes between invocations: what was
   * idle then may long be closed by the other side, without this one having heard.
   */
  readonly idleMs: number;
}

/**
 * A provider answers within a second as a rule. The total leaves the turn that sends time to record
 * the outcome: an invocation of the conversation ends after six seconds.
 */
export const sendTimeouts: OnceTimeouts = {
  connectMs: 1_000,
  totalMs: 4_000,
  holdBodyMs: 250,
  idleMs: 4_000,
};

/** The server surely did not take the request. Its text is a code or a few words of ours. */
export class NotTakenError extends Error {
  override readonly name = "NotTakenError";
}

/** The request was handed over and no whole answer came back: nobody knows. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

export class SendOnce {
  readonly #idleSince = new WeakMap<Duplex, number>();
  readonly #agents = {
    "http:": this.#watched(new http.Agent({ keepAlive: true })),
    "https:": this.#watched(new https.Agent({ keepAlive: true })),
  };
  /** Hosts that refuse the expectation itself. */
  readonly #expectsNothing = new Set<string>();

  /** @param now milliseconds; a clock that goes on while the process is frozen. */
  constructor(
    private readonly timeouts: OnceTimeouts = sendTimeouts,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * @param totalMs less than the usual total, where the caller has less left.
   * @throws NotTakenError, NoAnswerError
   */
  async request(request: OnceRequest, totalMs = this.timeouts.totalMs): Promise<OnceAnswer> {
    this.#dropIdle();
    const { host } = request.url;
    const startedAt = this.now();
    const holds = request.body !== undefined && !this.#expectsNothing.has(host);
    const answer = await this.#exchange(request, holds, totalMs);
    if (answer.status !== 417 || !holds) return answer;
    // "SHOULD repeat the request without" the expectation (RFC 9110, 15.5.18); it was not taken.
    this.#expectsNothing.add(host);
    return this.#exchange(request, false, totalMs - (this.now() - startedAt));
  }

  destroy(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #exchange(request: OnceRequest, holds: boolean, totalMs: number): Promise<OnceAnswer> {
    const { url } = request;
    const secure = url.protocol === "https:";
    const outgoing = (secure ? https : http).request(url, {
      method: request.method,
      agent: this.#agents[secure ? "https:" : "http:"],
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { "content-length": byteLength(request.body) }),
        ...(holds ? { expect: "100-continue" } : {}),
      },
    });
    return new Exchange(outgoing, request.body, { ...this.timeouts, totalMs }, secure, holds)
      .answer;
  }

  #watched<Agent extends http.Agent>(agent: Agent): Agent {
    return agent.on("free", (socket: Duplex) => this.#idleSince.set(socket, this.now()));
  }

  /** By the clock and not by a timer, which stands still while the process is frozen. */
  #dropIdle(): void {
    const free = Object.values(this.#agents).flatMap((agent) => Object.values(agent.freeSockets));
    for (const socket of free.flat())
      if (socket && this.now() - (this.#idleSince.get(socket) ?? 0) > this.timeouts.idleMs)
        socket.destroy();
  }
}

/** One request under way. */
class Exchange {
  readonly answer: Promise<OnceAnswer>;
  #settle: { resolve(answer: OnceAnswer): void; reject(error: Error): void } | undefined;
  #timers: NodeJS.Timeout[] = [];
  /** From here on the server may have taken the request. */
  #handedOver = false;
  #answered = false;

  constructor(
    private readonly outgoing: http.ClientRequest,
    private readonly body: OnceRequest["body"],
    timeouts: OnceTimeouts,
    secure: boolean,
    holds: boolean,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const connecting = this.#after(timeouts.connectMs, () => this.#fail("no connection in time"));
    this.#after(timeouts.totalMs, () => this.#fail("no answer in time"));
    outgoing.once("socket", (socket) =>
      whenConnected(socket, outgoing.reusedSocket, secure, () => {
        clearTimeout(connecting);
        if (holds) this.#after(timeouts.holdBodyMs, () => this.#handOver());
        else this.#handedOver = true;
      }),
    );
    outgoing.once("continue", () => this.#handOver());
    outgoing.once("response", (incoming) => this.#read(incoming));
    outgoing.on("error", (error: NodeJS.ErrnoException) => this.#fail(error.code ?? error.name));
    outgoing.once("close", () => {
      // An answer that ends with its connection is read to its end after this.
      if (!this.#answered) this.#fail("closed without an answer");
    });
    if (!holds) outgoing.end(body);
  }

  #handOver(): void {
    if (this.#handedOver || this.#answered || !this.#settle) return;
    this.#handedOver = true;
    this.outgoing.end(this.body);
  }

  #read(incoming: http.IncomingMessage): void {
    this.#answered = true;
    const status = incoming.statusCode ?? 0;
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => {
      // A server that fails before it asked for the body has not taken it.
      if (!this.#handedOver && status >= 500) return this.#fail(`answer ${status}`);
      this.#end()?.resolve({ status, headers: incoming.headers, body: Buffer.concat(chunks) });
      // The server still waits for the body that was announced.
      if (!this.#handedOver) this.outgoing.destroy();
    });
    // Without an `end`: Node gives none to an answer that is not whole.
    incoming.on("error", () => this.#fail("half an answer"));
    incoming.once("close", () => this.#fail("half an answer"));
  }

  #fail(reason: string): void {
    const settle = this.#end();
    if (!settle) return;
    settle.reject(this.#handedOver ? new NoAnswerError(reason) : new NotTakenError(reason));
    this.outgoing.destroy();
  }

  /** @returns nothing where the exchange has ended before. */
  #end() {
    const settle = this.#settle;
    this.#settle = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    return settle;
  }

  #after(milliseconds: number, what: () => void): NodeJS.Timeout {
    const timer = setTimeout(what, milliseconds);
    this.#timers.push(timer);
    return timer;
  }
}

/** TLS included: until its handshake is done, no byte of the request has left. */
function whenConnected(socket: Duplex, reused: boolean, secure: boolean, then: () => void): void {
  const standing = !secure && (socket as { readonly connecting?: boolean }).connecting === false;
  if (reused || standing) then();
  else socket.once(secure ? "secureConnect" : "connect", then);
}

function byteLength(body: string | Uint8Array): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
}
