import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsRequest, AwsService } from "../../gateway/aws-service";
import { type InvalidInput, type Operation, operation, Verbatim } from "../../gateway/operation";
import { type Protocol, restJson } from "../../gateway/protocol";
import { arn } from "../account/account";
import type { ServiceDeps } from "../service-deps";
import type { AsyncInvocations } from "./async-invocations";
import { mostPayloadBytes } from "./batch";
import {
  type FunctionDeclaration,
  type MappingDeclaration,
  mappingDeclaration,
  mappingType,
} from "./declarations";
import type { Lambda } from "./lambda";

export interface LambdaServiceDeps extends ServiceDeps {
  readonly lambda: Lambda;
  readonly asyncInvocations: AsyncInvocations;
}

/** 1 MB (Lambda API reference, Invoke). */
const mostAsyncBytes = 1024 * 1024;

/** Lambda on the wire: what invokes and describes. Functions and mappings are declared. */
export function functionService(deps: LambdaServiceDeps): AwsService {
  return {
    scope: "lambda",
    protocol,
    invalid: invalidInput,
    throttled: new AwsError("TooManyRequestsException", "Rate Exceeded.", 429),
    internal: new AwsError("ServiceException", "An error occurred and the request failed.", 500),
    operations: { Invoke: invoke(deps), ...describing(deps) },
  };
}

/**
 * An invocation's body is the event as it is, whatever JSON it may be, and its type is a header.
 */
const protocol: Protocol = {
  ...restJson,
  read: (request, operations) => {
    if (!request.path.endsWith("/invocations")) return restJson.read(request, operations);
    const { name, input } = restJson.read(
      { ...request, body: Buffer.alloc(0), text: undefined },
      operations,
    );
    const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
    return { name, input: { ...(input as object), InvocationType: type } };
  },
};

/** A name, a partial ARN (`123456789012:function:name`) or an ARN; the only version is $LATEST. */
const functionName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(256),
  v.regex(/^[\w:$.-]+$/),
  v.transform((given) => {
    const unqualified = given.replace(/:\$LATEST$/, "");
    return unqualified.slice(unqualified.lastIndexOf(":") + 1);
  }),
);
const named = { FunctionName: functionName, Qualifier: v.optional(v.literal("$LATEST")) };
const page = {
  Marker: v.optional(v.string()),
  MaxItems: v.optional(v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(1))),
};

function onFunction(action: string) {
  return ({ FunctionName }: { readonly FunctionName: string }) =>
    [[`lambda:${action}`, arn("lambda", `function:${FunctionName}`)]] as const;
}

function invoke({ lambda, asyncInvocations }: LambdaServiceDeps): Operation {
  return operation({
    route: "POST /2015-03-31/functions/{FunctionName}/invocations",
    input: v.object({
      ...named,
      InvocationType: v.picklist(["RequestResponse", "Event", "DryRun"]),
    }),
    authorise: onFunction("InvokeFunction"),
    run: async ({ FunctionName, InvocationType }, { body }) => {
      const { arn: functionArn } = lambda.mustFind(FunctionName);
      if (InvocationType === "DryRun") return answer(204, "");
      const event = payloadOf(body, InvocationType === "Event" ? mostAsyncBytes : mostPayloadBytes);
      if (InvocationType === "Event") {
        asyncInvocations.accept(functionArn, event);
        return answer(202, "");
      }
      const outcome = await lambda.invoke(functionArn, event);
      return outcome.kind === "succeeded"
        ? answer(200, JSON.stringify(outcome.payload), version)
        : answer(200, JSON.stringify(outcome.error), {
            ...version,
            "x-amz-function-error": "Unhandled",
          });
    },
  });
}

const version = { "x-amz-executed-version": "$LATEST" };

