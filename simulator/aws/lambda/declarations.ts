import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import type { ResourcePolicies } from "../iam/access";
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
  /** -1: no reservation. 0: the function is switched off. */
  reservedConcurrentExecutions: v.optional(v.number(), -1),
  runtime: v.optional(v.string(), ""),
  description: v.optional(v.string(), ""),
  loggingConfig: v.optional(v.object({ logFormat: v.optional(v.string(), "Text") }), {}),
  architectures: v.optional(v.array(v.string()), ["x86_64"]),
  codeSha256: v.optional(v.string()),
  lastModified: v.optional(v.string()),
  /** Where an event goes that no attempt of an asynchronous invocation could deal with. */
  deadLetterConfig: v.optional(v.object({ targetArn: v.string() })),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
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

const permissionType = "aws:lambda/permission:Permission";
const permissionSchema = v.object({
  statementId: v.optional(v.string()),
  action: v.string(),
  function: v.string(),
  principal: v.string(),
  sourceArn: v.optional(v.string()),
  sourceAccount: v.optional(v.string()),
});

/** A function's policy is made of its Permissions, as Lambda makes it of `AddPermission`. */
export function functionPolicies(controlPlane: ControlPlane): ResourcePolicies {
  return {
    types: [],
    policyOf: (functionArn) => {
      const name = functionArn.slice(functionArn.lastIndexOf(":") + 1);
      const statements = controlPlane
        .all(permissionType)
        .map((record) => ({ ...declared(permissionSchema, record), id: record.id }))
        .filter((permission) => [name, functionArn].includes(permission.function))
        .map((permission) => ({
          Sid: permission.statementId ?? permission.id,
          Effect: "Allow",
          Principal: /^(\d{12}|arn:.*|\*)$/.test(permission.principal)
            ? { AWS: permission.principal }
            : { Service: permission.principal },
          Action: permission.action,
          Resource: functionArn,
          ...conditionOf(permission),
        }));
      if (statements.length === 0) return undefined;
      const text = JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
      return { text, owner: `the policy of function ${name}` };
    },
  };
}

function conditionOf(permission: v.InferOutput<typeof permissionSchema>): object {
  const { sourceArn, sourceAccount } = permission;
  if (sourceArn === undefined && sourceAccount === undefined) return {};
  return {
    Condition: {
      ...(sourceArn !== undefined && { ArnLike: { "AWS:SourceArn": sourceArn } }),
      ...(sourceAccount !== undefined && { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
    },
  };
}

const mappingSchema = v.object({
  uuid: v.optional(v.string(), ""),
  arn: v.optional(v.string(), ""),
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
      `${name}: visibilityTimeoutSeconds of queue ${queue.name} ` +
        `(${queue.visibilityTimeoutSeconds} s) is less than the timeout of function ` +
        `${target.name} (${target.timeout} s).`,
    );
  }
  const { batchSize, maximumBatchingWindowInSeconds: window } = mapping;
  if (batchSize > 10 && window === 0) {
    throw new Error(
      `${name}: a batch size of more than 10 (${batchSize}) needs a batching window of at ` +
        "least 1 s.",
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
