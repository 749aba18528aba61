import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** What has come in on one connection so far, and the ways to answer or to break off. */
export interface Arrived {
  readonly socket: Socket;
  /** The connections made so far, this one included. */
  readonly connections: number;
  readonly text: string;
  /** The head is whole, and the server has not spoken yet. */
  readonly headIsNew: boolean;
  readonly bodyIsWhole: boolean;
  write(status: string, body?: string, headers?: readonly string[]): void;
}

/** A server that speaks HTTP by hand, so that it can break off at any moment. */
export class RawServer {
  readonly requests: string[] = [];
  #connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  /** @param react called whenever bytes came in. */
  constructor(private readonly react: (arrived: Arrived) => void) {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get connections(): number {
    return this.#connections;
  }

  /** Resolves when no connection is open. */
  async isLeft(): Promise<void> {
    while ([...this.#sockets].some(({ destroyed }) => !destroyed))
      await new Promise((resolve) => setImmediate(resolve));
  }

  #serve(socket: Socket): void {
    this.#connections += 1;
    this.#sockets.add(socket.on("error", () => {}));
    const connections = this.#connections;
    let text = "";
    let headSeen = false;
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      const bodyIsWhole = text.length >= end + 4 + length;
      const headIsNew = !headSeen;
      headSeen = true;
      const arrived = { socket, connections, text, headIsNew, bodyIsWhole, write: writer(socket) };
      if (bodyIsWhole) {
        this.requests.push(text);
        text = "";
        headSeen = false;
      }
      this.react(arrived);
    });
  }
}

function writer(socket: Socket): Arrived["write"] {
  return (status, body = "", headers = []) => {
    const lines = [`HTTP/1.1 ${status}`, ...headers];
    if (!status.startsWith("1")) lines.push(`content-length: ${Buffer.byteLength(body)}`);
    socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
  };
}
