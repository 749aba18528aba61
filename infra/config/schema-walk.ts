import { stackSchema } from "./schema";

/** The parts of a valibot schema that tell a reader what may stand at a place. */
interface SchemaNode {
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  /** The members of a variant. */
  readonly options?: readonly SchemaNode[];
  /** Present where any other key may stand too. */
  readonly rest?: unknown;
  readonly message?: unknown;
  /** What follows in a pipe. */
  readonly pipe?: readonly SchemaNode[];
}

/** The keys that may stand in the object at this path; none where there is no object. */
export function keysAt(path: readonly string[]): readonly string[] {
  return [...new Set(nodesAt(path).flatMap((node) => Object.keys(node.entries ?? {})))];
}

/** Whether any key may stand in the object at this path. */
export function isOpen(path: readonly string[]): boolean {
  return nodesAt(path).some((node) => node.rest !== undefined);
}

/** In words what is allowed at this path. */
export function allowedAt(path: readonly string[]): string {
  const [node] = nodesAt(path);
  const message = [node, ...(node?.pipe ?? [])].find(
    (part) => typeof part?.message === "string",
  )?.message;
  if (typeof message === "string") return message;
  const keys = keysAt(path);
  return keys.length > 0 ? `an object with ${keys.join(", ")}` : "a value";
}

function nodesAt(path: readonly string[]): readonly SchemaNode[] {
  // valibot's types name each schema's exact shape; here only the parts above matter, and all of
  // them are optional.
  const root = [stackSchema as unknown as SchemaNode];
  return path.reduce((nodes, key) => nodes.flatMap((node) => expanded(node.entries?.[key])), root);
}

function expanded(node: SchemaNode | undefined): readonly SchemaNode[] {
  if (!node) return [];
  return node.options ? [node, ...node.options] : [node];
}
