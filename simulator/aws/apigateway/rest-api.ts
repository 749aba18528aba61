import * as v from "valibot";
import type { ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";

const integrationSchema = v.object({
  type: v.pipe(
    v.string(),
    v.toLowerCase(),
    v.literal(
      "aws_proxy",
      ({ received }) =>
        `found ${received}; of API Gateway's aws, aws_proxy, http, http_proxy and mock only aws_proxy is simulated`,
    ),
  ),
  httpMethod: v.pipe(
    v.string(),
    v.literal("POST", "Lambda is invoked by POST, whatever the API's own method"),
  ),
  uri: v.pipe(v.string(), v.regex(/:lambda:path\/2015-03-31\/functions\/[^/]+\/invocations$/)),
});
const operationSchema = v.object({ "x-amazon-apigateway-integration": integrationSchema });
const bodySchema = v.object({ paths: v.record(v.string(), v.record(v.string(), v.unknown())) });
const restApiSchema = v.object({
  executionArn: v.string(),
  body: v.pipe(v.string(), v.parseJson(), bodySchema),
});
const stageSchema = v.object({
  restApi: v.string(),
  stageName: v.string(),
  deployment: v.optional(v.string()),
});

export const restApiType = "aws:apigateway/restApi:RestApi";
export const stageType = "aws:apigateway/stage:Stage";
export const deploymentType = "aws:apigateway/deployment:Deployment";

/** One method of one path, proxied to a function. */
export interface Route {
  /** As declared, such as `/twilio/{event}`. */
  readonly resource: string;
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly functionArn: string;
}

export interface RestApi {
  readonly id: string;
  readonly logicalName: string;
  readonly executionArn: string;
  readonly routes: readonly Route[];
}

/** @throws naming the API, path and property that is not simulated. */
export function restApi(record: ResourceRecord): RestApi {
  const { executionArn, body } = declared(restApiSchema, record);
  const routes = Object.entries(body.paths).flatMap(([resource, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== "parameters" && method !== "options")
      .map(([method, operation]) => routeOf(record.logicalName, resource, method, operation)),
  );
  return { id: record.id, logicalName: record.logicalName, executionArn, routes };
}

export function stages(controlPlane: ControlPlane): v.InferOutput<typeof stageSchema>[] {
  return controlPlane.all(stageType).map((record) => declared(stageSchema, record));
}

function routeOf(api: string, resource: string, method: string, operation: unknown): Route {
  const result = v.safeParse(operationSchema, operation);
  if (!result.success) {
    const problems = result.issues.map(
      (issue) => `${v.getDotPath(issue) ?? "(operation)"}: ${issue.message}`,
    );
    throw new Error(
      `REST API ${api}, ${method.toUpperCase()} ${resource}: ${problems.join("; ")}.`,
    );
  }
  const { uri } = result.output["x-amazon-apigateway-integration"];
  return {
    resource,
    method: method === "x-amazon-apigateway-any-method" ? "ANY" : method.toUpperCase(),
    functionArn: uri.replace(/^.*\/functions\//, "").replace(/\/invocations$/, ""),
  };
}
