import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { outboundContentSchema } from "./outbound-content-schema";

/**
 * The schema as a JSON schema that API Gateway's models take: draft 4, which has no `const`
 * (Amazon API Gateway developer guide, "Data models for REST APIs").
 */
export function outboundContentJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = toJsonSchema(outboundContentSchema, { target: "draft-07" });
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
