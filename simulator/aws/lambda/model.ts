import type { lambda } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import type { ControlPlane, Properties, ResourceRecord } from "../account/control-plane";
import { actionProblem, serviceProblem } from "../iam/declared-actions";
import { description, name, region, tags, tagsAll, uuid } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { mustExist, oneMustExist } from "../resources/references";
import { type CheckFailure, defineModel } from "../resources/resource-model";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import { topicType } from "../sns/declarations";
import { queueType } from "../sqs/declaration";
import { checkMapping, functionRecord } from "./declarations";
import mappingFile from "./declared/event-source-mapping.json";
import functionFile from "./declared/function.json";
import permissionFile from "./declared/permission.json";
import { variableFailures } from "./environment-variables";

const lambdaFunction = defineModel<lambda.FunctionArgs, lambda.Function>({
  declared: functionFile,
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    name,
    region,
    role: honoured,
    code: honoured,
    // JavaScript runs on either; what a bundle cannot show is a binary for the other.
    architectures: { ...honoured, default: ["x86_64"] },
    capacityProviderConfig: notSimulated,
    codeSha256: notSimulated,
    codeSigningConfigArn: notSimulated,
    deadLetterConfig: honouredMembers({ targetArn: honoured }),
    description,
    durableConfig: notSimulated,
    environment: honouredMembers({ variables: honoured }),
    ephemeralStorage: { ...notSimulated, default: { size: 512 } },
    fileSystemConfig: notSimulated,
    handler: honoured,
    imageConfig: notSimulated,
    imageUri: notSimulated,
    kmsKeyArn: notSimulated,
    layers: notSimulated,
    loggingConfig: honouredMembers({
      applicationLogLevel: notSimulated,
      logFormat: honoured,
      logGroup: honoured,
      systemLogLevel: notSimulated,
    }),
    memorySize: honoured,
    packageType: notSimulated,
    publish: notSimulated,
    publishTo: notSimulated,
    replaceSecurityGroupsOnDestroy: notSimulated,
    replacementSecurityGroupIds: { ...notSimulated, compare: "set" },
    reservedConcurrentExecutions: honoured,
    runtime: honoured,
    s3Bucket: notSimulated,
    s3Key: notSimulated,
    s3ObjectVersion: notSimulated,
    skipDestroy: notSimulated,
    snapStart: notSimulated,
    sourceCodeHash: ignored("the code's own hash decides whether it is another"),
    sourceKmsKeyArn: notSimulated,
    tags,
    tenancyConfig: notSimulated,
    timeout: honoured,
    tracingConfig: { ...notSimulated, default: { mode: "PassThrough" } },
    useResourceTimeoutForPropagation: ignored("nothing has to propagate in the simulated account"),
    vpcConfig: notSimulated,
  },
  id: ({ name }) => String(name),
  computed: ({ name, tags, code }, { now }) => {
    const functionArn = arn("lambda", `function:${name}`);
    return {
      arn: functionArn,
      invokeArn: invokeArn("2015-03-31", functionArn, "invocations"),
      responseStreamingInvokeArn: invokeArn(
        "2021-11-15",
        functionArn,
        "response-streaming-invocations",
      ),
      qualifiedArn: `${functionArn}:$LATEST`,
      qualifiedInvokeArn: invokeArn("2015-03-31", `${functionArn}:$LATEST`, "invocations"),
      version: "$LATEST",
      lastModified: now,
      codeSha256: hashOf(code),
      loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${name}` },
      signingJobArn: "",
      signingProfileVersionArn: "",
      sourceCodeSize: 0,
      tagsAll: tagsAll(tags),
    };
  },
  rules: ({ runtime, handler, environment }) => [
    ...(runtime === undefined || isUnknown(runtime) || simulatedRuntimes.test(String(runtime))
      ? []
      : [
          {
            property: "runtime",
            reason:
              `runtime ${JSON.stringify(runtime)} is not simulated; simulated are ` +
              "Node.js runtimes from nodejs20.x on.",
          },
        ]),
    // CreateFunction: Handler is needed for code in a ZIP archive, and images are not simulated.
    ...(handler === undefined
      ? [{ property: "handler", reason: "handler is missing; allowed is such as index.handler." }]
      : []),
    ...variableFailures(environment),
  ],
  accountRules: {
    put: ({ outputs }, account) => {
      mustExist(account, {
        property: "role",
        type: "aws:iam/role:Role",
        by: "arn",
        value: outputs.role,
      });
      const { targetArn } = (outputs.deadLetterConfig ?? {}) as { readonly targetArn?: unknown };
      if (targetArn !== undefined && targetArn !== "")
        oneMustExist(account, {
          property: "deadLetterConfig.targetArn",
          types: [queueType, topicType],
          value: targetArn,
        });
    },
  },
});

/** Functions run in the Node.js of this process. */
const simulatedRuntimes = /^nodejs2\d\.x$/;

function invokeArn(apiVersion: string, functionArn: string, verb: string): string {
  const { partition, region } = simulatedAccount;
  return `arn:${partition}:apigateway:${region}:lambda:path/${apiVersion}/functions/${functionArn}/${verb}`;
}

/** AWS hashes the archive it gets; ours is the hash of its content, in the same form. */
function hashOf(archive: unknown): string | undefined {
  const hash =
    typeof archive === "object" && archive !== null && "hash" in archive ? archive.hash : undefined;
  return typeof hash === "string" ? Buffer.from(hash, "hex").toString("base64") : undefined;
}

const permission = defineModel<lambda.PermissionArgs, lambda.Permission>({
  declared: permissionFile,
  autoName: { property: "statementId", maxLength: 100 },
  inputs: {
    region,
    action: honoured,
    function: honoured,
    principal: honoured,
    eventSourceToken: notSimulated,
    functionUrlAuthType: notSimulated,
    invokedViaFunctionUrl: notSimulated,
    principalOrgId: notSimulated,
    qualifier: { ...notSimulated, replaces: true },
    sourceAccount: honoured,
    sourceArn: honoured,
    statementId: { ...honoured, replaces: true },
    statementIdPrefix: { ...notSimulated, replaces: true },
  },
  id: ({ statementId }) => String(statementId),
  computed: () => ({}),
  rules: permissionFailures,
  accountRules: {
    put: ({ outputs }, account) => functionMustExist("function", outputs.function, account),
  },
});

/** AddPermission: an action of Lambda; a service, an account or one of its identities. */
function permissionFailures({ action, principal }: Properties): CheckFailure[] {
  const isAction = typeof action === "string" && !isUnknown(action);
  const isService =
    typeof principal === "string" && !/^(\d{12}|arn:aws:(iam|sts)::\d{12}:.+|\*)$/.test(principal);
  return [
    ...(isAction ? actionProblem(action) : []).map((reason) => ({
      property: "action",
      reason: `action: ${reason}.`,
    })),
    ...(isService ? serviceProblem(principal) : []).map((reason) => ({
      property: "principal",
      reason: `principal ${reason}; or an account's id or the ARN of a principal.`,
    })),
  ];
}

