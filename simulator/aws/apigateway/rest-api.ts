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
/** API Gateway developer guide, x-amazon-apigateway-auth object. */
const authSchema = v.object({
  type: v.picklist(
    ["NONE", "AWS_IAM"],
    "of API Gateway's NONE, AWS_IAM and COGNITO_USER_POOLS the first two are simulated",
  ),
});
const operationSchema = v.object({
  "x-amazon-apigateway-integration": integrationSchema,
  "x-amazon-apigateway-auth": v.optional(authSchema),
});
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
  /** Who may call: anybody, or who is allowed to invoke it and signs. */
  readonly authorization: "NONE" | "AWS_IAM";
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
  const auth = result.output["x-amazon-apigateway-auth"];
  return {
    resource,
    authorization: auth?.type ?? "NONE",
    method: method === "x-amazon-apigateway-any-method" ? "ANY" : method.toUpperCase(),
    functionArn: uri.replace(/^.*\/functions\//, "").replace(/\/invocations$/, ""),
  };
}

export interface RouteMatch {
  readonly route: Route;
  /** The values of `{name}` and `{name+}`, or null when the path has none, as in the event. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * Finds the route for a path below the stage; an exact path goes before one with variables, a
 * declared method before `ANY`.
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const found = routes
    .filter((route) => route.method === method || route.method === "ANY")
    .flatMap((route) => {
      const pathParameters = parametersOf(route.resource, path);
      return pathParameters === undefined ? [] : [{ route, pathParameters }];
    });
  return found.sort((one, other) => rank(one) - rank(other))[0];
}

function rank({ route }: RouteMatch): number {
  const greedy = route.resource.includes("+}") ? 4 : 0;
  const variable = route.resource.includes("{") ? 2 : 0;
  return greedy + variable + (route.method === "ANY" ? 1 : 0);
}

function parametersOf(
  resource: string,
  path: string,
): Readonly<Record<string, string>> | null | undefined {
  const [wanted, found] = [segments(resource), segments(path)];
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment);
    const value = found[index];
    if (value === undefined) return undefined;
    if (name?.[2] === "+") {
      values[name[1] ?? ""] = found.slice(index).join("/");
      return values;
    }
    if (name) values[name[1] ?? ""] = value;
    else if (segment !== value) return undefined;
  }
  if (found.length !== wanted.length) return undefined;
  return Object.keys(values).length > 0 ? values : null;
}

function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}
