import type { Properties } from "../account/control-plane";
import type { ResourceModel } from "./resource-model";
import type { Treatment } from "./treatment";

/** A property that the program sets and the simulated cloud ignores. */
export interface IgnoredProperty {
  /** The property's name, with its path. */
  readonly property: string;
  readonly reason: string;
}

/** What the simulated cloud ignores of what a program asks for. */
export function ignoredProperties(model: ResourceModel, inputs: Properties): IgnoredProperty[] {
  return Object.entries(inputs).flatMap(([property, value]) => {
    const treatment = model.inputs[property]?.treatment;
    return treatment ? ignoredIn(property, treatment, value) : [];
  });
}

function ignoredIn(property: string, treatment: Treatment, value: unknown): IgnoredProperty[] {
  if (value === undefined || value === null) return [];
  if (treatment.treated === "ignored") return [{ property, reason: treatment.reason }];
  if (treatment.treated === "refused" || !treatment.members || typeof value !== "object") return [];
  if (Array.isArray(value))
    return value.flatMap((inner: unknown, index) =>
      ignoredIn(`${property}[${index}]`, treatment, inner),
    );
  return Object.entries(value).flatMap(([name, inner]) => {
    const member = treatment.members?.[name];
    return member ? ignoredIn(`${property}.${name}`, member, inner) : [];
  });
}