function functionMustExist(property: string, named: unknown, account: ControlPlane): void {
  if (functionRecord(account, String(named))) return;
  throw new Error(
    `${property} names ${JSON.stringify(named)}; allowed is the name or ARN of a function ` +
      "that exists.",
  );
}

const eventSourceMapping = defineModel<lambda.EventSourceMappingArgs, lambda.EventSourceMapping>({
  declared: mappingFile,
  inputs: {
    region,
    functionName: honoured,
    eventSourceArn: honoured,
    amazonManagedKafkaEventSourceConfig: { ...notSimulated, replaces: true },
    batchSize: honoured,
    bisectBatchOnFunctionError: notSimulated,
    destinationConfig: notSimulated,
    documentDbEventSourceConfig: notSimulated,
    enabled: honoured,
    filterCriteria: notSimulated,
    functionResponseTypes: { ...honoured, compare: "set" },
    kmsKeyArn: notSimulated,
    maximumBatchingWindowInSeconds: { ...honoured, default: 0 },
    maximumRecordAgeInSeconds: notSimulated,
    maximumRetryAttempts: notSimulated,
    metricsConfig: notSimulated,
    parallelizationFactor: notSimulated,
    provisionedPollerConfig: notSimulated,
    queues: { ...notSimulated, replaces: true },
    scalingConfig: honouredMembers({ maximumConcurrency: honoured }),
    selfManagedEventSource: notSimulated,
    selfManagedKafkaEventSourceConfig: { ...notSimulated, replaces: true },
    sourceAccessConfigurations: { ...notSimulated, compare: "set" },
    startingPosition: notSimulated,
    startingPositionTimestamp: notSimulated,
    tags,
    topics: { ...notSimulated, replaces: true, compare: "set" },
    tumblingWindowInSeconds: notSimulated,
    useResourceTimeoutForPropagation: ignored("nothing has to propagate in the simulated account"),
  },
  id: (_inputs, { unique }) => uuid(unique("mapping", 32)),
  computed: ({ functionName, enabled, tags }, { id, now }) => ({
    uuid: id,
    arn: arn("lambda", `event-source-mapping:${id}`),
    functionArn: String(functionName).startsWith("arn:")
      ? functionName
      : arn("lambda", `function:${functionName}`),
    lastModified: now,
    lastProcessingResult: "",
    state: enabled === false ? "Disabled" : "Enabled",
    stateTransitionReason: "USER_INITIATED",
    tagsAll: tagsAll(tags),
  }),
  accountRules: { put: (record: ResourceRecord, account) => checkMapping(account, record) },
});

export const lambdaModels = [lambdaFunction, permission, eventSourceMapping];
