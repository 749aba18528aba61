import type { SocialMessagingClientConfig } from "@aws-sdk/client-socialmessaging";
import type { SendOnce } from "../send-once";

/** As much of the SDK's request as a send has; its body is a string or bytes. */
interface SdkRequest {
  readonly protocol?: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type RequestHandler = Extract<
  NonNullable<SocialMessagingClientConfig["requestHandler"]>,
  { handle: unknown }
>;

/**
 * The SDK's way to the network for clients that send. What `SendOnce` throws comes through the SDK
 * as it is. The expectation is added below the SDK's signature, which does not cover it.
 */
export function sendOnceHandler(once: SendOnce): RequestHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: SdkRequest) {
      const { status, headers, body } = await once.request({
        method: request.method,
        url: urlOf(request),
        headers: request.headers,
        ...(hasBytes(request.body) ? { body: request.body } : {}),
      });
      return { response: { statusCode: status, headers: flat(headers), body } };
    },
    destroy: () => once.destroy(),
    // The SDK hands over its logger and socket timeout; the timeouts here are set by who sends.
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  } as RequestHandler;
}

function urlOf({ protocol = "https:", hostname, port, path, query = {} }: SdkRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ""}${path}`);
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat()) url.searchParams.append(name, value ?? "");
  return url;
}

function hasBytes(body: unknown): body is string | Uint8Array {
  return (typeof body === "string" || body instanceof Uint8Array) && body.length > 0;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(",")]),
  );
}
