/** @param share between 0 and 1: 0.5 is the median. The samples need no order. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (found === undefined) throw new Error("No samples were taken.");
  return found;
}
