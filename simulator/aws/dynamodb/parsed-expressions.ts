import conditionParser from "dynalite/db/conditionParser";
import projectionParser from "dynalite/db/projectionParser";
import updateParser from "dynalite/db/updateParser";

/** What dynalite hands its parsers beside the expression. */
export interface ExpressionContext {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, object>>;
  /** A parser takes out of these what the expression uses. */
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
  readonly isKeyCondition?: boolean;
}

export type Parse = (
  expression: string,
  options: { readonly context: ExpressionContext },
) => unknown;

/** Programs have a few dozen expressions; one that writes its values into them has any number. */
const mostKept = 1000;

/** What they say of an expression depends on its values themselves, not on their types alone. */
const asksForValues = /between|attribute_type/i;

/**
 * dynalite parses an expression anew with each request, at half the cost of the request. From now on
 * its parsers do so once for an expression with its names and the types of its values.
 */
export function keepParsedExpressions(): void {
  for (const parser of [conditionParser, projectionParser, updateParser])
    parser.parse = keeping(parser.parse);
}

interface Parsed {
  readonly tree: Build;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** @returns a parser that answers as `parse` does. */
export function keeping(parse: Parse): Parse {
  const known = new Map<string, Parsed>();
  return (expression, options) => {
    const { context } = options;
    if (asksForValues.test(expression)) return parse(expression, options);
    const key = keyOf(expression, context);
    const parsed = known.get(key) ?? parseNow(parse, expression, context);
    if (typeof parsed === "string") return parsed;
    if (known.size >= mostKept) known.clear();
    known.set(key, parsed);
    for (const name of parsed.names) delete context.unusedAttrNames[name];
    for (const name of parsed.values) delete context.unusedAttrVals[name];
    return builtWith(parsed.tree, context.attrVals ?? {});
  };
}

/** @returns the error's words when there is one, as the parsers do. @throws SyntaxError of theirs */
function parseNow(parse: Parse, expression: string, context: ExpressionContext): Parsed | string {
  const { attrNames = {}, attrVals = {} } = context;
  // Not the context's own: an expression before this one may have used a name already.
  const [unusedAttrNames, unusedAttrVals] = [marked(attrNames), marked(attrVals)];
  const tree = parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } });
  if (typeof tree === "string") return tree;
  return {
    tree: template(tree, new Map(Object.entries(attrVals).map(([name, value]) => [value, name]))),
    names: Object.keys(attrNames).filter((name) => !unusedAttrNames[name]),
    values: Object.keys(attrVals).filter((name) => !unusedAttrVals[name]),
  };
}

function keyOf(expression: string, { attrNames, attrVals, isKeyCondition }: ExpressionContext) {
  const values = attrVals as
    | Readonly<Record<string, Readonly<Record<string, unknown>>>>
    | undefined;
  let types = "";
  for (const name in values) types += `${name} ${Object.keys(values[name] ?? {})[0]} `;
  return `${isKeyCondition} ${types}\n${JSON.stringify(attrNames)}\n${expression}`;
}

function marked(entries: object): Record<string, true> {
  return Object.fromEntries(Object.keys(entries).map((name) => [name, true]));
}

/** A tree, or a part of one, whose values come with each request. */
type Build =
  | { readonly kind: "constant"; readonly node: unknown }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "list"; readonly parts: readonly Build[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [string, Build])[] };

function template(node: unknown, names: ReadonlyMap<unknown, string>): Build {
  const name = names.get(node);
  if (name !== undefined) return { kind: "value", name };
  if (typeof node !== "object" || node === null) return { kind: "constant", node };
  if (Array.isArray(node)) {
    const parts = node.map((part) => template(part, names));
    return parts.every(isConstant) ? { kind: "constant", node } : { kind: "list", parts };
  }
  const members = Object.entries(node).map(([key, part]) => [key, template(part, names)] as const);
  // An update resolves the operand of its `SET` in place.
  const isChanged = (node as { readonly type?: unknown }).type === "set";
  if (!isChanged && members.every(([, part]) => isConstant(part)))
    return { kind: "constant", node };
  return { kind: "object", members };
}

function isConstant({ kind }: Build): boolean {
  return kind === "constant";
}

function builtWith(build: Build, values: Readonly<Record<string, object>>): unknown {
  switch (build.kind) {
    case "constant":
      return build.node;
    case "value":
      return values[build.name];
    case "list":
      return build.parts.map((part) => builtWith(part, values));
    case "object": {
      const node: Record<string, unknown> = {};
      for (const [key, part] of build.members) node[key] = builtWith(part, values);
      return node;
    }
  }
}
