import type { WorldEvent } from "end-user-messaging-simulator/client";
import { type Cursors, readDeployedAnew, readPast } from "./control";
import { applyChange, stateOf } from "./state";
import { connection, pageState } from "./store";
import { lookAround } from "./surroundings";

/**
 * The server's heartbeat comes each 10 s; after this long without anything the stream is taken for
 * dead.
 */
const silenceMs = 25_000;
const reopenMs = 2_000;
/** Changes that arrive within one frame are shown together. */
const frameMs = 16;

/**
 * Follows the world for as long as the page is open. After a break everything is read again.
 */
export function followWorld(): void {
  const source = new EventSource("/control/stream");
  let silence = setTimeout(reopen, silenceMs);

  function reopen(): void {
    clearTimeout(silence);
    source.close();
    connection.value = "lost";
    setTimeout(followWorld, reopenMs);
  }

  function heard(): void {
    clearTimeout(silence);
    silence = setTimeout(reopen, silenceMs);
  }

  source.addEventListener("hello", ({ data }) => {
    heard();
    begin(JSON.parse(data) as Cursors).catch(reopen);
  });
  source.addEventListener("change", ({ data }) => {
    heard();
    applySoon(JSON.parse(data) as WorldEvent);
  });
  source.addEventListener("heartbeat", () => {
    heard();
    void lookAround();
  });
  source.addEventListener("error", () => {
    connection.value = "lost";
    if (source.readyState === EventSource.CLOSED) reopen();
  });
}

const waiting: WorldEvent[] = [];
/** Until what happened before is read, changes wait for it. */
let isReading = true;
let beginnings = 0;

async function begin(cursors: Cursors): Promise<void> {
  const mine = ++beginnings;
  isReading = true;
  waiting.length = 0;
  const past = await readPast(cursors);
  if (mine !== beginnings) return;
  isReading = false;
  pageState.value = stateOf(past);
  applyWaiting();
  connection.value = "live";
  void lookAround();
}

function applySoon(event: WorldEvent): void {
  waiting.push(event);
  if (!isReading && waiting.length === 1) setTimeout(applyWaiting, frameMs);
}

function applyWaiting(): void {
  if (isReading || !pageState.value) return;
  const events = waiting.splice(0);
  pageState.value = events.reduce(applyChange, pageState.value);
  if (events.some(({ kind }) => kind === "deployment")) readDeployedAnew().catch(() => undefined);
}
