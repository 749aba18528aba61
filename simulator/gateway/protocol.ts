import { AwsError } from "./aws-error";
import { textOf, type WireRequest, type WireResponse } from "./aws-service";
import type { RequestHead } from "./destination";
import type { OperationTable } from "./operation";

/** How a service's requests and answers look on the wire (Smithy's AWS protocols). */
export interface Protocol {
  /** Whether the operation's name stands in the body, so that `name` cannot say it. */
  readonly namedInBody?: true;
  /** The operation's name, which the service may not have. */
  name(head: RequestHead, operations: OperationTable): string;
  /** The operation's name and its input, which nobody has checked yet. @throws AwsError */
  read(request: WireRequest, operations: OperationTable): AddressedInput;
  /** @param operation its name, which some protocols write around its output. */
  answer(output: object, operation: string): WireResponse;
  error(error: AwsError): WireResponse;
  /** The code for an operation that the service does not have. */
  readonly unknownOperation: string;
  /** Of HTTP, with it; 400 where it is left out. */
  readonly unknownOperationStatus?: number;
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
  /** How the service's model spells the member with an error's words. */
  readonly messageMember?: "message" | "Message";
  /** Headers that the service adds to an error. */
  readonly errorHeaders?: (code: string) => Readonly<Record<string, string>>;
}

/**
 * awsJson1_0 and awsJson1_1: `x-amz-target: AmazonSQS.SendMessage`, and all members in the body.
 */
export function awsJson(options: AwsJsonOptions): Protocol {
  const { version, namespace = "", messageMember = "message", errorHeaders } = options;
  const contentType = `application/x-amz-json-${version}`;
  return {
    name: targetOf,
    unknownOperation: "UnknownOperationException",
    read: (request) => ({ name: targetOf(request), input: jsonObject(request) }),
    answer: (output) => ({
      status: 200,
      headers: { "content-type": contentType },
      body: JSON.stringify(output),
    }),
    error: ({ code, message, status, details }) => ({
      status,
      headers: { "content-type": contentType, ...errorHeaders?.(code) },
      body: JSON.stringify({
        __type: `${namespace}${code}`,
        [messageMember]: message,
        ...details,
      }),
    }),
  };
}

/**
 * restJson1: method and path name the operation; members stand in query and body.
 * @public
 */
export const restJson: Protocol = {
  name: (head, operations) => routed(head, operations).name,
  unknownOperation: "UnknownOperationException",
  read: (request, operations) => {
    const { name, labels } = routed(request, operations);
    return {
      name,
      input: { ...Object.fromEntries(request.query), ...labels, ...jsonObject(request) },
    };
  },
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
function targetOf({ headers }: RequestHead): string {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? target.slice(target.lastIndexOf(".") + 1) : "";
}

/** A route may have labels in its path, such as `GET /2015-03-31/functions/{FunctionName}`. */
function routed({ method, path }: RequestHead, operations: OperationTable) {
  const wanted = `${method} ${path.replace(/\/$/, "")}`;
  for (const [name, { route }] of Object.entries(operations)) {
    const labels = route === undefined ? undefined : labelsOf(route, wanted);
    if (labels) return { name, labels };
  }
  return { name: wanted, labels: {} };
}

/** @returns nothing when the path is not of the route. */
function labelsOf(route: string, path: string): Readonly<Record<string, string>> | undefined {
  if (!route.includes("{")) return route === path ? {} : undefined;
  const [wanted, found] = [route.split("/"), path.split("/")];
  if (wanted.length !== found.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = found[index] ?? "";
    const label = /^\{(\w+)\}$/.exec(part)?.[1];
    if (label === undefined && part !== value) return undefined;
    if (label !== undefined) labels[label] = decodeURIComponent(value);
  }
  return labels;
}

function jsonObject(request: WireRequest): Readonly<Record<string, unknown>> {
  if (request.body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(textOf(request));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below: the request is no JSON object either way.
  }
  throw new AwsError("SerializationException", "The request's body is not a JSON object.");
}
