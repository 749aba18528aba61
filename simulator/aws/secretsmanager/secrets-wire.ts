import { AwsError } from "../../gateway/aws-error";
import {
  jsonBody,
  jsonError,
  jsonResponse,
  notSimulated,
  operationOf,
} from "../../gateway/aws-json";
import type {
  Authorization,
  AwsRequest,
  AwsService,
  WireResponse,
} from "../../gateway/aws-service";
import { arn } from "../account/account";
import type { Secrets, SecretVersion } from "./secrets";

/** Secrets Manager on the wire (awsJson1_1), for reading and writing a value. */
export class SecretsWire implements AwsService {
  readonly scope = "secretsmanager";

  constructor(private readonly secrets: Secrets) {}

  authorizations(request: AwsRequest): Authorization[] {
    const secretId = String(jsonBody(request).SecretId ?? "");
    const named = secretId.startsWith("arn:")
      ? secretId
      : arn("secretsmanager", `secret:${secretId}`);
    return [
      {
        action: `secretsmanager:${operationOf(request)}`,
        resource: this.secrets.find(secretId)?.arn ?? named,
      },
    ];
  }

  async handle(request: AwsRequest): Promise<WireResponse> {
    const body = jsonBody(request);
    const secretId = String(body.SecretId ?? "");
    switch (operationOf(request)) {
      case "GetSecretValue":
        return this.#value(secretId, String(body.VersionStage ?? "AWSCURRENT"), body.VersionId);
      case "PutSecretValue":
        return this.#put(secretId, body.SecretString);
      case "DescribeSecret":
        return this.#describe(secretId);
      default:
        throw notSimulated("Secrets Manager", operationOf(request));
    }
  }

  error(code: string, message: string, status: number): WireResponse {
    return jsonError("1.1", code, message, status);
  }

  #value(secretId: string, stage: string, versionId: unknown): WireResponse {
    const { arn: secretArn, name } = this.secrets.declaration(secretId);
    const version = this.secrets
      .versions(secretId)
      .find((candidate) =>
        versionId === undefined
          ? candidate.stages.includes(stage)
          : candidate.versionId === versionId,
      );
    if (!version) {
      throw new AwsError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for ${versionId === undefined ? `staging label: ${stage}` : `VersionId: ${versionId}`}`,
      );
    }
    return jsonResponse("1.1", {
      ARN: secretArn,
      Name: name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
    });
  }

  #put(secretId: string, secretString: unknown): WireResponse {
    if (typeof secretString !== "string")
      throw new AwsError("InvalidParameterException", "Only SecretString is simulated.");
    const { arn: secretArn, name } = this.secrets.declaration(secretId);
    const version = this.secrets.set(secretId, secretString);
    return jsonResponse("1.1", {
      ARN: secretArn,
      Name: name,
      VersionId: version.versionId,
      VersionStages: version.stages,
    });
  }

  #describe(secretId: string): WireResponse {
    const { arn: secretArn, name, description } = this.secrets.declaration(secretId);
    const stagesById = Object.fromEntries(
      this.secrets
        .versions(secretId)
        .map((version: SecretVersion) => [version.versionId, version.stages]),
    );
    return jsonResponse("1.1", {
      ARN: secretArn,
      Name: name,
      Description: description,
      VersionIdsToStages: stagesById,
    });
  }
}
