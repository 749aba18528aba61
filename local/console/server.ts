import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { bundleFrontEnd } from "./front-end-bundle";
import { createPageApp } from "./page-app";
import type { PageBackend } from "./page-state";

export interface PageServer {
  /** Such as `http://127.0.0.1:4300`, without a slash at the end. */
  readonly url: string;
  /** Ends the live streams of open pages too. */
  close(): Promise<void>;
}

const PORTS_TO_TRY = 20;
const LAST_PORT = 65_535;

/**
 * Serves the page on 127.0.0.1. A taken port moves on to the next one, up to 20 of them; port 0
 * takes any free one.
 * @throws when the front end does not bundle, or when none of the ports is free.
 */
export async function startPageServer(
  backend: PageBackend,
  options: { readonly port: number },
): Promise<PageServer> {
  const app = createPageApp(backend, await bundleFrontEnd());
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const port = await listenOnFreePort(server, options.port);
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}

async function listenOnFreePort(server: Server, wanted: number): Promise<number> {
  const last = Math.min(wanted + PORTS_TO_TRY - 1, LAST_PORT);
  for (let port = wanted; port <= last; port++) {
    if (await listen(server, port)) return boundPort(server);
  }
  throw new Error(
    `Ports ${wanted} to ${last} of 127.0.0.1 are all taken: stop what uses them, or choose another port.`,
  );
}

/** @returns false when the port is taken. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off("listening", onListening);
      if (error.code === "EADDRINUSE") resolve(false);
      else
        reject(
          new Error(`The page cannot listen on 127.0.0.1:${port}: ${error.message}`, {
            cause: error,
          }),
        );
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
  if (address === null || typeof address === "string")
    throw new Error("The page's server has no port.");
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
