import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

export interface LoopbackServer {
  /** Such as `http://127.0.0.1:4300`, without a slash at the end. */
  readonly url: string;
  /** Ends open streams too. */
  close(): Promise<void>;
}

const portsToTry = 20;
const lastPort = 65_535;

/**
 * Serves on 127.0.0.1. A taken port moves on to the next one, up to 20 of them; port 0 takes any
 * free one.
 * @throws when none of the ports is free.
 */
export async function serveOnLoopback(app: Hono, port: number): Promise<LoopbackServer> {
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const bound = await listenOnFreePort(server, port);
  return { url: `http://127.0.0.1:${bound}`, close: () => close(server) };
}

async function listenOnFreePort(server: Server, wanted: number): Promise<number> {
  const last = Math.min(wanted + portsToTry - 1, lastPort);
  for (let port = wanted; port <= last; port++) {
    if (await listen(server, port)) return boundPort(server);
  }
  throw new Error(
    `Ports ${wanted} to ${last} of 127.0.0.1 are all taken: ` +
      "stop what uses them, or choose another port.",
  );
}

/** @returns false when the port is taken. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException) => {
      server.off("listening", onListening);
      const refused = `The server cannot listen on 127.0.0.1:${port}: ${cause.message}`;
      if (cause.code === "EADDRINUSE") resolve(false);
      else reject(new Error(refused, { cause }));
    };
    const onListening = () => {
      server.off("error", onError);
      resolve(true);
    };
    server.once("error", onError);
    server.once("listening", onListening);
    server.listen(port, "127.0.0.1");
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
