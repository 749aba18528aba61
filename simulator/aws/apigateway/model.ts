import type { apigateway } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const { partition, region: home } = simulatedAccount;

const restApi = defineModel<apigateway.RestApiArgs, apigateway.RestApi>({
  type: "aws:apigateway/restApi:RestApi",
  autoName: { property: "name", maxLength: 1024 },
  inputs: {
    name: {},
    region,
    apiKeySource: { default: "HEADER" },
    binaryMediaTypes: {},
    body: { compare: "json" },
    description: {},
    disableExecuteApiEndpoint: { default: false },
    endpointAccessMode: {},
    endpointConfiguration: {},
    failOnWarnings: {},
    minimumCompressionSize: {},
    parameters: {},
    policy: { compare: "json" },
    putRestApiMode: {},
    securityPolicy: {},
    tags: {},
  },
  id: (_inputs, { unique }) => unique("api", 10),
  computed: ({ tags }, { id, unique, now }) => ({
    arn: `arn:${partition}:apigateway:${home}::/restapis/${id}`,
    executionArn: arn("execute-api", id),
    rootResourceId: unique("root", 10),
    createdDate: now,
    tagsAll: tagsAll(tags),
  }),
  lasting: ["createdDate"],
});

const deployment = defineModel<apigateway.DeploymentArgs, apigateway.Deployment>({
  type: "aws:apigateway/deployment:Deployment",
  inputs: {
    region,
    restApi: { required: true, replaces: true },
    description: {},
    triggers: { replaces: true },
    variables: { replaces: true },
  },
  id: (_inputs, { unique }) => unique("deployment", 6),
  computed: (_inputs, { now }) => ({ createdDate: now }),
  lasting: ["createdDate"],
});

const stage = defineModel<apigateway.StageArgs, apigateway.Stage>({
  type: "aws:apigateway/stage:Stage",
  inputs: {
    region,
    restApi: { required: true, replaces: true },
    stageName: { required: true, replaces: true },
    deployment: { required: true },
    accessLogSettings: {},
    cacheClusterEnabled: {},
    cacheClusterSize: {},
    canarySettings: {},
    clientCertificateId: {},
    description: {},
    documentationVersion: {},
    tags: {},
    variables: {},
    xrayTracingEnabled: { default: false },
  },
  id: (inputs) => `ags-${inputs.restApi}-${inputs.stageName}`,
  computed: (inputs) => ({
    arn: `arn:${partition}:apigateway:${home}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
    executionArn: arn("execute-api", `${inputs.restApi}/${inputs.stageName}`),
    invokeUrl: `https://${inputs.restApi}.execute-api.${home}.amazonaws.com/${inputs.stageName}`,
    webAclArn: "",
    tagsAll: tagsAll(inputs.tags),
  }),
  deleteBeforeReplace: true,
});

export const apigatewayModels = [restApi, deployment, stage];
