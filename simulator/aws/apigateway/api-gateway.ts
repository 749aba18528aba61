import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { Session } from "../../gateway/access-control";
import { AwsError } from "../../gateway/aws-error";
import {
  type OutsideHost,
  textOf,
  type WireRequest,
  type WireResponse,
} from "../../gateway/aws-service";
import { Listeners } from "../../kernel/listeners";
import { simulatedAccount } from "../account/account";
import type { Change } from "../account/control-plane";
import { declared } from "../account/declared";
import type { Lambda } from "../lambda/lambda";
import type { Draws, ServiceDeps } from "../service-deps";
import { iamRefusal } from "./iam-authorization";
import { type ApiRequest, gatewayResponse, proxyEvent, proxyResponse } from "./proxy";
import {
  deploymentType,
  matchRoute,
  type RestApi,
  type Route,
  restApi,
  restApiType,
  stages,
} from "./rest-api";

const deploymentSchema = v.object({ restApi: v.string() });

/**
 * API Gateway waits 29 seconds for a function (API Gateway quotas, the default), in real time as
 * the function runs.
 */
const integrationTimeoutMs = 29_000;
const principal = "apigateway.amazonaws.com";
/** What an API answered, for its metrics. */
export interface AnswerReport {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly apiName: string;
  readonly stage: string;
  readonly status: number;
  /** Real milliseconds, from the request to the answer. */
  readonly latencyMs: number;
  /** The function's part of it; not there when none was asked. */
  readonly integrationLatencyMs?: number;
}

/** From the block for documentation (RFC 5737). */
const usualSourceIp = "198.51.100.7";

export interface ApiGatewayDeps extends ServiceDeps, Draws {
  readonly lambda: Lambda;
  /** Who has which access key. */
  readonly credentials: { find(accessKeyId: string): Session | undefined };
}

/**
 * The simulated API Gateway: the REST APIs that the evaluated program declares, as hosts of the
 * outside world.
 */
export class ApiGateway {
  /** What each deployment froze: a stage serves the API as it was when it was deployed. */
  readonly #deployed = new Map<string, RestApi>();
  readonly #listeners: Listeners<AnswerReport>;

  constructor(private readonly deps: ApiGatewayDeps) {
    this.#listeners = new Listeners(
      deps.faults.failure("apigateway", "What listens to the answers of APIs"),
    );
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  onAnswer(listener: (report: AnswerReport) => void): void {
    this.#listeners.add(listener);
  }

