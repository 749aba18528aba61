import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SimulatedClock } from "../kernel/clock";
import type { FaultLog } from "../kernel/fault-log";
import type { AccessControl } from "./access";
import type { AwsService, HandWrittenService, WireRequest, WireResponse } from "./aws-service";
import { DispatchToServices } from "./dispatch";
import { hostPrefix, type OutsideWorld } from "./outside-world";
import { ResponseLost } from "./response-lost";

/**
 * The one HTTP server of the simulated cloud, on loopback: AWS services by the signature's scope,
 * everybody else below `/_host/`.
 */
export class Gateway {
  readonly #server: Server;
  readonly #services: DispatchToServices;
  #endpoint = "";

  constructor(
    access: AccessControl,
    faults: FaultLog,
    private readonly clock: SimulatedClock,
    private readonly outside: OutsideWorld,
  ) {
    this.#services = new DispatchToServices(access, faults);
    this.#server = createServer(
      { keepAliveTimeout: 0, requestTimeout: 0 },
      (request, response) => void this.#serve(request, response),
    );
  }

  /** Such as `http://127.0.0.1:40123`. */
  get endpoint(): string {
    return this.#endpoint;
  }

  addService(service: AwsService | HandWrittenService): void {
    this.#services.add(service);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    this.#endpoint = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await wholeRequest(incoming);
    if (!request) return;
    const answer = await this.#answer(request);
    if (!answer) incoming.socket.destroy();
    if (!answer || response.destroyed) return;
    response.writeHead(answer.status, {
      date: new Date(this.clock.now()).toUTCString(),
      "x-amzn-requestid": randomUUID(),
      "content-length": Buffer.byteLength(answer.body),
      ...answer.headers,
    });
    response.end(answer.body);
  }

  /** @returns nothing when the answer is lost on the way: then the connection drops. */
  async #answer(request: WireRequest): Promise<WireResponse | undefined> {
    try {
      return request.path.startsWith(hostPrefix)
        ? await this.outside.serve(request)
        : await this.#services.answer(request);
    } catch (error) {
      if (error instanceof ResponseLost) return undefined;
      throw error;
    }
  }
}

/** @returns nothing when the caller went away before the request was whole. */
async function wholeRequest(incoming: IncomingMessage): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    // Nobody is there to be answered.
    return undefined;
  }
  const [path = "/", query = ""] = splitOnce(incoming.url ?? "/", "?");
  return {
    method: incoming.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    rawHeaders: pairs(incoming.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** Node lists names and values one after the other. */
function pairs(list: readonly string[]): [string, string][] {
  return list.flatMap((name, index) =>
    index % 2 === 0 ? [[name, list[index + 1] ?? ""] as [string, string]] : [],
  );
}
