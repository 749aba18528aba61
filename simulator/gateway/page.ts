/** One page of a list, and what asks for the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/**
 * @param token of the page before; it holds where this one begins
 * @param invalid is thrown for a token that nobody gave out
 */
export function pageOf<T>(
  all: readonly T[],
  most: number,
  token: string | undefined,
  invalid: Error,
): Page<T> {
  const written = token === undefined ? "0" : Buffer.from(token, "base64url").toString();
  const begin = /^\d+$/.test(written) ? Number(written) : Number.NaN;
  if (!(begin <= all.length)) throw invalid;
  const end = begin + most;
  const items = all.slice(begin, end);
  if (end >= all.length) return { items };
  return { items, nextToken: Buffer.from(String(end)).toString("base64url") };
}
