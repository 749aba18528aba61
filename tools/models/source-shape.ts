import type { DeclaredProperty } from "end-user-messaging-simulator";
import { botocoreModel, cloudFormationSchema } from "./sources";

/** What a source says of one value, apart from its name. */
export type Constraints = Omit<
  DeclaredProperty,
  "kind" | "required" | "keys" | "element" | "properties" | "notes" | "default" | "also"
>;

/** One value in a source's model; members are read when asked for, as models may be recursive. */
export interface SourceShape {
  /** The kind, where the source tells more than the `.d.ts` does. */
  readonly kind: "integer" | "json" | "set" | undefined;
  readonly constraints: Constraints;
  readonly members: () => ReadonlyMap<string, SourceShape>;
  readonly element: () => SourceShape | undefined;
  /** What the source says of a map's keys. */
  readonly keys: Constraints;
}

/** The properties of a CloudFormation type. */
export function cloudFormationShape(type: string): SourceShape {
  const schema = objectOf(cloudFormationSchema(type));
  const createOnly = new Set(
    textsOf(schema.createOnlyProperties).map((path) => path.replace("/properties/", "")),
  );
  return ofSchema(schema, objectOf(schema.definitions), createOnly);
}

function ofSchema(
  given: Json,
  definitions: Json,
  createOnly: ReadonlySet<string> = new Set(),
  isCreateOnly = false,
): SourceShape {
  const schema = resolved(given, definitions);
  const type = [schema.type].flat();
  const lists = type.includes("array");
  return {
    kind:
      type.includes("object") && type.includes("string")
        ? "json"
        : type.includes("integer")
          ? "integer"
          : lists && schema.insertionOrder === false
            ? "set"
            : undefined,
    constraints: {
      ...(isCreateOnly && { createOnly: true as const }),
      ...pick(schema, {
        enum: "enum",
        minimum: "minimum",
        maximum: "maximum",
        minLength: "minLength",
        maxLength: "maxLength",
        minItems: "minItems",
        maxItems: "maxItems",
      }),
      ...patterns(schema.pattern),
    },
    members: () =>
      new Map(
        Object.entries(objectOf(schema.properties)).map(([name, inner]) => [
          name,
          ofSchema(objectOf(inner), definitions, new Set(), createOnly.has(name)),
        ]),
      ),
    element: () => {
      const [valuesOfMap] = Object.values(objectOf(schema.patternProperties));
      const inner = lists ? schema.items : valuesOfMap;
      return inner === undefined ? undefined : ofSchema(objectOf(inner), definitions);
    },
    keys: patterns(Object.keys(objectOf(schema.patternProperties))[0]),
  };
}

function resolved(schema: Json, definitions: Json): Json {
  const reference = schema.$ref;
  if (typeof reference !== "string") return schema;
  const target = objectOf(definitions[reference.replace("#/definitions/", "")]);
  return resolved({ ...target, ...schema, $ref: target.$ref }, definitions);
}

/** The input of an API operation. */
export function botocoreShape(service: string, operation: string): SourceShape {
  const model = objectOf(botocoreModel(service));
  const input = objectOf(objectOf(objectOf(model.operations)[operation]).input);
  if (typeof input.shape !== "string")
    throw new Error(`botocore's ${service} has no ${operation}.`);
  return ofApi(input.shape, objectOf(model.shapes));
}

function ofApi(name: string, shapes: Json): SourceShape {
  const shape = objectOf(shapes[name]);
  const target = (value: unknown) => ofApi(String(objectOf(value).shape), shapes);
  const [min, max] = boundNames(shape.type);
  return {
    kind: shape.type === "integer" || shape.type === "long" ? "integer" : undefined,
    constraints: {
      ...pick(shape, { enum: "enum", min, max }),
      ...(typeof shape.pattern === "string" && patterns(whole(shape.pattern))),
    },
    members: () =>
      new Map(
        Object.entries(objectOf(shape.members)).map(([member, value]) => [member, target(value)]),
      ),
    element: () => {
      const inner = shape.type === "map" ? shape.value : shape.member;
      return inner === undefined ? undefined : target(inner);
    },
    keys: shape.type === "map" ? textOf(objectOf(shapes[String(objectOf(shape.key).shape)])) : {},
  };
}

/** The constraints of a text in an API's model. */
function textOf(shape: Json): Constraints {
  return {
    ...pick(shape, { enum: "enum", min: "minLength", max: "maxLength" }),
    ...(typeof shape.pattern === "string" && patterns(whole(shape.pattern))),
  };
}

function boundNames(type: unknown): [string, string] {
  if (type === "string") return ["minLength", "maxLength"];
  if (type === "list" || type === "map") return ["minItems", "maxItems"];
  return ["minimum", "maximum"];
}

/** The API matches the whole text, whether the pattern says so or not. */
function whole(pattern: string): string {
  const tied = pattern.startsWith("^") && pattern.endsWith("$") && !pattern.includes("|");
  return tied ? pattern : `^(?:${pattern})$`;
}

/** Those patterns that JavaScript's regular expressions can hold. */
function patterns(pattern: unknown): Constraints {
  if (typeof pattern !== "string" || matchesAll(pattern)) return {};
  try {
    new RegExp(pattern, "u");
    return { patterns: [pattern] };
  } catch {
    return {};
  }
}

function matchesAll(pattern: string): boolean {
  return [".*", "^(?:.*)$", "^.*$", "[\\s\\S]*", "^(?:[\\s\\S]*)$"].includes(pattern);
}

function pick(from: Json, names: Readonly<Record<string, string>>): Constraints {
  return Object.fromEntries(
    Object.entries(names).flatMap(([theirs, ours]) =>
      from[theirs] === undefined ? [] : [[ours, from[theirs]]],
    ),
  );
}

type Json = Readonly<Record<string, unknown>>;

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
