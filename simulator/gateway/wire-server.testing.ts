import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { FaultLog } from "../kernel/fault-log";
import { SeededRandom } from "../kernel/random";
import { SeededIds } from "../kernel/seeded-ids";
import type { AwsService, OutsideHost, WireRequest, WireResponse } from "./aws-service";
import { DispatchToServices } from "./dispatch";

export interface WireServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves one service on a loopback port, so that a real client can talk to it; a handler that
 * throws drops the connection.
 */
export async function serve(
  target: AwsService | OutsideHost,
  faults = new FaultLog(Date.now),
): Promise<WireServer> {
  const handle = handlerOf(target, faults);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const wire: WireRequest = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    const answer = await handle(wire).catch(() => undefined);
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A service is asked by somebody who may do everything. */
function handlerOf(
  target: AwsService | OutsideHost,
  faults: FaultLog,
): (wire: WireRequest) => Promise<WireResponse> {
  if ("host" in target) return (wire) => target.handle(wire);
  const session = { caller: { kind: "deployer" }, sessionName: "test" } as const;
  const services = new DispatchToServices(
    { session: () => session, forRole: () => ({ decision: "allow", reason: "" }) },
    faults,
    new SeededIds(new SeededRandom(1)),
  );
  services.add(target);
  return (wire) => services.answer(wire);
}

/** Calls one operation past the wire. */
export async function call(service: AwsService, name: string, input: object): Promise<object> {
  const operation = service.operations[name];
  if (!operation) throw new Error(`${service.scope} has no operation ${name}.`);
  return await operation.read(input, nothingOnTheWire).run();
}

const nothingOnTheWire = {
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  caller: { kind: "deployer" },
} as const;
