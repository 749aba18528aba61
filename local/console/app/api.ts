import type { PageEvent, SenderView } from "../page-state";
import { applyEvent } from "./apply-event";
import { pageState } from "./store";

/** @throws an `Error` whose message is a sentence for the person. */
export async function sendMessage(sender: SenderView["key"], text: string): Promise<void> {
  await post("/api/messages", { sender, text });
}

/** @throws an `Error` whose message is a sentence for the person. */
export async function openChat(sender: SenderView["key"]): Promise<void> {
  await post(`/api/chats/${sender}/open`, {});
}

/**
 * Resolves when the program was evaluated with the new value and the difference is in force.
 * @throws the config's own error.
 */
export async function setConfig(path: string, value: string): Promise<void> {
  const event = (await post("/api/config", { path, value })) as Partial<PageEvent>;
  if (event.kind !== undefined && pageState.value)
    pageState.value = applyEvent(pageState.value, event as PageEvent);
}

async function post(path: string, body: object): Promise<object> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error("The system does not answer: is it still running?");
  });
  const answer = (await response.json()) as { error?: string };
  if (!response.ok)
    throw new Error(answer.error ?? `The system refused this (${response.status}).`);
  return answer;
}
