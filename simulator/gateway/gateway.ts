import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { setTimeout as realWait } from "node:timers/promises";
import type { SimulatedClock } from "../kernel/clock";
import type { FailureRule, Failures } from "../kernel/failures";
import type { FaultLog } from "../kernel/fault-log";
import type { SeededIds } from "../kernel/seeded-ids";
import type { Traces } from "../kernel/traces";
import type { Turn } from "../kernel/turns";
import type { AwsService, WireRequest, WireResponse } from "./aws-service";
import { type Destination, type RequestHead, serviceOfAwsHost } from "./destination";
import type { DispatchToServices } from "./dispatch";
import { type Connection, type Frames, Link, type Refusal } from "./link.cjs";
import { hostPrefix, type OutsideWorld } from "./outside-world";
import { type Handling, handlingOf, type Outcome, type Wait } from "./request-failures";
import { Traffic } from "./traffic";

export interface GatewayDeps {
  readonly services: DispatchToServices;
  readonly outside: OutsideWorld;
  readonly failures: Failures;
  readonly faults: FaultLog;
  readonly clock: SimulatedClock;
  readonly traces: Traces;
  readonly ids: SeededIds;
}

/** Runs work as part of what a client is doing at the time. */
export type Within = <T>(work: () => T) => T;

/** The thread of a function, as the gateway knows it. */
export interface LinkedClient {
  /** What it is doing when it asks for something. */
  readonly within: Within;
  /** The function's name. */
  readonly name: string;
  /** Ends it as if its runtime had been killed. */
  readonly die: () => void;
  /** The run that asks, where runs take turns. */
  readonly turn: () => Turn | undefined;
}

interface Linked {
  readonly service: string;
  readonly client: LinkedClient;
  /** Requests that wait for their answers. */
  underWay: number;
}

/**
 * The one HTTP server of the simulated cloud. Functions' connections come to it from their threads
 * and name their host; other programs' come over loopback: AWS services by the signature's scope,
 * everybody else below `/_host/`.
 */
export class Gateway {
  readonly traffic = new Traffic();
  readonly #server: Server;
  /** The functions' connections, with the requests under way on each. */
  readonly #linked = new Map<Connection, Linked>();
  #endpoint = "";

  constructor(private readonly deps: GatewayDeps) {
    this.#server = createServer(
      { keepAliveTimeout: 0, requestTimeout: 0 },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.on("checkContinue", (request, response) => void this.#serve(request, response));
    deps.failures.onChange(() => this.#dropRefused());
  }

  /** Such as `http://127.0.0.1:40123`. */
  get endpoint(): string {
    return this.#endpoint;
  }

  addService(service: AwsService): void {
    this.deps.services.add(service);
  }

  async start(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    this.#endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /**
   * Takes the connections of a function's thread.
   * @param post hands frames to the thread; what it sends goes into the link
   */
  join(post: (frames: Frames) => void, client: LinkedClient): Link {
    return new Link(post, (connection) => this.#accept(connection, client));
  }

  #accept(connection: Connection, client: LinkedClient): Refusal | undefined {
    const { host } = connection;
    const service = this.deps.outside.find(host)?.service ?? serviceOfAwsHost(host) ?? host;
    if (!this.deps.outside.find(host) && !serviceOfAwsHost(host)) {
      const message = `The host ${host} is not simulated, and functions reach no host outside this machine.`;
      this.deps.faults.report("network", message);
      return { code: "ENOTFOUND", syscall: "getaddrinfo", message };
    }
    if (this.deps.failures.ofConnection(service)) {
      client.within(() => this.#strike(service, "connect", { kind: "refuse" }, client));
      return { code: "ECONNREFUSED", syscall: "connect", message: `connect ECONNREFUSED ${host}` };
    }
    this.#linked.set(connection, { service, client, underWay: 0 });
    connection.once("close", () => this.#linked.delete(connection));
    this.#server.emit("connection", connection);
    return undefined;
  }

  /** Who refuses connections has none open; what is under way on one is answered first. */
  #dropRefused(): void {
    for (const [connection, { service, underWay }] of this.#linked)
      if (underWay === 0 && this.deps.failures.refuses(service)) connection.destroy();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const linked = this.#linked.get(incoming.socket as unknown as Connection);
    if (linked) linked.underWay += 1;
    try {
      const take = () => this.#take(incoming, response, linked?.client);
      await (linked ? linked.client.within(take) : take());
    } catch (error) {
      this.deps.faults.report("gateway", `A request failed: ${(error as Error).message}`);
      drop(incoming);
    } finally {
      if (linked) linked.underWay -= 1;
    }
  }

  async #take(
    incoming: IncomingMessage,
    response: ServerResponse,
    client: LinkedClient | undefined,
  ): Promise<void> {
    const [head, query] = headOf(incoming);
    const destination = this.#destination(incoming, head);
    const turn = client?.turn();
    const carryOut = async () => {
      const { service, operation } = destination;
      const failure = this.#failure(incoming, service, operation, turn);
      if (failure) this.#strike(service, operation, failure, client);
      const handling = handlingOf(
        failure?.kind === "refuse" ? { kind: "reset-before-reading" } : failure,
        this.#waitOf(turn),
      );
      if (!handling.reads) return "dropped";
      // A client that holds its body back until then knows by it that the request may have been taken.
      if (waitsToSend(incoming)) response.writeContinue();
      const body = await wholeBody(incoming);
      if (!body) return "none";
      return await this.#answer(destination, handling, { ...head, query, body }, incoming);
    };
    const answer = turn ? await turn.serve(carryOut) : await carryOut();
    if (answer === "none") return;
    if (answer === "caller dies") client?.die();
    if (answer === undefined || answer === "dropped" || answer === "caller dies")
      return drop(incoming);
    const isLast = this.deps.failures.refuses(destination.service);
    if (!response.destroyed) this.#send(answer, response, isLast);
  }

  async #answer(
    destination: Destination,
    handling: Handling,
    read: Omit<WireRequest, "text" | "rawHeaders">,
    { rawHeaders }: IncomingMessage,
  ): Promise<Outcome> {
    const { body } = read;
    const text = once(() => body.toString("utf8"));
    const request: WireRequest = { ...read, text, rawHeaders: pairs(rawHeaders) };
    const answer = await handling.answer(destination, request);
    if (typeof answer === "string") return answer;
    this.#trace(destination, text, answer);
    const { service, operation } = destination;
    this.traffic.count(service, operation, body.length, Buffer.byteLength(answer.body));
    return answer;
  }

  #trace({ service, operation }: Destination, text: () => string, { status }: WireResponse): void {
    const hop = { place: "request", name: service, what: `${operation} ${status}` } as const;
    if (this.deps.traces.present().length > 0) this.deps.traces.hop({ ...hop, body: text() });
  }

  #strike(
    service: string,
    operation: string,
    failure: FailureRule["failure"],
    client: LinkedClient | undefined,
  ): void {
    const { clock, failures, traces } = this.deps;
    failures.struck.add({
      at: clock.now(),
      service,
      operation,
      kind: failure.kind,
      ...("status" in failure ? { status: failure.status } : {}),
      ...(client ? { by: client.name } : {}),
      traces: traces.presentIds(),
    });
  }

  #failure({ socket }: IncomingMessage, service: string, operation: string, turn?: Turn) {
    const { failures } = this.deps;
    // Over loopback all services share a port: the connection is made before its service is known.
    if (socket instanceof Socket && failures.ofConnection(service))
      return { kind: "refuse" } as const;
    return failures.ofRequest(service, operation, turn?.random(`${service} ${operation}`));
  }

