import { devNull } from "node:os";
import type { Credentials } from "../iam/credentials";
import type { FunctionDeclaration } from "./declarations";

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
