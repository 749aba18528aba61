import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import type { ResourceModel } from "./resource-model";

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

/** @throws as `mustExist`, where the value is the ARN of none of the types. */
export function oneMustExist(
  account: ControlPlane,
  { property, types, value }: Pick<Reference, "property" | "value"> & { types: readonly string[] },
): void {
  if (types.some((type) => account.find(type, "arn", value))) return;
  throw new Error(
    `${property} names ${JSON.stringify(value)}; allowed is the arn of an ` +
      `${types.join(" or ")} that exists.`,
  );
}

/**
 * What is created must not be there yet: its id is made of what the program says.
 * @throws naming the properties that say it
 */
export function mustBeNew(
  account: ControlPlane,
  { type, autoName }: ResourceModel,
  { id, inputs }: Pick<ResourceRecord, "id" | "inputs">,
): void {
  if (!account.get(type, id)) return;
  const named = autoName
    ? [autoName.property]
    : Object.entries(inputs)
        .filter(([, value]) => typeof value === "string" && value !== "" && id.includes(value))
        .map(([property]) => property);
  const said = named.map((property) => `${property} is ${JSON.stringify(inputs[property])}`);
  throw new Error(
    `${said.join(", ")}; allowed is what no other ${type} has: ${id} exists already in the ` +
      "simulated account.",
  );
}
