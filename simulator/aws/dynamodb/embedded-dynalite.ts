import { EventEmitter } from "node:events";
import dynalite from "dynalite";
import type { WireResponse } from "../../gateway/aws-service";

const authorization =
  "AWS4-HMAC-SHA256 Credential=embedded/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none";

/**
 * dynalite inside this process: its HTTP server never listens, it is handed requests and its
 * answers are caught. No handle is open.
 */
export class EmbeddedDynalite {
  readonly #server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });

  request(operation: string, body: string): Promise<WireResponse> {
    return new Promise((resolve) => {
      const request = Object.assign(new EventEmitter(), {
        method: "POST",
        url: "/",
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": `DynamoDB_20120810.${operation}`,
          "x-amz-date": "20260101T000000Z",
          authorization,
        },
      });
      this.#server.emit("request", request, new CaughtResponse(resolve));
      request.emit("data", Buffer.from(body));
      request.emit("end");
    });
  }
}

/** As much of an HTTP response as dynalite uses. */
class CaughtResponse {
  statusCode = 200;
  readonly #headers: Record<string, string> = {};

  constructor(private readonly done: (response: WireResponse) => void) {}

  setHeader(name: string, value: string | number): void {
    this.#headers[name.toLowerCase()] = String(value);
  }

  end(body: string): void {
    this.done({ status: this.statusCode, headers: this.#headers, body });
  }
}
