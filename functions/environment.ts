import { StatedError } from "../shared/domain/stated-error";
import type { FunctionNeeds } from "./needs";

/** The variables that these needs declare; asking for another one does not compile. */
export type EnvironmentKey<Needs extends FunctionNeeds> =
  | Needs["grants"][number]["environmentKey"]
  | Needs["settings"][number]["environmentKey"];

/**
 * Reads a function's environment through its needs, which are imported as a type alone: at run time
 * nothing of them is bundled.
 * @throws when the variable is not set, naming it and the function: a variable is set by `infra/`
 * from the same needs.
 */
export function environmentOf<Needs extends FunctionNeeds>(
  functionName: Needs["name"],
  variables: Readonly<Record<string, string | undefined>> = process.env,
): (key: EnvironmentKey<Needs>) => string {
  return (key) => {
    const value = variables[key];
    if (value === undefined || value === "") {
      throw new StatedError(
        `Function "${functionName}" has no environment variable ${key}: ` +
          "its grant or setting is missing from the deployed program.",
      );
    }
    return value;
  };
}
