import type { Grant } from "./needs/grant";
import type { Setting } from "./needs/setting";

/** The queues that can trigger a function; `infra/` declares each, with its dead-letter queue. */
export type QueueName = "whatsappEvents" | "smsEvents" | "conversation";

export type Trigger =
  /** An event source mapping; failed items alone go back (`ReportBatchItemFailures`). */
  | {
      readonly kind: "queue";
      readonly queue: QueueName;
      readonly batchSize: number;
      readonly maximumConcurrency: number;
    }
  /** Routes of the REST API, proxied whole. */
  | { readonly kind: "http"; readonly routes: readonly HttpRoute[] };

export interface HttpRoute {
  readonly method: "GET" | "POST";
  /** Below the stage, such as `/twilio/inbound`. */
  readonly path: `/${string}`;
}

/**
 * What a function asks of the account, as plain data: read by `infra/` when it declares, by the
 * handler when it runs.
 */
export interface FunctionNeeds {
  /** Also the folder's name: `functions/<name>/handler.ts`. */
  readonly name: string;
  readonly trigger: Trigger;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly grants: readonly Grant[];
  readonly settings: readonly Setting[];
  /** A function that serves Twilio alone is not declared at stage `removed`. */
  readonly onlyWith?: "twilio";
}
