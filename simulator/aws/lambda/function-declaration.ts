import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";

const functionSchema = v.object({
  name: v.string(),
  arn: v.string(),
  role: v.string(),
  handler: v.string(),
  /** Seconds. */
  timeout: v.optional(v.number(), 3),
  /** MB. */
  memorySize: v.optional(v.number(), 128),
  environment: v.optional(
    v.object({ variables: v.optional(v.record(v.string(), v.string()), {}) }),
    {},
  ),
  reservedConcurrentExecutions: v.optional(v.number(), -1),
  layers: v.optional(v.pipe(v.array(v.string()), v.maxLength(0, "layers are not simulated")), []),
  /** The text of the archive's `index.js`. */
  codeText: v.string(),
});

/** A function as the evaluated program declares it. */
export type FunctionDeclaration = v.InferOutput<typeof functionSchema>;

export const functionType = "aws:lambda/function:Function";

export function functionDeclaration(record: ResourceRecord): FunctionDeclaration {
  return declared(functionSchema, record);
}

/** Finds a function by its name or its ARN. */
export function findFunction(
  controlPlane: ControlPlane,
  nameOrArn: string,
): FunctionDeclaration | undefined {
  const record = functionRecord(controlPlane, nameOrArn);
  return record && functionDeclaration(record);
}

/** The same as it was declared; its code may be elsewhere, as it is between two commands. */
export function functionRecord(
  controlPlane: ControlPlane,
  nameOrArn: string,
): ResourceRecord | undefined {
  return (
    controlPlane.find(functionType, "arn", nameOrArn) ??
    controlPlane.find(functionType, "name", nameOrArn)
  );
}
