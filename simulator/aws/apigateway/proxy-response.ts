import * as v from "valibot";
import type { WireResponse } from "../../gateway/aws-service";

const scalar = v.union([v.string(), v.number(), v.boolean()]);
const responseSchema = v.object({
  statusCode: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{3}$/))]),
    v.transform(Number),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.nullish(v.record(v.string(), scalar), {}),
  multiValueHeaders: v.nullish(v.record(v.string(), v.array(scalar)), {}),
  body: v.nullish(v.string(), ""),
  isBase64Encoded: v.nullish(v.boolean(), false),
});

/**
 * The function's answer as the client gets it; undefined when it is malformed, which the client
 * sees as 502. Without binary media types, which this API does not declare, a base64 body is sent
 * as it is.
 */
export function proxyResponse(payload: unknown): WireResponse | undefined {
  const result = v.safeParse(responseSchema, payload);
  if (!result.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body } = result.output;
  const single = Object.entries(headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  const several = Object.entries(multiValueHeaders ?? {}).map(
    ([name, values]) => [name.toLowerCase(), values.join(", ")] as const,
  );
  return {
    status: statusCode,
    headers: { "content-type": "application/json", ...Object.fromEntries([...single, ...several]) },
    body: body ?? "",
  };
}

/**
 * An answer of API Gateway itself. 403 for an unknown route and 504 for a timeout are its own (API
 * Gateway developer guide, gateway response types); 403 for an unknown stage, the texts and the
 * header are unverified.
 */
export function gatewayResponse(status: number, message: string, errorType?: string): WireResponse {
  return {
    status,
    headers: {
      "content-type": "application/json",
      ...(errorType === undefined ? {} : { "x-amzn-errortype": errorType }),
    },
    body: JSON.stringify({ message }),
  };
}
