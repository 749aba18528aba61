import type { ControlPlane, ResourceRecord } from "../account/control-plane";

/** What a property names: a resource of the type whose id, or whose output `by`, is the value. */
export interface Reference {
  readonly property: string;
  readonly type: string;
  readonly by: string;
  readonly value: unknown;
}

/** @throws naming the property and what it names, where the account has no such resource. */
export function mustExist(
  account: ControlPlane,
  { property, type, by, value }: Reference,
): ResourceRecord {
  const found = by === "id" ? account.get(type, String(value)) : account.find(type, by, value);
  if (found) return found;
  throw new Error(
    `${property} names ${JSON.stringify(value)}; allowed is the ${by} of an ${type} that exists.`,
  );
}
