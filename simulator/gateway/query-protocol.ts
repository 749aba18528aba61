import type { SeededIds } from "../kernel/seeded-ids";
import { AwsError } from "./aws-error";
import { textOf, type WireRequest, type WireResponse } from "./aws-service";
import type { Protocol } from "./protocol";

/**
 * awsQuery (Smithy's AWS query protocol): a form comes in, whose `Action` names the operation; XML
 * goes out. In an output a `Map` becomes entries of key and value; an array, members.
 */
export function awsQuery(namespace: string, ids: SeededIds): Protocol {
  const xml = (status: number, root: string, content: (requestId: string) => string) => {
    const requestId = ids.uuid();
    return {
      status,
      headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
      body: `<${root} xmlns="${namespace}">${content(requestId)}</${root}>`,
    } satisfies WireResponse;
  };
  return {
    namedInBody: true,
    name: () => "",
    // SNS API reference, common errors: "The action or operation requested is invalid."
    unknownOperation: "InvalidAction",
    read: (request) => {
      const { Action, Version: _, ...members } = formOf(request);
      return { name: typeof Action === "string" ? Action : "", input: members };
    },
    answer: (output, name) =>
      xml(
        200,
        `${name}Response`,
        (requestId) =>
          element(`${name}Result`, output) + element("ResponseMetadata", { RequestId: requestId }),
      ),
    error: ({ code, message, status }) =>
      xml(
        status,
        "ErrorResponse",
        (requestId) =>
          element("Error", {
            Type: status < 500 ? "Sender" : "Receiver",
            Code: code,
            Message: message,
          }) + element("RequestId", requestId),
      ),
  };
}

/** `Tags.member.1.Key=a` and `Attributes.entry.1.key=b` as nested objects, lists and records. */
function formOf(request: WireRequest): Readonly<Record<string, unknown>> {
  const root: Branch = new Map();
  for (const [path, value] of new URLSearchParams(textOf(request)))
    graft(root, path.split("."), value);
  return Object.fromEntries([...root].map(([name, node]) => [name, plain(node)]));
}

type Branch = Map<string, Branch | string>;

function graft(branch: Branch, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const before = branch.get(name);
  if (typeof before === "string") throw malformed;
  const below = before ?? new Map();
  branch.set(name, below);
  graft(below, rest, value);
}

function plain(node: Branch | string): unknown {
  if (typeof node === "string") return node;
  const [[only = "", below] = []] = node;
  if (node.size === 1 && below instanceof Map) {
    if (only === "member") return inOrder(below).map(plain);
    if (only === "entry") return Object.fromEntries(inOrder(below).map(entryOf));
  }
  return Object.fromEntries([...node].map(([name, value]) => [name, plain(value)]));
}

/** The nodes by their numbers, which begin at 1. */
function inOrder(list: Branch): (Branch | string)[] {
  return [...list].sort(([one], [other]) => Number(one) - Number(other)).map(([, node]) => node);
}

/** A service may call key and value as it likes; SNS writes `Name` and `Value`. */
function entryOf(node: Branch | string): [string, unknown] {
  if (typeof node === "string") throw malformed;
  const key = node.get("key") ?? node.get("Name");
  const value = node.get("value") ?? node.get("Value");
  if (typeof key !== "string" || value === undefined) throw malformed;
  return [key, plain(value)];
}

const malformed = new AwsError("MalformedQueryString", "The query string is malformed.", 404);

function element(name: string, value: unknown): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Map)
    return [...value].map(([key, one]) => element("entry", { key, value: one })).join("");
  if (Array.isArray(value)) return value.map((one) => element("member", one)).join("");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => element(name, member))
      .join("");
  return escaped(String(value));
}

/** Control characters that XML has no form for are left out. */
function escaped(text: string): string {
  return text.replace(
    /[&<>"]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu,
    (found) => (found in entities ? entities[found as keyof typeof entities] : ""),
  );
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" } as const;
