import * as v from "valibot";
import type { ResourceRecord } from "./control-plane";

const known = new WeakMap<ResourceRecord, Map<v.GenericSchema, unknown>>();

/**
 * The outputs of a record, read through a schema. Read once a record: a record never changes, it is
 * replaced.
 * @throws naming the resource and the property when the declaration is not what the schema expects.
 */
export function declared<Schema extends v.GenericSchema>(
  schema: Schema,
  record: ResourceRecord,
): v.InferOutput<Schema> {
  const values = known.get(record) ?? new Map<v.GenericSchema, unknown>();
  known.set(record, values);
  if (!values.has(schema)) values.set(schema, parse(schema, record));
  return values.get(schema) as v.InferOutput<Schema>;
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  record: ResourceRecord,
): v.InferOutput<Schema> {
  const set = Object.entries(record.outputs).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const result = v.safeParse(schema, Object.fromEntries(set));
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? "(whole)"}: ${issue.message}`,
  );
  throw new Error(
    `${record.type} "${record.logicalName}" cannot be simulated: ${problems.join("; ")}.`,
  );
}

/**
 * A property that holds JSON text. The provider writes an unset one as an empty string: that counts
 * as absent.
 */
export function jsonText<Schema extends v.GenericSchema>(schema: Schema) {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => (text === "" ? undefined : text)),
      v.optional(v.pipe(v.string(), v.parseJson(), schema)),
    ),
  );
}

/** Whether a value is a map: an object, and no list. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A JSON document that is given as text or as an object. Of what is not JSON, or not known yet,
 * nothing: other checks say so, or it is checked once it is known.
 */
export function parsedDocument(document: unknown): Readonly<Record<string, unknown>> {
  if (isMap(document)) return document;
  if (typeof document !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(document);
    return isMap(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
