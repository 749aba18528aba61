import { distance } from "fastest-levenshtein";

/**
 * What was probably meant by a word that is not one of the candidates.
 * @param most the largest number of edits at which a candidate still is what was meant
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  most = Math.max(2, word.length / 3),
): string | undefined {
  const edits = (candidate: string) => distance(candidate.toLowerCase(), word.toLowerCase());
  const best = [...candidates].toSorted((one, other) => edits(one) - edits(other))[0];
  return best !== undefined && edits(best) <= most ? best : undefined;
}
