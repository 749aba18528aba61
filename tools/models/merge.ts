import type { Constraints } from "./source-shape";

/** Where the constraints of one value were read. */
export interface Sourced {
  readonly source: string;
  readonly constraints: Constraints;
}

/**
 * The narrowest of what the sources allow, and what to note where they differ.
 * @throws when no value is left.
 */
export function narrowest(sourced: readonly Sourced[]): {
  constraints: Constraints;
  notes: string[];
} {
  const notes: string[] = [];
  let constraints: Constraints = {};
  for (const { source, constraints: further } of sourced) {
    const before = constraints;
    constraints = { ...before, ...further, ...narrowedBounds(before, further) };
    if (before.enum && further.enum) {
      const common = before.enum.filter((value) => further.enum?.includes(value));
      if (common.length === 0)
        throw new Error(
          `no common value of ${before.enum.join(", ")} and ${further.enum.join(", ")}`,
        );
      constraints = { ...constraints, enum: common };
      const more = [...before.enum, ...further.enum].filter((value) => !common.includes(value));
      if (more.length > 0) notes.push(`not in every source (${source}): ${more.sort().join(", ")}`);
    }
    for (const bound of [...lower, ...upper])
      if (
        before[bound] !== undefined &&
        further[bound] !== undefined &&
        before[bound] !== further[bound]
      )
        notes.push(
          `${bound} of ${source} is ${further[bound]}, of another source ${before[bound]}`,
        );
    if (before.patterns && further.patterns)
      constraints = {
        ...constraints,
        patterns: narrowestPatterns([...before.patterns, ...further.patterns]),
      };
  }
  return { constraints, notes };
}

/** Of several spellings of one pattern, the one that is tied to the text's ends. */
function narrowestPatterns(patterns: readonly string[]): string[] {
  const byBare = new Map<string, string>();
  for (const pattern of patterns) {
    const bare = pattern
      .replace(/^\^/, "")
      .replace(/\$$/, "")
      .replace(/^\(\?:(.*)\)$/s, "$1");
    const other = byBare.get(bare);
    byBare.set(bare, other && !pattern.endsWith("$") ? other : pattern);
  }
  return [...byBare.values()];
}

const lower = ["minimum", "minLength", "minItems"] as const;
const upper = ["maximum", "maxLength", "maxItems"] as const;

function narrowedBounds(one: Constraints, other: Constraints): Constraints {
  const bound = (name: keyof Constraints, of: (...values: number[]) => number) => {
    const values = [one[name], other[name]].filter((value) => typeof value === "number");
    return values.length > 0 ? [[name, of(...values)]] : [];
  };
  return Object.fromEntries([
    ...lower.flatMap((name) => bound(name, Math.max)),
    ...upper.flatMap((name) => bound(name, Math.min)),
  ]);
}