function answer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Verbatim {
  return new Verbatim({
    status,
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** @throws AwsError when it is no JSON, or too large. */
function payloadOf(body: AwsRequest["body"], most: number): unknown {
  if (body.length > most)
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${most} bytes for the InvokeFunction operation`,
      413,
    );
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}

function describing(deps: LambdaServiceDeps): Readonly<Record<string, Operation>> {
  const { lambda, controlPlane, access } = deps;
  const mappings = () => controlPlane.all(mappingType).map(mappingDeclaration);
  return {
    ListFunctions: operation({
      route: "GET /2015-03-31/functions",
      input: v.object(page),
      authorise: () => [["lambda:ListFunctions", "*"]],
      run: (wanted) => pageOf("Functions", lambda.functions().map(configurationOf), wanted, 50),
    }),
    GetFunction: operation({
      route: "GET /2015-03-31/functions/{FunctionName}",
      input: v.object(named),
      authorise: onFunction("GetFunction"),
      run: ({ FunctionName }) => {
        const declaration = lambda.mustFind(FunctionName);
        const { reservedConcurrentExecutions: reserved, tagsAll } = declaration;
        return {
          Configuration: configurationOf(declaration),
          Tags: tagsAll,
          ...(reserved >= 0 && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
        };
      },
    }),
    GetFunctionConfiguration: operation({
      route: "GET /2015-03-31/functions/{FunctionName}/configuration",
      input: v.object(named),
      authorise: onFunction("GetFunctionConfiguration"),
      run: ({ FunctionName }) => configurationOf(lambda.mustFind(FunctionName)),
    }),
    GetPolicy: operation({
      route: "GET /2015-03-31/functions/{FunctionName}/policy",
      input: v.object(named),
      authorise: onFunction("GetPolicy"),
      run: ({ FunctionName }) => {
        const Policy = access.policyOf(lambda.mustFind(FunctionName).arn);
        if (Policy === undefined) throw notFound("The resource you requested does not exist.");
        return { Policy };
      },
    }),
    ListEventSourceMappings: operation({
      route: "GET /2015-03-31/event-source-mappings",
      input: v.object({
        EventSourceArn: v.optional(v.string()),
        FunctionName: v.optional(functionName),
        ...page,
      }),
      authorise: () => [["lambda:ListEventSourceMappings", "*"]],
      run: ({ EventSourceArn, FunctionName, ...wanted }) => {
        const target = FunctionName === undefined ? undefined : lambda.mustFind(FunctionName);
        const found = mappings()
          .filter((one) => EventSourceArn === undefined || one.eventSourceArn === EventSourceArn)
          .map((one) => viewOf(one, lambda.find(one.functionName)))
          .filter((view) => target === undefined || view.FunctionArn === target.arn);
        return pageOf("EventSourceMappings", found, wanted, 100);
      },
    }),
    GetEventSourceMapping: operation({
      route: "GET /2015-03-31/event-source-mappings/{UUID}",
      input: v.object({ UUID: v.string() }),
      authorise: ({ UUID }) => [
        ["lambda:GetEventSourceMapping", arn("lambda", `event-source-mapping:${UUID}`)],
      ],
      run: ({ UUID }) => {
        const found = mappings().find((one) => one.uuid === UUID);
        if (!found) throw notFound("The resource you requested does not exist.");
        return viewOf(found, lambda.find(found.functionName));
      },
    }),
  };
}

function configurationOf(declaration: FunctionDeclaration): object {
  return {
    FunctionName: declaration.name,
    FunctionArn: declaration.arn,
    Runtime: declaration.runtime,
    Role: declaration.role,
    Handler: declaration.handler,
    CodeSize: Buffer.byteLength(declaration.codeText),
    Description: declaration.description,
    Timeout: declaration.timeout,
    MemorySize: declaration.memorySize,
    LastModified: declaration.lastModified,
    CodeSha256: declaration.codeSha256,
    Version: "$LATEST",
    Environment: { Variables: declaration.environment.variables },
    ...(declaration.deadLetterConfig && {
      DeadLetterConfig: { TargetArn: declaration.deadLetterConfig.targetArn },
    }),
    PackageType: "Zip",
    Architectures: declaration.architectures,
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

function viewOf(mapping: MappingDeclaration, target: FunctionDeclaration | undefined) {
  const { maximumConcurrency } = mapping.scalingConfig;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mapping.arn,
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: target?.arn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.maximumBatchingWindowInSeconds,
    FunctionResponseTypes: mapping.functionResponseTypes,
    ...(maximumConcurrency !== undefined && {
      ScalingConfig: { MaximumConcurrency: maximumConcurrency },
    }),
    State: mapping.enabled ? "Enabled" : "Disabled",
    StateTransitionReason: "USER_INITIATED",
  };
}

interface Page {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

function pageOf(
  member: string,
  all: readonly object[],
  { Marker = "0", MaxItems }: Page,
  most: number,
): object {
  const from = Number(Marker);
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError("InvalidParameterValueException", "The marker is invalid.");
  const next = from + Math.min(MaxItems ?? most, most);
  return {
    [member]: all.slice(from, next),
    ...(next < all.length && { NextMarker: String(next) }),
  };
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404, { Type: "User" });
}

function invalidInput({ member, message }: InvalidInput): AwsError {
  return new AwsError(
    "InvalidParameterValueException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${message}`,
  );
}
