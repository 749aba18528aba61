import { devNull } from "node:os";
import { isMap } from "../account/declared";
import type { Credentials } from "../iam/credentials";
import { isUnknown } from "../resources/property-value";
import type { CheckFailure } from "../resources/resource-model";
import type { FunctionDeclaration } from "./declarations";

/** Lambda sets these itself (Lambda developer guide, "Defined runtime environment variables"). */
const reserved: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

/** Of all names and values together (the same guide, "Lambda quotas"). */
const mostBytes = 4096;

/** What Lambda refuses of the variables that a program declares. */
export function variableFailures(environment: unknown): CheckFailure[] {
  const { variables } = (environment ?? {}) as { readonly variables?: unknown };
  if (!isMap(variables) || isUnknown(variables)) return [];
  const property = "environment.variables";
  const bytes = Object.entries(variables).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(`${name}${value}`),
    0,
  );
  return [
    ...Object.keys(variables)
      .filter((name) => reserved.includes(name))
      .map((name) => ({
        property: `${property}.${name}`,
        reason: `${property}.${name} is set; it is a name that Lambda reserves for itself.`,
      })),
    ...(bytes <= mostBytes
      ? []
      : [{ property, reason: `${property} have ${bytes} bytes; allowed are ${mostBytes}.` }]),
  ];
}

/**
 * All that a function's `process.env` holds: what the program declares, and what Lambda adds.
 * Nothing of the host's.
 */
export function environmentVariables(
  declaration: FunctionDeclaration,
  region: string,
  credentials: Credentials,
): Readonly<Record<string, string>> {
  return {
    ...declaration.environment.variables,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: declaration.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(declaration.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_LOG_FORMAT: declaration.loggingConfig.logFormat,
    _HANDLER: declaration.handler,
    // The SDK would otherwise read the profile of the person at the keyboard.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
