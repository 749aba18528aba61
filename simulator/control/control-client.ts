import type * as v from "valibot";
import type { ControlRoutes } from "./control-api";
import { addressOf } from "./route";

/** What can be asked, such as `POST /clock/pass`. */
export type ControlKey = keyof ControlRoutes;
export type ControlInput<K extends ControlKey> = v.InferInput<ControlRoutes[K]["input"]>;
export type ControlAnswer<K extends ControlKey> = v.InferOutput<ControlRoutes[K]["answer"]>;

/** The world refused; the message is the sentence that it gave. */
export class ControlRefusal extends Error {
  override readonly name = "ControlRefusal";

  constructor(
    /** The status of HTTP. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Calls a control API, with the types of its routes. */
export class ControlClient {
  /** @param baseUrl such as `http://127.0.0.1:4300/control`. */
  constructor(readonly baseUrl: string) {}

  /** `call("POST /clock/pass", { milliseconds: 60_000 })`. @throws ControlRefusal */
  async call<K extends ControlKey>(key: K, input: ControlInput<K>): Promise<ControlAnswer<K>> {
    const { method, path, inPath, rest } = addressOf(key);
    const members = Object.entries(input);
    const address = inPath.reduce(
      (text, name) => text.replace(`{${name}}`, encodeURIComponent(String(memberOf(input, name)))),
      path,
    );
    const others = members.filter(([name, value]) => !inPath.includes(name) && value !== undefined);
    const query = rest === "query" ? new URLSearchParams(others.map(inQuery)).toString() : "";
    const response = await fetch(`${this.baseUrl}${address}${query && `?${query}`}`, {
      method,
      ...(rest === "body" && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(Object.fromEntries(others)),
      }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as ControlAnswer<K>;
    throw new ControlRefusal(response.status, String((answer as { error?: unknown }).error));
  }
}

function memberOf(input: object, name: string): unknown {
  return (input as Readonly<Record<string, unknown>>)[name];
}

function inQuery([name, value]: [string, unknown]): [string, string] {
  return [name, String(value)];
}
