import type { WireResponse } from "../../gateway/aws-service";
import type { RequestHead } from "../../gateway/destination";
import type { Protocol } from "../../gateway/protocol";
import type { SeededIds } from "../../kernel/seeded-ids";
import { checkPresignedUrl, type UrlCheck } from "./presigned-url";

/** What a request is about: a bucket, an object in it, or neither. */
export interface Addressed {
  readonly Bucket: string;
  readonly Key: string;
}

/** `bucket.s3.eu-central-1.amazonaws.com`, and without a bucket for path-style addresses. */
const s3Host =
  /^(?:(?<bucket>[a-z0-9][a-z0-9.-]*[a-z0-9])\.)?s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/;

export function isS3Host(host: string): boolean {
  return s3Host.test(host.replace(/:\d+$/, ""));
}

/** Virtual-host style where the host names a bucket, path style elsewhere, as on loopback. */
export function addressed({ headers, path }: RequestHead): Addressed {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  const inHost = s3Host.exec(host)?.groups?.bucket;
  const parts = path.slice(1).split("/").map(decodeURIComponent);
  const [inPath = "", ...rest] = parts;
  return inHost === undefined
    ? { Bucket: inPath, Key: rest.join("/") }
    : { Bucket: inHost, Key: parts.join("/") };
}

/**
 * Parameters of the query that mean another operation than the plain method (S3 API reference):
 * none of these is simulated.
 */
const otherOperations = new Set([
  "acl",
  "attributes",
  "delete",
  "legal-hold",
  "lifecycle",
  "location",
  "notification",
  "partNumber",
  "policy",
  "restore",
  "retention",
  "select",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
]);

const ofObject: Readonly<Record<string, string>> = {
  GET: "GetObject",
  HEAD: "HeadObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
};

function operationName(head: RequestHead): string {
  const { method, headers, query = new URLSearchParams() } = head;
  const other = [...query.keys()].find((name) => otherOperations.has(name));
  const { Bucket, Key } = addressed(head);
  const place = Key === "" ? (Bucket === "" ? "/" : "/{Bucket}") : "/{Bucket}/{Key}";
  if (other !== undefined) return `${method} ${place}?${other}`;
  if (headers["x-amz-copy-source"] !== undefined) return "CopyObject";
  if (Key !== "") return ofObject[method] ?? `${method} ${place}`;
  if (Bucket !== "" && method === "HEAD") return "HeadBucket";
  if (Bucket !== "" && method === "GET" && query.get("list-type") === "2") return "ListObjectsV2";
  return `${method} ${place}`;
}

/**
 * restXml as S3 speaks it: the method, the path and the query name the operation; documents are
 * XML, and objects are as they are.
 */
export function s3Protocol(ids: SeededIds, check: UrlCheck): Protocol {
  const answer = (status: number, body: string): WireResponse => ({
    status,
    headers: { "x-amz-request-id": ids.hex(16).toUpperCase(), "content-type": "application/xml" },
    body,
  });
  return {
    name: (head) => operationName(head),
    unknownOperation: "NotImplemented",
    unknownOperationStatus: 501,
    read: (request) => {
      checkPresignedUrl(request, check);
      return {
        name: operationName(request),
        input: { ...Object.fromEntries(request.query), ...addressed(request) },
      };
    },
    answer: (output, name) => answer(200, document(`${name}Result`, output)),
    error: ({ code, message, status, details }) =>
      answer(status, document("Error", { Code: code, Message: message, ...details })),
  };
}

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

function document(root: string, content: object): string {
  const name = root === "ListObjectsV2Result" ? "ListBucketResult" : root;
  const attribute = root === "Error" ? "" : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${members(content)}</${name}>`;
}

/** A list is an element for each of its items. */
function members(content: object): string {
  return Object.entries(content)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]))
    .map(([name, value]) => {
      if (value === undefined) return "";
      const inner = typeof value === "object" ? members(value) : escaped(String(value));
      return `<${name}>${inner}</${name}>`;
    })
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (found) => entities[found] ?? "");
}
