import type { IncomingHttpHeaders } from "node:http";

/** A request as it came over the wire, body whole. */
export interface WireRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The headers with their names as they were sent, where that is known. */
  readonly rawHeaders?: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Who signed an AWS request. */
export type Caller =
  | { readonly kind: "role"; readonly roleArn: string; readonly roleName: string }
  /**
   * The person at the keyboard: the Pulumi program's own calls and the command line. May do
   * everything.
   */
  | { readonly kind: "deployer" };

export interface AwsRequest extends WireRequest {
  readonly caller: Caller;
}

/** One IAM question: may the caller do `action` on `resource`? */
export interface Authorization {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  readonly resource: string;
}

/**
 * An AWS service of the simulated cloud. The gateway finds it by the scope in the request's
 * signature.
 */
export interface AwsService {
  /**
   * The service in the credential scope of SigV4: `sqs`, `dynamodb`, `social-messaging`,
   * `sms-voice`, `secretsmanager`.
   */
  readonly scope: string;
  /**
   * What the request needs to be allowed; the gateway refuses it when a policy of the caller's role
   * does not allow all of them.
   */
  authorizations(request: AwsRequest): readonly Authorization[];
  handle(request: AwsRequest): Promise<WireResponse>;
  /** The service's own wire form of an error, so that the SDK raises the right exception. */
  error(code: string, message: string, status: number): WireResponse;
}

/** A server of the outside world that functions reach by `fetch`, such as `api.twilio.com`. */
export interface OutsideHost {
  readonly host: string;
  handle(request: WireRequest): Promise<WireResponse>;
}
