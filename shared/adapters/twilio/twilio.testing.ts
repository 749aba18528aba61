import { phoneNumber } from "../../domain/message/channel";
import { attemptId, initiatedId } from "../../domain/message/message-id";
import type { SendRequest } from "../../ports";
import { type Arrived, RawServer } from "../raw-server.testing";
import { type OnceRequest, SendOnce } from "../send-once";
import type { AuthTokens, HeldTokens } from "./twilio-auth-tokens";
import { TwilioRest } from "./twilio-rest";
import { TwilioSender } from "./twilio-sender";

/** A request as it came in. */
export interface Received {
  readonly line: string;
  readonly url: URL;
  readonly token: string | undefined;
  readonly form: URLSearchParams;
}

export interface Reply {
  readonly status: number;
  readonly body?: object | string;
}

/** The sender of number A, and a Twilio that speaks by hand and can break off at any moment. */
export class TwilioWorld {
  readonly server = new RawServer((arrived) => this.react(arrived));
  readonly once = new SendOnce(
    { connectMs: 300, totalMs: 500, holdBodyMs: 50, idleMs: 4_000 },
    () => this.now,
  );
  now = 0;
  readonly clock = { now: () => this.now, wait: async () => {} };
  /** What is in the secret, and whether it can be read. */
  secret: AuthTokens = ["token"];
  unreadable = false;
  reads = 0;
  react: (arrived: Arrived) => void = () => {};
  #endpoint = "";

  readonly credentials: HeldTokens = {
    tokens: async () => ["token"],
    fresh: async () => {
      this.reads += 1;
      if (this.unreadable) throw new Error("the secret cannot be read");
      return this.secret;
    },
  };

  readonly sender = new TwilioSender(
    {
      accountSid: "AC1",
      number: phoneNumber("+12025550100"),
      contentSids: { meal_check_in: "HX1" },
      statusUrl: "https://api.example.com/prod/twilio/status",
    },
    new TwilioRest("AC1", this.credentials, this.clock, {
      request: (request, totalMs) => this.once.request(this.#here(request), totalMs),
    }),
  );

  async open(): Promise<void> {
    this.#endpoint = await this.server.listen();
  }

  async close(): Promise<void> {
    this.once.destroy();
    await this.server.close();
  }

  /** Asks for each body, then replies by what was asked. */
  replying(reply: (received: Received) => Reply): void {
    this.react = afterBody(({ text, write }) => {
      const { status, body = "" } = reply(receivedFrom(text));
      write(`${status} x`, typeof body === "string" ? body : JSON.stringify(body));
    });
  }

  /** What Twilio got, whole requests alone. */
  get received(): Received[] {
    return this.server.requests.map(receivedFrom);
  }

  async send(more: Partial<SendRequest> = {}) {
    const prepared = await this.sender.prepare({ ...request, ...more });
    return prepared.kind === "ready" ? prepared.perform() : prepared;
  }

  /** All of Twilio's hosts are the server; the host that was meant stands in the Host header. */
  #here(request: OnceRequest): OnceRequest {
    const { url } = request;
    return {
      ...request,
      url: new URL(`${url.pathname}${url.search}`, this.#endpoint),
      headers: { ...request.headers, host: url.host },
    };
  }
}

export const request: SendRequest = {
  attemptId: attemptId(initiatedId("one"), 1),
  to: [{ kind: "phone", value: "+12025550199" }],
  content: { type: "text", body: "two eggs & a banana" },
};

export function afterBody(what: (arrived: Arrived) => void): (arrived: Arrived) => void {
  return (arrived) => {
    if (arrived.headIsNew && !arrived.bodyIsWhole) arrived.write("100 Continue");
    if (arrived.bodyIsWhole) what(arrived);
  };
}

function receivedFrom(text: string): Received {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const line = head.split("\r\n")[0] ?? "";
  const host = /^host: (.*)$/im.exec(head)?.[1] ?? "";
  const signIn = /^authorization: Basic (.*)$/im.exec(head)?.[1] ?? "";
  return {
    line,
    url: new URL(line.split(" ")[1] ?? "", `https://${host}`),
    token: Buffer.from(signIn, "base64").toString("utf8").split(":")[1],
    form: new URLSearchParams(body),
  };
}
