import * as v from "valibot";
import type { WireResponse } from "../../gateway/aws-service";
import type { SeededIds } from "../../kernel/seeded-ids";
import { simulatedAccount } from "../account/account";
import type { RouteMatch } from "./rest-api";

/** A request as the API's clients send it. */
export interface ApiRequest {
  readonly method: string;
  readonly host: string;
  readonly stage: string;
  /** Below the stage, as it came over the wire. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly sourceIp: string;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly receivedAt: number;
}

/**
 * The event that a function gets for a request (API Gateway developer guide, input format of a
 * Lambda function for proxy integration).
 */
export function proxyEvent(
  apiId: string,
  request: ApiRequest,
  { route, pathParameters }: RouteMatch,
  ids: SeededIds,
): object {
  const { headers, multiValueHeaders } = headersOf(request);
  const parameters = [...new Set(request.query.keys())];
  return {
    resource: route.resource,
    path: request.path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    queryStringParameters:
      parameters.length === 0
        ? null
        : Object.fromEntries(parameters.map((name) => [name, request.query.getAll(name).at(-1)])),
    multiValueQueryStringParameters:
      parameters.length === 0
        ? null
        : Object.fromEntries(parameters.map((name) => [name, request.query.getAll(name)])),
    pathParameters,
    stageVariables: null,
    requestContext: contextOf(apiId, request, route.resource, ids),
    body: request.body === "" ? null : request.body,
    isBase64Encoded: false,
  };
}

function contextOf(apiId: string, request: ApiRequest, resource: string, ids: SeededIds): object {
  return {
    accountId: simulatedAccount.accountId,
    apiId,
    domainName: request.host,
    domainPrefix: request.host.split(".")[0],
    extendedRequestId: ids.uuid(),
    httpMethod: request.method,
    identity: { sourceIp: request.sourceIp, userAgent: headerOf(request, "user-agent") ?? null },
    path: `/${request.stage}${request.path}`,
    protocol: "HTTP/1.1",
    requestId: ids.uuid(),
    requestTime: commonLogTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt,
    resourcePath: resource,
    stage: request.stage,
  };
}

const months = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/**
 * `dd/MMM/yyyy:HH:mm:ss +0000`, the common log format's (API Gateway developer guide, variables for
 * access logging, `$context.requestTime`).
 */
function commonLogTime(at: number): string {
  const iso = new Date(at).toISOString();
  const month = months[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

function headersOf(request: ApiRequest) {
  const added: [string, string][] = [
    ["Host", request.host],
    ["X-Forwarded-For", request.sourceIp],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  ];
  const passedOn = request.headers.filter(
    ([name]) =>
      !["host", "content-length", "connection", "transfer-encoding"].includes(name.toLowerCase()),
  );
  const multiValueHeaders: Record<string, string[]> = {};
  for (const [name, value] of [...passedOn, ...added]) {
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const headers = Object.fromEntries(
    Object.entries(multiValueHeaders).map(([name, values]) => [name, values.at(-1)]),
  );
  return { headers, multiValueHeaders };
}

function headerOf(request: ApiRequest, wanted: string): string | undefined {
  return request.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** What HTTP cannot carry makes the answer malformed, as any other wrong member does. */
const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\w-]+$/));
const scalar = v.union([
  v.pipe(v.string(), v.regex(/^[\t\u0020-\u007E\u0080-\u00FF]*$/)),
  v.number(),
  v.boolean(),
]);
const responseSchema = v.object({
  statusCode: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{3}$/))]),
    v.transform(Number),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.nullish(v.record(headerName, scalar), {}),
  multiValueHeaders: v.nullish(v.record(headerName, v.array(scalar)), {}),
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
