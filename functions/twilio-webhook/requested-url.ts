import type { APIGatewayProxyEvent } from "aws-lambda";

/**
 * What the caller may have requested, by what the gateway knows and by our own configuration; never
 * by the Host header, which the caller writes. The gateway's own host has the stage in its path, a
 * custom domain may have another base path or none, and the query comes decoded: so the URL can be
 * spelled in several ways, and only the signature tells which it was.
 * @param publicUrl where the API is reached by a domain of ours, with its base path.
 */
export function requestedUrls(event: APIGatewayProxyEvent, publicUrl?: string): string[] {
  const { domainName, path, stage } = event.requestContext;
  const host = `https://${domainName}`;
  const addresses = [
    ...(publicUrl ? [withoutSlash(publicUrl) + event.resource] : []),
    ...(publicUrl && stage ? [`${withoutSlash(publicUrl)}/${stage}${event.resource}`] : []),
    host + path,
    host + event.resource,
  ];
  const queries = queriesOf(event);
  return [
    ...new Set(
      addresses.flatMap((address) => queries.map((query) => address + (query && `?${query}`))),
    ),
  ];
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function queriesOf(event: APIGatewayProxyEvent): string[] {
  const pairs = Object.entries(
    event.multiValueQueryStringParameters ?? single(event.queryStringParameters),
  ).flatMap(([name, values]) => (values ?? []).map((value) => [name, value] as const));
  const spelled = (encode: (text: string) => string) =>
    pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return [...new Set(spellings.map(spelled))];
}

function single(parameters: APIGatewayProxyEvent["queryStringParameters"]) {
  return Object.fromEntries(
    Object.entries(parameters ?? {}).map(([name, value]) => [
      name,
      value === undefined ? [] : [value],
    ]),
  );
}

/** By `encodeURIComponent`, by RFC 3986, as forms are, and as it came. */
const spellings: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  (text) => new URLSearchParams([["", text]]).toString().slice(1),
  (text) => text,
];
