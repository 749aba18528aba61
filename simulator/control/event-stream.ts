import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { World } from "../world";
import { followWorld } from "./control-api";

const heartbeatMs = 10_000;
/** A reader that falls this far behind is cut off; it can come back, and read what it missed. */
const mostWaiting = 5_000;

/**
 * The live stream: first `event: hello` with the cursors from which it tells, then `event: change`
 * with each `WorldEvent`, and a heartbeat. Cursors and subscription are taken in one step, so that
 * nothing falls between them.
 */
export function eventStream(context: Context, world: World): Response {
  return streamSSE(context, (stream) => follow(stream, world));
}

async function follow(stream: SSEStreamingApi, world: World): Promise<void> {
  const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
  let waiting = 0;
  let written = Promise.resolve();
  const send = (event: "hello" | "change" | "heartbeat", data: unknown) => {
    if (++waiting > mostWaiting) {
      stream.abort();
      return;
    }
    written = written
      .then(() => stream.writeSSE({ event, data: JSON.stringify(data), retry: 1000 }))
      .finally(() => {
        waiting--;
      });
  };

  const stop = followWorld(world, (event) => send("change", event));
  const { messages, logs, cloud } = world;
  send("hello", { messages: messages.cursor, logs: logs.cursor, faults: cloud.faults.mark() });
  const heartbeat = setInterval(() => send("heartbeat", {}), heartbeatMs);
  await ended;
  clearInterval(heartbeat);
  stop();
}
