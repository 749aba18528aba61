import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { ControlClient } from "end-user-messaging-simulator";
import type { MessageRequest } from "../../shared/domain/message/message-request";

export interface BusinessDeps {
  readonly control: Pick<ControlClient, "call">;
  /** Of whoever may invoke the API. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
  /** Where the API takes messages. */
  readonly messagesUrl: string;
}

/** What became of a message, and who carried it. */
export interface MessageView {
  readonly status: string;
  readonly reason?: string;
  readonly attempts: readonly {
    readonly sender: string;
    readonly provider: string;
    readonly status: string;
    readonly times: Readonly<Record<string, string>>;
  }[];
}

/** Our own backend: asks for messages over the API, signed as IAM demands. */
export class Business {
  readonly #signer: SignatureV4;

  constructor(private readonly deps: BusinessDeps) {
    const { credentials, region } = deps;
    this.#signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
  }

  /** @returns the message's id. @throws what the API says is wrong with the request. */
  async ask(request: MessageRequest): Promise<string> {
    const { id } = await this.#call<{ readonly id: string }>("POST", "", JSON.stringify(request));
    return id;
  }

  /** What became of a message, as the API tells it. */
  async ofMessage(id: string): Promise<MessageView> {
    return this.#call("GET", `/${id}`, "");
  }

  async #call<Answer>(method: "GET" | "POST", path: string, body: string): Promise<Answer> {
    const url = new URL(this.deps.messagesUrl + path);
    const { headers } = await this.#signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.hostname, ...(body && { "content-type": "application/json" }) },
      body,
    });
    const { host: _, ...sent } = headers;
    const answer = await this.deps.control.call("POST /requests", {
      url: url.href,
      method,
      headers: sent,
      body,
    });
    if (answer.status >= 300) throw new Error(`${method} ${url.pathname}: ${answer.body}`);
    return JSON.parse(answer.body) as Answer;
  }
}
