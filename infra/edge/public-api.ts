import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionNeeds, HttpRoute } from "../../functions/needs";
import { messageRequestSchema } from "../../shared/domain/message/message-request";
import type { LambdaFunction } from "../flow/lambda-function";
import { Component } from "../foundation/component";
import { jsonSchemaOf } from "./json-schema";

/** A function that answers routes of the API. */
export interface RoutedFunction {
  readonly needs: FunctionNeeds;
  readonly lambda: LambdaFunction;
}

export interface PublicApiArgs {
  /** The API's name in the console. */
  readonly title: string;
  readonly functions: readonly RoutedFunction[];
}

/**
 * The REST API (REGIONAL) that the outside world calls: Twilio's webhooks and the entry link. Its
 * routes are those of the functions' needs, so that a function that is not deployed has none. No
 * access log: that needs the Region's one `apigateway.Account`.
 */
export class PublicApi extends Component {
  readonly #url: pulumi.Output<string>;

  constructor(name: string, { title, functions }: PublicApiArgs) {
    super("PublicApi", name, "irreplaceable");
    const body = this.#openApi(title, functions);
    const api = new aws.apigateway.RestApi(
      name,
      { name: title, body, endpointConfiguration: { types: "REGIONAL" } },
      this.child,
    );
    const deployment = new aws.apigateway.Deployment(
      name,
      {
        restApi: api.id,
        triggers: { body: body.apply((text) => createHash("sha256").update(text).digest("hex")) },
      },
      this.child,
    );
    const stage = new aws.apigateway.Stage(
      name,
      { restApi: api.id, deployment: deployment.id, stageName },
      this.child,
    );
    for (const routed of functions) this.#letApiInvoke(routed, api);
    this.#url = stage.invokeUrl;
    this.registerOutputs({ url: this.#url });
  }

  /** The public address of a route. */
  urlOf(path: `/${string}`): pulumi.Output<string> {
    return pulumi.interpolate`${this.#url}${path}`;
  }

  #openApi(title: string, functions: readonly RoutedFunction[]): pulumi.Output<string> {
    const operations = functions.flatMap(({ needs, lambda }) =>
      routesOf(needs).map((route) => ({ route, lambda })),
    );
    return pulumi.jsonStringify({
      openapi: "3.0.1",
      info: { title, version: "1" },
      paths: Object.fromEntries(
        operations.map(({ route, lambda }) => [
          route.path,
          {
            [route.method.toLowerCase()]: {
              responses: {},
              parameters: pathParametersOf(route.path),
              ...(route.authorization === "iam" && signedByIam),
              ...(route.body && { requestBody: bodies[route.body]() }),
              "x-amazon-apigateway-integration": {
                type: "aws_proxy",
                httpMethod: "POST",
                uri: invocationUri(lambda),
              },
            },
          },
        ]),
      ),
    });
  }

  #letApiInvoke({ needs, lambda }: RoutedFunction, api: aws.apigateway.RestApi): void {
    for (const { method, path } of routesOf(needs)) {
      new aws.lambda.Permission(
        `${needs.name}${path.replaceAll("/", "-").replaceAll(/[{}]/g, "")}`,
        {
          action: "lambda:InvokeFunction",
          function: lambda.name,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${api.executionArn}/*/${method}${withStars(path)}`,
        },
        this.child,
      );
    }
  }
}

const stageName = "live";

/** The function checks the body by the same schema, and says what is wrong with it. */
const bodies: Readonly<Record<NonNullable<HttpRoute["body"]>, () => object>> = {
  "message-request": () => ({
    required: true,
    content: { "application/json": { schema: jsonSchemaOf(messageRequestSchema) } },
  }),
};

/** API Gateway developer guide, x-amazon-apigateway-auth object. */
const signedByIam = { "x-amazon-apigateway-auth": { type: "AWS_IAM" } };

function pathParametersOf(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

/** In the ARN of a method a path's variable is a star. */
function withStars(path: string): string {
  return path.replaceAll(/\{\w+\}/g, "*");
}

function routesOf(needs: FunctionNeeds): readonly HttpRoute[] {
  return needs.trigger.kind === "http" ? needs.trigger.routes : [];
}

function invocationUri(lambda: LambdaFunction): pulumi.Output<string> {
  const region = lambda.arn.apply((arn) => arn.split(":")[3]);
  const lambdaApi = pulumi.interpolate`arn:aws:apigateway:${region}:lambda:path/2015-03-31`;
  return pulumi.interpolate`${lambdaApi}/functions/${lambda.arn}/invocations`;
}
