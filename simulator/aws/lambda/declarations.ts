import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { mustExist } from "../sqs/declaration";

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
function functionRecord(controlPlane: ControlPlane, nameOrArn: string): ResourceRecord | undefined {
  return (
    controlPlane.find(functionType, "arn", nameOrArn) ??
    controlPlane.find(functionType, "name", nameOrArn)
  );
}

const mappingSchema = v.object({
  eventSourceArn: v.string(),
  functionName: v.string(),
  batchSize: v.optional(v.number(), 10),
  enabled: v.optional(v.boolean(), true),
  functionResponseTypes: v.optional(v.array(v.string()), []),
  scalingConfig: v.optional(v.object({ maximumConcurrency: v.optional(v.number()) }), {}),
  maximumBatchingWindowInSeconds: v.optional(v.number(), 0),
  filterCriteria: v.optional(v.never("filter criteria are not simulated")),
});

/** An event source mapping as the evaluated program declares it. */
export type MappingDeclaration = v.InferOutput<typeof mappingSchema>;

export const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";

export function mappingDeclaration(record: ResourceRecord): MappingDeclaration {
  return declared(mappingSchema, record);
}

/**
 * Refuses what Lambda refuses when a mapping is created.
 * @throws naming both the mapping and what is wrong.
 */
export function checkMapping(controlPlane: ControlPlane, record: ResourceRecord): void {
  const mapping = mappingDeclaration(record);
  const name = `Event source mapping ${record.logicalName}`;
  const queue = mustExist(controlPlane, mapping.eventSourceArn, name);
  const target = functionRecord(controlPlane, mapping.functionName)?.outputs;
  if (!target)
    throw new Error(`${name} names the function ${mapping.functionName}, which does not exist.`);
  if (queue.visibilityTimeoutSeconds < Number(target.timeout)) {
    throw new Error(
      `${name}: visibilityTimeoutSeconds of queue ${queue.name} (${queue.visibilityTimeoutSeconds} s) is less than the timeout of function ${target.name} (${target.timeout} s).`,
    );
  }
  if (queue.fifoQueue && (mapping.batchSize > 10 || mapping.maximumBatchingWindowInSeconds > 0)) {
    throw new Error(`${name}: a FIFO queue has batches of at most 10 and no batching window.`);
  }
}

export function functionOf(
  controlPlane: ControlPlane,
  mapping: MappingDeclaration,
): FunctionDeclaration | undefined {
  return findFunction(controlPlane, mapping.functionName);
}
