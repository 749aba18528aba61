import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./access-control";
import type { AwsError } from "./aws-error";
import type { InvalidInput, OperationTable } from "./operation";
import type { Protocol } from "./protocol";

/** A request as it came over the wire, body whole. */
export interface WireRequest {
  readonly method: string;
  /** The path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The headers with their names as they were sent, where that is known. */
  readonly rawHeaders?: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** The body as text, decoded once for all who read it; see `textOf`. */
  readonly text?: (() => string) | undefined;
}

/** The body of a request as text. */
export function textOf({ text, body }: Pick<WireRequest, "text" | "body">): string {
  return text?.() ?? body.toString("utf8");
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface AwsRequest extends WireRequest {
  readonly caller: Caller;
}

/** An AWS service of the simulated cloud. The gateway finds it by the scope of the signature. */
export interface AwsService {
  /** The service in the credential scope of SigV4: `sqs`, `dynamodb`, `social-messaging`, … */
  readonly scope: string;
  readonly protocol: Protocol;
  readonly operations: OperationTable;
  /** The service's own code and words for input that an operation does not take. */
  readonly invalid: (problem: InvalidInput) => AwsError;
  /** The code for what IAM does not allow, where it is not `AccessDeniedException`. */
  readonly accessDenied?: string;
  /** What it answers to a caller who asks too often. */
  readonly throttled: AwsError;
  /** What it answers when it is itself at fault. */
  readonly internal: AwsError;
}

/** A server of the outside world that functions reach by `fetch`, such as `api.twilio.com`. */
export interface OutsideHost {
  readonly host: string;
  /** Its name among failures and counts, such as `twilio`; its host, if it has none. */
  readonly service?: string;
  /** What a request asks for, for failures and counts; method and path, if it has no names. */
  operation?(head: Pick<WireRequest, "method" | "path" | "headers">): string;
  /** How it says that it cannot; by HTTP's status alone, if it has no way of its own. */
  failed?(status: number, code?: string, message?: string): WireResponse;
  handle(request: WireRequest): Promise<WireResponse>;
}
