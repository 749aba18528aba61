/** What a function's answer says of the batch it was given. */
export type BatchVerdict =
  | { readonly kind: "all-failed" }
  | { readonly kind: "some-failed"; readonly messageIds: ReadonlySet<string> };

/**
 * Reads a partial batch response (Lambda developer guide, "Implementing partial batch responses",
 * "Success and failure conditions"): no answer, or an empty or missing list, is success; an
 * identifier that is empty or not in the batch fails all of it.
 */
export function verdictOf(payload: unknown, batchIds: ReadonlySet<string>): BatchVerdict {
  const nobody = { kind: "some-failed", messageIds: new Set<string>() } as const;
  if (payload === null || payload === undefined) return nobody;
  if (typeof payload !== "object") return { kind: "all-failed" };
  const failures = (payload as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return nobody;
  if (!Array.isArray(failures)) return { kind: "all-failed" };
  const ids = failures.map(
    (failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  if (!ids.every((id): id is string => typeof id === "string" && batchIds.has(id)))
    return { kind: "all-failed" };
  return { kind: "some-failed", messageIds: new Set(ids) };
}
