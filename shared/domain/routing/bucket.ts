import { createHash } from "node:crypto";

export const bucketCount = 10_000;

/**
 * Where a person stands in the rollout: the first 8 bytes, big-endian, of SHA-256(utf8(salt + ":" +
 * id)) mod 10 000 (docs/rules.md, rule 3). The same for ever, as long as neither the salt nor the
 * id changes.
 */
export function bucket(salt: string, id: string): number {
  const digest = createHash("sha256").update(`${salt}:${id}`, "utf8").digest();
  return Number(digest.readBigUInt64BE(0) % BigInt(bucketCount));
}

/**
 * Whether a bucket has moved to B at this weight (percent, at most two decimals). A higher weight
 * never moves anybody back.
 */
export function isMoved(bucketOfPerson: number, weight: number): boolean {
  // Rounded, because 1.1 * 100 is a little more than 110 and would move one bucket too many.
  return bucketOfPerson < Math.round(weight * 100);
}
