import { AwsError } from "./aws-error";
import type { WireRequest, WireResponse } from "./aws-service";

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The operation that a request of AWS's JSON protocols names: `SendMessage` of `x-amz-target:
 * AmazonSQS.SendMessage`.
 */
export function operationOf(request: WireRequest): string {
  const target = request.headers["x-amz-target"];
  return typeof target === "string" ? target.slice(target.lastIndexOf(".") + 1) : "";
}

export function jsonBody(request: WireRequest): JsonObject {
  try {
    const body: unknown = JSON.parse(request.body.toString("utf8") || "{}");
    if (typeof body === "object" && body !== null && !Array.isArray(body))
      return body as JsonObject;
  } catch (error) {
    throw new AwsError(
      "SerializationException",
      `The request's body is not JSON: ${(error as Error).message}`,
    );
  }
  throw new AwsError("SerializationException", "The request's body is not a JSON object.");
}

export function jsonResponse(version: "1.0" | "1.1", body: unknown, status = 200): WireResponse {
  return {
    status,
    headers: { "content-type": `application/x-amz-json-${version}` },
    body: JSON.stringify(body),
  };
}

/** The form in which AWS's JSON protocols carry an error. */
export function jsonError(
  version: "1.0" | "1.1",
  code: string,
  message: string,
  status: number,
): WireResponse {
  return jsonResponse(version, { __type: code, message }, status);
}

/** What a service says to an operation that it does not simulate, in words that name both. */
export function notSimulated(service: string, operation: string): AwsError {
  return new AwsError(
    "UnknownOperationException",
    `The operation ${operation || "(none)"} of ${service} is not simulated.`,
  );
}
