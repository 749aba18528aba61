import {
  type ControlAnswer,
  ControlClient,
  type ControlInput,
  type ControlKey,
  ControlRefusal,
  type WorldEvent,
} from "end-user-messaging-simulator/client";
import type { ProductView } from "../product";
import type { Chat } from "./chats";
import { applyChange, type Deployed, kept, type Past, stateOf, withDeployed } from "./state";
import { connection, pageState, worldClock } from "./store";

const client = new ControlClient("/control");
const noAnswer = "The system does not answer: is it still running?";

/** @throws an `Error` whose message is a sentence for the person. */
export async function call<K extends ControlKey>(
  key: K,
  input: ControlInput<K>,
): Promise<ControlAnswer<K>> {
  try {
    return await client.call(key, input);
  } catch (error) {
    throw error instanceof ControlRefusal ? error : new Error(noAnswer, { cause: error });
  }
}

/** The person writes in a chat. */
export async function sendMessage({ channel, number: to }: Chat, text: string): Promise<void> {
  const content = { type: "text", body: text } as const;
  const phone = { number: personsNumber(), channel };
  await call("POST /phones/{number}/{channel}/messages", { ...phone, to, content });
}

/** The person looks at a chat: what was delivered in it is read. */
export async function openChat({ channel, number: businessNumber }: Chat): Promise<void> {
  const phone = { number: personsNumber(), channel };
  await call("POST /phones/{number}/{channel}/read", { ...phone, businessNumber });
}

/**
 * Resolves when the program was evaluated with the new value, the difference is in force and the
 * page shows it. @throws the config's own error.
 */
export async function setConfig(path: string, value: string): Promise<void> {
  await call("PUT /config", { path, value });
  await readDeployedAnew();
}

/** From where on the live stream tells; all before it is read. */
interface Cursors {
  readonly messages: number;
  readonly logs: number;
  readonly faults: number;
}

/** Everything up to the cursors, so that with the stream nothing is shown twice or missed. */
async function readPast({ messages, logs, faults }: Cursors): Promise<Past> {
  const deployed = await readDeployed();
  const person = deployed.product.person.number;
  const [news, lines, failed, emails, failures] = await Promise.all([
    call("GET /messages", { until: messages, person }),
    call("GET /logs", { since: Math.max(0, logs - kept.log), until: logs }),
    call("GET /faults", { since: Math.max(0, faults - kept.faults), until: faults }),
    call("GET /emails", {}),
    call("GET /failures", {}),
  ]);
  return {
    ...{ ...deployed, emails, failures },
    ...{ news: news.entries, lines: lines.entries, faults: failed.entries },
  };
}

let turn: Promise<unknown> = Promise.resolve();

/** Reads what a deployment may have changed; one reading after the other, so that none is stale. */
function readDeployedAnew(): Promise<void> {
  const reading = turn.then(async () => {
    const deployed = await readDeployed();
    if (pageState.value) pageState.value = withDeployed(pageState.value, deployed);
  });
  turn = reading.catch(() => undefined);
  return reading;
}

async function readDeployed(): Promise<Deployed> {
  const [product, alarms, deployments, ignored, dashboards, tables, queues, subscriptions] =
    await Promise.all([
      readProduct(),
      call("GET /alarms", {}),
      call("GET /deployments", {}),
      call("GET /resources/ignored", {}),
      call("GET /dashboards", {}),
      call("GET /resources", { type: "aws:dynamodb/table:Table" }),
      call("GET /queues", {}),
      call("GET /emails/subscriptions", {}),
    ]);
  return {
    ...{ product, alarms, deployments, ignored, dashboards, queues, subscriptions },
    tables: tables.map(({ logicalName }) => logicalName),
  };
}

async function readProduct(): Promise<ProductView> {
  const response = await fetch("/product").catch((cause: unknown) => {
    throw new Error(noAnswer, { cause });
  });
  if (!response.ok) throw new Error(`The page's server failed (${response.status}).`);
  return (await response.json()) as ProductView;
}

function personsNumber(): string {
  if (!pageState.value) throw new Error("The page has not been told yet whose phones these are.");
  return pageState.value.product.person.number;
}

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
  source.addEventListener("heartbeat", heard);
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
  const [past, clock] = await Promise.all([readPast(cursors), call("GET /clock", {})]);
  hearClock(clock);
  if (mine !== beginnings) return;
  isReading = false;
  pageState.value = stateOf(past);
  applyWaiting();
  connection.value = "live";
}

function applySoon(event: WorldEvent): void {
  if (event.kind === "clock") hearClock(event.clock);
  waiting.push(event);
  if (!isReading && waiting.length === 1) setTimeout(applyWaiting, frameMs);
}

function applyWaiting(): void {
  if (isReading || !pageState.value) return;
  const events = waiting.splice(0);
  pageState.value = events.reduce((state, event) => applyChange(state, event), pageState.value);
  if (events.some(({ kind }) => kind === "deployment")) readDeployedAnew().catch(() => undefined);
}

function hearClock(clock: ControlAnswer<"GET /clock">): void {
  worldClock.value = { ...clock, readAt: performance.now() };
}
