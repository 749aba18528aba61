import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { PageBackend } from "./page-state";

const HEARTBEAT_MS = 10_000;
/**
 * A page that falls this far behind is cut off: it comes back by itself and starts from the whole
 * state.
 */
const MAX_WAITING = 5_000;

/**
 * The live stream: first `event: state` with the whole `PageState`, then `event: change` with each
 * `PageEvent`, and a heartbeat. State and subscription are taken in one step, so nothing falls
 * between them; a page that reconnects gets the whole state again.
 */
export function eventStream(context: Context, backend: PageBackend): Response {
  return streamSSE(context, (stream) => follow(stream, backend));
}

async function follow(stream: SSEStreamingApi, backend: PageBackend): Promise<void> {
  const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
  let waiting = 0;
  let written = Promise.resolve();
  const send = (event: "state" | "change" | "heartbeat", data: unknown) => {
    if (++waiting > MAX_WAITING) {
      stream.abort();
      return;
    }
    written = written
      .then(() => stream.writeSSE({ event, data: JSON.stringify(data), retry: 1000 }))
      .finally(() => {
        waiting--;
      });
  };

  const stop = backend.onEvent((event) => send("change", event));
  send("state", backend.state());
  const heartbeat = setInterval(() => send("heartbeat", {}), HEARTBEAT_MS);
  await ended;
  clearInterval(heartbeat);
  stop();
}
