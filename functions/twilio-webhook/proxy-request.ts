import type { APIGatewayProxyEvent } from "aws-lambda";

/**
 * The URL that the caller requested, stage and all. From what the gateway knows, not from the Host
 * header, which the caller writes; the gateway hands the query over decoded, so it is encoded
 * again.
 */
export function requestUrl({
  requestContext,
  multiValueQueryStringParameters,
}: APIGatewayProxyEvent): string {
  const query = Object.entries(multiValueQueryStringParameters ?? {})
    .flatMap(([name, values]) =>
      (values ?? []).map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    )
    .join("&");
  return `https://${requestContext.domainName}${requestContext.path}${query && `?${query}`}`;
}

/** The body as it was sent. */
export function requestBody({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString("utf8");
}

/** @param name in lower case; the gateway keeps the caller's spelling. */
export function headerOf({ headers }: APIGatewayProxyEvent, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([spelled]) => spelled.toLowerCase() === name)?.[1];
}