  /** The API behind `<id>.execute-api.<region>.amazonaws.com`. */
  hostOf(host: string): OutsideHost | undefined {
    const [id, ...rest] = host.split(".");
    if (
      id === undefined ||
      rest.join(".") !== `execute-api.${simulatedAccount.region}.amazonaws.com`
    )
      return undefined;
    return { host, handle: (request) => this.#answerAndReport(id, host, request) };
  }

  async #answerAndReport(apiId: string, host: string, request: WireRequest): Promise<WireResponse> {
    const began = performance.now();
    const took: { integrationMs?: number } = {};
    const response = await this.#answer(apiId, host, request, took);
    const name = this.deps.controlPlane.get(restApiType, apiId)?.outputs.name;
    this.#listeners.tell({
      at: this.deps.clock.now(),
      apiName: typeof name === "string" ? name : apiId,
      stage: request.path.split("/")[1] ?? "",
      status: response.status,
      latencyMs: performance.now() - began,
      ...(took.integrationMs !== undefined && { integrationLatencyMs: took.integrationMs }),
    });
    return response;
  }

  async #answer(
    apiId: string,
    host: string,
    request: WireRequest,
    took: { integrationMs?: number },
  ): Promise<WireResponse> {
    const [, stage = "", ...rest] = request.path.split("/");
    const api = this.#deployedApi(apiId, stage);
    if (!api) {
      this.deps.faults.report(
        "apigateway",
        `${request.method} https://${host}/${stage}/…: there is no REST API ${apiId} with a stage "${stage}".`,
      );
      return gatewayResponse(403, "Forbidden", "ForbiddenException");
    }
    const apiRequest = this.#apiRequest(host, stage, `/${rest.join("/")}`, request);
    const match = matchRoute(api.routes, request.method, apiRequest.path);
    if (!match)
      return gatewayResponse(
        403,
        "Missing Authentication Token",
        "MissingAuthenticationTokenException",
      );
    const refusal = this.#refusal(apiId, stage, apiRequest.path, request, match.route);
    if (refusal) return refusal;
    if (!this.#mayInvoke(api, stage, request.method, match.route))
      return gatewayResponse(500, "Internal server error", "InternalServerErrorException");
    const began = performance.now();
    const response = await this.#invoke(
      match.route,
      proxyEvent(apiId, apiRequest, match, this.deps.ids),
    );
    took.integrationMs = performance.now() - began;
    return response;
  }

  #refusal(
    apiId: string,
    stage: string,
    path: string,
    request: WireRequest,
    { authorization }: Route,
  ): WireResponse | undefined {
    if (authorization === "NONE") return undefined;
    const { access, credentials } = this.deps;
    return iamRefusal(
      request,
      { apiId, stage, method: `${request.method}${path}` },
      {
        session: (accessKeyId) => credentials.find(accessKeyId),
        forRole: (...question) => access.forRole(...question),
      },
    );
  }

  #deployedApi(apiId: string, stageName: string): RestApi | undefined {
    const record = this.deps.controlPlane.get(restApiType, apiId);
    const stage = stages(this.deps.controlPlane).find(
      (declaredStage) => declaredStage.restApi === apiId && declaredStage.stageName === stageName,
    );
    if (!record || !stage) return undefined;
    return this.#deployed.get(stage.deployment ?? "") ?? restApi(record);
  }

  #apiRequest(host: string, stage: string, path: string, request: WireRequest): ApiRequest {
    return {
      method: request.method,
      host,
      stage,
      path,
      query: request.query,
      headers: request.rawHeaders ?? headerPairs(request),
      body: textOf(request),
      sourceIp: usualSourceIp,
      receivedAt: this.deps.clock.now(),
    };
  }

  #mayInvoke(api: RestApi, stage: string, method: string, route: Route): boolean {
    const sourceArn = `${api.executionArn}/${stage}/${method}${route.resource}`;
    const target = this.deps.lambda.find(route.functionArn);
    const functionArn = target?.arn ?? route.functionArn;
    const allowed =
      this.deps.access.forService(principal, "lambda:InvokeFunction", functionArn, sourceArn) ===
      "allow";
    if (!allowed) {
      this.deps.faults.report(
        "apigateway",
        `REST API ${api.logicalName} may not invoke function ${target?.name ?? route.functionArn}: no permission allows ${principal} lambda:InvokeFunction for ${sourceArn}.`,
      );
    }
    return allowed;
  }

  async #invoke(route: Route, event: object): Promise<WireResponse> {
    if (!this.deps.lambda.find(route.functionArn)) {
      this.deps.faults.report(
        "apigateway",
        `${route.method} ${route.resource} names the function ${route.functionArn}, which does not exist.`,
      );
      return gatewayResponse(500, "Internal server error", "InternalServerErrorException");
    }
    const outcome = await withTimeout(
      this.deps.lambda.invoke(route.functionArn, event).catch(throttled),
    );
    // What a client sees of a throttled function is unverified.
    if (outcome === "throttled")
      return gatewayResponse(500, "Internal server error", "InternalServerErrorException");
    if (outcome === "timed-out")
      return gatewayResponse(504, "Endpoint request timed out", "InternalServerErrorException");
    const response = outcome.kind === "succeeded" ? proxyResponse(outcome.payload) : undefined;
    if (outcome.kind === "succeeded" && !response) {
      this.deps.faults.report(
        "apigateway",
        `${route.method} ${route.resource}: the function's answer is not what a proxy integration understands.`,
      );
    }
    return (
      response ?? gatewayResponse(502, "Internal server error", "InternalServerErrorException")
    );
  }

  #follow(change: Change): void {
    if (change.kind === "deleted") return;
    if (change.after.type === restApiType) restApi(change.after);
    if (change.after.type !== deploymentType) return;
    if (change.kind === "updated" && isDeepStrictEqual(change.before.outputs, change.after.outputs))
      return;
    const api = this.deps.controlPlane.get(
      restApiType,
      declared(deploymentSchema, change.after).restApi,
    );
    if (api) this.#deployed.set(change.after.id, restApi(api));
  }
}

function headerPairs({ headers }: WireRequest): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}

/** @throws every other error. */
function throttled(error: unknown): "throttled" {
  if (error instanceof AwsError && error.code === "TooManyRequestsException") return "throttled";
  throw error;
}

async function withTimeout<T>(work: Promise<T>): Promise<T | "timed-out"> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<"timed-out">((resolve) => {
    timer = setTimeout(() => resolve("timed-out"), integrationTimeoutMs);
  });
  return await Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
