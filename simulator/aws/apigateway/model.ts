import type { apigateway } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { description, region, tags, tagsAll } from "../resources/common-properties";
import { mustExist } from "../resources/references";
import { defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import deploymentFile from "./declared/deployment.json";
import restApiFile from "./declared/rest-api.json";
import stageFile from "./declared/stage.json";
import { deploymentType, restApi as restApiOf, restApiType } from "./rest-api";

const restApi = defineModel<apigateway.RestApiArgs, apigateway.RestApi>({
  declared: restApiFile,
  autoName: { property: "name", maxLength: 1024 },
  inputs: {
    name: honoured,
    region,
    apiKeySource: { ...notSimulated, default: "HEADER" },
    binaryMediaTypes: notSimulated,
    body: honoured,
    description,
    disableExecuteApiEndpoint: notSimulated,
    endpointAccessMode: notSimulated,
    endpointConfiguration: honouredMembers({
      ipAddressType: notSimulated,
      types: honoured,
      vpcEndpointIds: notSimulated,
    }),
    failOnWarnings: ignored(
      "a body that is taken has no warnings: what is not simulated is refused",
    ),
    minimumCompressionSize: notSimulated,
    parameters: notSimulated,
    policy: notSimulated,
    putRestApiMode: notSimulated,
    securityPolicy: notSimulated,
    tags,
  },
  id: (_inputs, { unique }) => unique("api", 10),
  computed: ({ tags }, { id, unique, now }) => ({
    arn: `arn:${simulatedAccount.partition}:apigateway:${simulatedAccount.region}::/restapis/${id}`,
    executionArn: arn("execute-api", id),
    rootResourceId: unique("root", 10),
    createdDate: now,
    tagsAll: tagsAll(tags),
  }),
  lasting: ["createdDate"],
  accountRules: { put: (record) => void restApiOf(record) },
});

const deployment = defineModel<apigateway.DeploymentArgs, apigateway.Deployment>({
  declared: deploymentFile,
  inputs: {
    region,
    restApi: honoured,
    description,
    // The provider's own: AWS is not told of them.
    triggers: { ...honoured, replaces: true },
    variables: { ...notSimulated, replaces: true },
  },
  id: (_inputs, { unique }) => unique("deployment", 6),
  computed: (_inputs, { now }) => ({ createdDate: now }),
  lasting: ["createdDate"],
  accountRules: {
    put: ({ outputs }, account) =>
      void mustExist(account, {
        property: "restApi",
        type: restApiType,
        by: "id",
        value: outputs.restApi,
      }),
  },
});

const stage = defineModel<apigateway.StageArgs, apigateway.Stage>({
  declared: stageFile,
  inputs: {
    region,
    restApi: honoured,
    stageName: honoured,
    deployment: honoured,
    accessLogSettings: notSimulated,
    cacheClusterEnabled: notSimulated,
    cacheClusterSize: notSimulated,
    canarySettings: notSimulated,
    clientCertificateId: notSimulated,
    description,
    documentationVersion: notSimulated,
    tags,
    variables: notSimulated,
    xrayTracingEnabled: notSimulated,
  },
  id: (inputs) => `ags-${inputs.restApi}-${inputs.stageName}`,
  computed: (inputs) => ({
    arn: `arn:${simulatedAccount.partition}:apigateway:${simulatedAccount.region}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
    executionArn: arn("execute-api", `${inputs.restApi}/${inputs.stageName}`),
    invokeUrl: `https://${inputs.restApi}.execute-api.${simulatedAccount.region}.amazonaws.com/${inputs.stageName}`,
    webAclArn: "",
    tagsAll: tagsAll(inputs.tags),
  }),
  deleteBeforeReplace: true,
  // CreateStage, stageName.
  rules: ({ stageName }) =>
    textRule(
      "stageName",
      stageName,
      /^[\w-]{1,128}$/,
      "up to 128 letters, digits, dashes and underscores",
    ),
  accountRules: {
    put: ({ outputs }, account) => {
      const { restApi, deployment } = outputs;
      mustExist(account, { property: "restApi", type: restApiType, by: "id", value: restApi });
      mustExist(account, {
        property: "deployment",
        type: deploymentType,
        by: "id",
        value: deployment,
      });
    },
  },
});

export const apigatewayModels = [restApi, deployment, stage];
