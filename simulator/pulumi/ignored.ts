import type { Properties } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import { type IgnoredProperty, ignoredProperties } from "../aws/resources/ignored-properties";
import { isDynamic } from "./dynamic-resource";

/** A property of one resource that the simulated account ignores. */
export interface IgnoredOfResource extends IgnoredProperty {
  readonly type: string;
  /** The resource's name in the program. */
  readonly name: string;
}

/** What the simulated account ignores of what a program asks for, resource by resource. */
export function ignoredOf(
  resources: readonly {
    readonly type: string;
    readonly logicalName: string;
    readonly inputs: Properties;
  }[],
): IgnoredOfResource[] {
  return resources.flatMap(({ type, logicalName, inputs }) => {
    const ignored = isDynamic(type) ? [] : ignoredProperties(modelOf(type), inputs);
    return ignored.map((each) => ({ type, name: logicalName, ...each }));
  });
}
