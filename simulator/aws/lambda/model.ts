import type { lambda } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { region, tagsAll, uuid } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const lambdaFunction = defineModel<lambda.FunctionArgs, lambda.Function>({
  type: "aws:lambda/function:Function",
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    name: { replaces: true },
    region,
    role: { required: true },
    code: { compare: "archive" },
    architectures: { default: ["x86_64"] },
    capacityProviderConfig: {},
    codeSha256: {},
    codeSigningConfigArn: {},
    deadLetterConfig: {},
    description: {},
    durableConfig: {},
    environment: {},
    ephemeralStorage: { default: { size: 512 } },
    fileSystemConfig: {},
    handler: {},
    imageConfig: {},
    imageUri: {},
    kmsKeyArn: {},
    layers: {},
    loggingConfig: {},
    memorySize: { default: 128 },
    packageType: { replaces: true, default: "Zip" },
    publish: { default: false },
    publishTo: {},
    replaceSecurityGroupsOnDestroy: {},
    replacementSecurityGroupIds: { compare: "set" },
    reservedConcurrentExecutions: { default: -1 },
    runtime: {},
    s3Bucket: {},
    s3Key: {},
    s3ObjectVersion: {},
    skipDestroy: { default: false },
    snapStart: {},
    sourceCodeHash: {},
    sourceKmsKeyArn: {},
    tags: {},
    tenancyConfig: { replaces: true },
    timeout: { default: 3 },
    tracingConfig: { default: { mode: "PassThrough" } },
    useResourceTimeoutForPropagation: {},
    vpcConfig: {},
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
});

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
  type: "aws:lambda/permission:Permission",
  autoName: { property: "statementId", maxLength: 100 },
  inputs: {
    region,
    action: { required: true, replaces: true },
    function: { required: true, replaces: true },
    principal: { required: true, replaces: true },
    eventSourceToken: { replaces: true },
    functionUrlAuthType: { replaces: true },
    invokedViaFunctionUrl: { replaces: true },
    principalOrgId: { replaces: true },
    qualifier: { replaces: true },
    sourceAccount: { replaces: true },
    sourceArn: { replaces: true },
    statementId: { replaces: true },
    statementIdPrefix: { replaces: true },
  },
  id: ({ statementId }) => String(statementId),
  computed: () => ({}),
});

const eventSourceMapping = defineModel<lambda.EventSourceMappingArgs, lambda.EventSourceMapping>({
  type: "aws:lambda/eventSourceMapping:EventSourceMapping",
  inputs: {
    region,
    functionName: { required: true },
    eventSourceArn: { replaces: true },
    amazonManagedKafkaEventSourceConfig: { replaces: true },
    batchSize: { default: 10 },
    bisectBatchOnFunctionError: {},
    destinationConfig: {},
    documentDbEventSourceConfig: {},
    enabled: { default: true },
    filterCriteria: {},
    functionResponseTypes: { compare: "set" },
    kmsKeyArn: {},
    maximumBatchingWindowInSeconds: { default: 0 },
    maximumRecordAgeInSeconds: {},
    maximumRetryAttempts: {},
    metricsConfig: {},
    parallelizationFactor: {},
    provisionedPollerConfig: {},
    queues: { replaces: true },
    scalingConfig: {},
    selfManagedEventSource: { replaces: true },
    selfManagedKafkaEventSourceConfig: { replaces: true },
    sourceAccessConfigurations: { compare: "set" },
    startingPosition: { replaces: true },
    startingPositionTimestamp: { replaces: true },
    tags: {},
    topics: { replaces: true, compare: "set" },
    tumblingWindowInSeconds: {},
    useResourceTimeoutForPropagation: {},
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
});

export const lambdaModels = [lambdaFunction, permission, eventSourceMapping];