  /** Real time where the client's own time limits are real. */
  #waitOf(turn: Turn | undefined): Wait {
    if (!turn) return (milliseconds) => realWait(milliseconds, undefined, { ref: false });
    return (milliseconds) =>
      turn.away(new Promise<void>((resolve) => void this.deps.clock.after(milliseconds, resolve)));
  }

  #destination({ socket }: IncomingMessage, head: RequestHead): Destination {
    const { host } = socket as unknown as Partial<Connection>;
    if (host !== undefined && this.deps.outside.find(host))
      return this.deps.outside.destination(host, head);
    if (head.path.startsWith(hostPrefix)) return this.deps.outside.prefixed(head);
    return this.deps.services.destination(head);
  }

  #send(answer: WireResponse, response: ServerResponse, last: boolean): void {
    response.writeHead(answer.status, {
      date: new Date(this.deps.clock.now()).toUTCString(),
      "x-amzn-requestid": this.deps.ids.uuid(),
      "content-length": Buffer.byteLength(answer.body),
      ...(last ? { connection: "close" } : {}),
      ...answer.headers,
    });
    response.end(answer.body);
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** As Node tells such requests from others, to which it hands no chance to refuse them. */
function waitsToSend({ headers, httpVersion }: IncomingMessage): boolean {
  return httpVersion === "1.1" && /\b100-continue\b/i.test(headers.expect ?? "");
}

/** As a broken connection looks to the client: ECONNRESET. */
function drop({ socket }: IncomingMessage): void {
  if (socket instanceof Socket) socket.resetAndDestroy();
  else (socket as Connection).destroy();
}

function headOf({ url = "/", method = "GET", headers }: IncomingMessage) {
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  const query = new URLSearchParams(at < 0 ? "" : url.slice(at + 1));
  return [{ method, path, headers, query } satisfies RequestHead, query] as const;
}

/** @returns nothing when the caller went away before the request was whole. */
function wholeBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    // It may have waited for its turn.
    if (incoming.destroyed) return resolve(undefined);
    incoming
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .once("end", () => resolve(Buffer.concat(chunks)))
      // Nobody is there to be answered.
      .on("error", () => resolve(undefined))
      .once("close", () => resolve(undefined));
  });
}

/** Node lists names and values one after the other. */
function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((name, index) =>
    index % 2 === 0 ? [[name, list[index + 1] ?? ""] as [string, string]] : [],
  );
}
