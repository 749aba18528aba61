/* The expressions of DynamoDB, as far as the store uses them. */

export type Item = Readonly<Record<string, unknown>>;

export interface Names {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

/** Whether a condition holds of an item; no condition always does. */
export function isHolding(condition: string | undefined, item: Item, names: Names): boolean {
  if (condition === undefined) return true;
  const tokens = condition.match(/[()]|<>|<=|>=|[=<>]|[#:\w.]+/g) ?? [];
  const take = () => tokens.shift() ?? "";
  const isNext = (token: string) => tokens[0] === token && take() === token;

  function either(): boolean {
    let holds = both();
    while (isNext("OR")) holds = both() || holds;
    return holds;
  }
  function both(): boolean {
    let holds = one();
    while (isNext("AND")) holds = one() && holds;
    return holds;
  }
  function one(): boolean {
    if (isNext("(")) return closed(either());
    const word = take();
    if (word === "attribute_exists" || word === "attribute_not_exists") {
      take();
      const exists = valueAt(item, pathOf(take(), names)) !== undefined;
      return closed(exists === (word === "attribute_exists"));
    }
    return compare(operand(word, item, names), take(), operand(take(), item, names));
  }
  function closed(holds: boolean): boolean {
    if (take() !== ")") throw new Error(`Unread condition: ${condition}`);
    return holds;
  }

  const holds = either();
  if (tokens.length > 0) throw new Error(`Unread condition: ${condition}`);
  return holds;
}

function compare(one: unknown, how: string, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  if (how === "=") return JSON.stringify(one) === JSON.stringify(other);
  if (how === "<" && typeof one === "number" && typeof other === "number") return one < other;
  throw new Error(`Unread comparison: ${how}`);
}

/** The item after an update. All of its right sides are those before it. */
export function updated(before: Item, expression: string | undefined, names: Names): Item {
  const after = structuredClone(before) as Record<string, unknown>;
  const clauses = (expression ?? "").split(/\b(SET|REMOVE) /).slice(1);
  for (let at = 0; at < clauses.length; at += 2) {
    const assignments = (clauses[at + 1] ?? "").split(/,(?![^(]*\))/).map((one) => one.trim());
    for (const assignment of assignments) {
      const [path = "", right = ""] = assignment.split(/ = /);
      const value = clauses[at] === "SET" ? rightSide(right, before, names) : undefined;
      assign(after, pathOf(path, names), value);
    }
  }
  return after;
}

function rightSide(right: string, before: Item, names: Names): unknown {
  const found = /^if_not_exists\(([^,]+),\s*([^)]+)\)$/.exec(right);
  if (!found) return operand(right, before, names);
  const known = valueAt(before, pathOf(found[1] ?? "", names));
  return known === undefined ? operand(found[2] ?? "", before, names) : known;
}

function operand(word: string, item: Item, names: Names): unknown {
  if (word.startsWith(":")) return names.ExpressionAttributeValues?.[word];
  return valueAt(item, pathOf(word, names));
}

function pathOf(path: string, { ExpressionAttributeNames: names = {} }: Names): string[] {
  return path.split(".").map((part) => (part.startsWith("#") ? (names[part] ?? part) : part));
}

function valueAt(item: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Item)[part] : undefined,
    item,
  );
}

function assign(item: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [part = "", ...rest] = path;
  if (rest.length === 0) {
    if (value === undefined) delete item[part];
    else item[part] = value;
    return;
  }
  const inner = item[part];
  if (typeof inner !== "object" || inner === null) throw named(part);
  assign(inner as Record<string, unknown>, rest, value);
}

/** DynamoDB assigns inside a map that is there, and makes none. */
function named(part: string): Error {
  return Object.assign(new Error(`There is no map ${part}.`), { name: "ValidationException" });
}
