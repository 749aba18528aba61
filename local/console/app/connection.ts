import type { PageEvent, PageState } from "../page-state";
import { applyEvent, trimmed } from "./apply-event";
import { connection, pageState } from "./store";

/**
 * The server's heartbeat comes each 10 s; after this long without anything the stream is taken for
 * dead.
 */
const SILENCE_MS = 25_000;
const REOPEN_MS = 2_000;
/** Events that arrive within one frame are shown together. */
const FRAME_MS = 16;

/**
 * Follows the server for as long as the page is open. After a break the server sends the whole
 * state again.
 */
export function followServer(): void {
  const source = new EventSource("/api/events");
  let silence = setTimeout(reopen, SILENCE_MS);

  function reopen(): void {
    clearTimeout(silence);
    source.close();
    connection.value = "lost";
    setTimeout(followServer, REOPEN_MS);
  }

  function heard(): void {
    clearTimeout(silence);
    silence = setTimeout(reopen, SILENCE_MS);
  }

  source.addEventListener("state", ({ data }) => {
    heard();
    waiting.length = 0;
    pageState.value = trimmed(JSON.parse(data) as PageState);
    connection.value = "live";
  });
  source.addEventListener("change", ({ data }) => {
    heard();
    applySoon(JSON.parse(data) as PageEvent);
  });
  source.addEventListener("heartbeat", heard);
  source.addEventListener("error", () => {
    connection.value = "lost";
    if (source.readyState === EventSource.CLOSED) reopen();
  });
}

const waiting: PageEvent[] = [];

function applySoon(event: PageEvent): void {
  waiting.push(event);
  if (waiting.length === 1) setTimeout(applyWaiting, FRAME_MS);
}

function applyWaiting(): void {
  const events = waiting.splice(0);
  if (pageState.value) pageState.value = events.reduce(applyEvent, pageState.value);
}
