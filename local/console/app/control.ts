import {
  type ControlAnswer,
  ControlClient,
  type ControlInput,
  type ControlKey,
  ControlRefusal,
} from "end-user-messaging-simulator/client";
import type { ProductView } from "../product";
import type { Chat } from "./chats";
import { type Deployed, kept, type Past, withDeployed } from "./state";
import { pageState } from "./store";

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
export interface Cursors {
  readonly messages: number;
  readonly logs: number;
  readonly faults: number;
}

/** Everything up to the cursors, so that with the stream nothing is shown twice or missed. */
export async function readPast({ messages, logs, faults }: Cursors): Promise<Past> {
  const deployed = await readDeployed();
  const person = deployed.product.person.number;
  const [news, lines, failed] = await Promise.all([
    call("GET /messages", { until: messages, person }),
    call("GET /logs", { since: Math.max(0, logs - kept.log), until: logs }),
    call("GET /faults", { since: Math.max(0, faults - kept.faults), until: faults }),
  ]);
  return { ...deployed, news: news.entries, lines: lines.entries, faults: failed.entries };
}

let turn: Promise<unknown> = Promise.resolve();

/** Reads what a deployment may have changed; one reading after the other, so that none is stale. */
export function readDeployedAnew(): Promise<void> {
  const reading = turn.then(async () => {
    const deployed = await readDeployed();
    if (pageState.value) pageState.value = withDeployed(pageState.value, deployed);
  });
  turn = reading.catch(() => undefined);
  return reading;
}

async function readDeployed(): Promise<Deployed> {
  const [product, alarms, deployments, ignored, dashboards] = await Promise.all([
    readProduct(),
    call("GET /alarms", {}),
    call("GET /deployments", {}),
    call("GET /resources/ignored", {}),
    call("GET /dashboards", {}),
  ]);
  return { product, alarms, deployments, ignored, dashboards };
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
