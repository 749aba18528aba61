import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";

/**
 * A schema of what comes from outside as a JSON schema that API Gateway's models take: draft 4, which has no `const`
 * (Amazon API Gateway developer guide, "Data models for REST APIs").
 */
export function jsonSchemaOf(schemaOfOurs: v.GenericSchema): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = toJsonSchema(schemaOfOurs, {
    target: "draft-07",
    // A check of ours has no words there: the function says what is wrong.
    errorMode: "ignore",
  });
  return withoutConst(schema) as Readonly<Record<string, unknown>>;
}

function withoutConst(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutConst);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node as JsonSchema).map(([key, value]) =>
      key === "const" ? ["enum", [value]] : [key, withoutConst(value)],
    ),
  );
}
