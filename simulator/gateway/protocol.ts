import { AwsError } from "./aws-error";
import type { WireRequest, WireResponse } from "./aws-service";
import type { RequestHead } from "./destination";
import type { OperationTable } from "./operation";

/** How a service's requests and answers look on the wire (Smithy's AWS protocols). */
export interface Protocol {
  /** The operation's name, which the service may not have. */
  name(head: RequestHead, operations: OperationTable): string;
  /** The operation's name and its input, which nobody has checked yet. @throws AwsError */
  read(request: WireRequest, operations: OperationTable): AddressedInput;
  /** @param operation its name, which some protocols write around its output. */
  answer(output: object, operation: string): WireResponse;
  error(error: AwsError): WireResponse;
}

export interface AddressedInput {
  /** As the request names it; the service may not have it. */
  readonly name: string;
  readonly input: unknown;
}

export interface AwsJsonOptions {
  readonly version: "1.0" | "1.1";
  /** What stands before the code in `__type`, such as `com.amazonaws.sqs#`. */
  readonly namespace?: string;
  /** Headers that the service adds to an error. */
  readonly errorHeaders?: (code: string) => Readonly<Record<string, string>>;
}

/** awsJson1_0 and awsJson1_1: `x-amz-target: AmazonSQS.SendMessage`, and all members in the body. */
export function awsJson({ version, namespace = "", errorHeaders }: AwsJsonOptions): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    name: targetOf,
    read: (request) => ({ name: targetOf(request), input: jsonObject(request.body) }),
    answer: (output) => ({
      status: 200,
      headers: { "content-type": contentType },
      body: JSON.stringify(output),
    }),
    error: ({ code, message, status, details }) => ({
      status,
      headers: { "content-type": contentType, ...errorHeaders?.(code) },
      body: JSON.stringify({ __type: `${namespace}${code}`, message, ...details }),
    }),
  };
}

/**
 * restJson1: method and path name the operation; members stand in query and body.
 * @public
 */
export const restJson: Protocol = {
  name: routed,
  read: (request, operations) => ({
    name: routed(request, operations),
    input: { ...Object.fromEntries(request.query), ...jsonObject(request.body) },
  }),
  answer: (output) => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(output),
  }),
  error: ({ code, message, status, details }) => ({
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": code },
    body: JSON.stringify({ message, ...details }),
  }),
};

/** The operation that a request of AWS's JSON protocols names. */
export function targetOf({ headers }: RequestHead): string {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? target.slice(target.lastIndexOf(".") + 1) : "";
}

function routed({ method, path }: RequestHead, operations: OperationTable): string {
  const route = `${method} ${path.replace(/\/$/, "")}`;
  const found = Object.entries(operations).find(([, operation]) => operation.route === route);
  return found?.[0] ?? route;
}

function jsonObject(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below: the request is no JSON object either way.
  }
  throw new AwsError("SerializationException", "The request's body is not a JSON object.");
}
