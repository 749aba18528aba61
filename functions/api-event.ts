import type { APIGatewayProxyEvent } from "aws-lambda";

/** The body as it was sent. */
export function bodyOf({
  body,
  isBase64Encoded,
}: Pick<APIGatewayProxyEvent, "body" | "isBase64Encoded">): string {
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8").toString("utf8");
}

/** @param name in lower case; the gateway keeps the caller's spelling. */
export function headerOf(
  { headers }: Pick<APIGatewayProxyEvent, "headers">,
  name: string,
): string | undefined {
  return Object.entries(headers ?? {}).find(([spelled]) => spelled.toLowerCase() === name)?.[1];
}
