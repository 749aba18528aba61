import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService } from "../../gateway/aws-service";
import { operation, type Permission, validationException } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import { arn } from "../account/account";
import type { Secrets, SecretVersion } from "./secrets";

/** Secrets Manager on the wire: what reads, writes and describes a value. */
export function secretsManager(secrets: Secrets): AwsService {
  const on = (action: string) => (input: { readonly SecretId: string }) => [
    [`secretsmanager:${action}`, arnOf(secrets, input.SecretId)] as const satisfies Permission,
  ];
  return {
    scope: "secretsmanager",
    protocol: awsJson({ version: "1.1" }),
    invalid: validationException,
    throttled: new AwsError("ThrottlingException", "Rate exceeded"),
    internal: new AwsError("InternalServiceError", "An error occurred on the server side.", 500),
    operations: {
      GetSecretValue: operation({
        input: v.object({
          SecretId: secretId,
          VersionId: v.optional(v.string()),
          VersionStage: v.optional(v.string()),
        }),
        authorise: on("GetSecretValue"),
        run: (input) => {
          const version = versionOf(secrets, input);
          return {
            ...identityOf(secrets, input.SecretId),
            VersionId: version.versionId,
            SecretString: version.secretString,
            VersionStages: version.stages,
            CreatedDate: version.createdAt / 1000,
          };
        },
      }),
      PutSecretValue: operation({
        input: v.object({ SecretId: secretId, SecretString: v.string() }),
        authorise: on("PutSecretValue"),
        run: ({ SecretId, SecretString }) => {
          const version = secrets.set(SecretId, SecretString);
          return {
            ...identityOf(secrets, SecretId),
            VersionId: version.versionId,
            VersionStages: version.stages,
          };
        },
      }),
      DescribeSecret: operation({
        input: v.object({ SecretId: secretId }),
        authorise: on("DescribeSecret"),
        run: ({ SecretId }) => ({
          ...identityOf(secrets, SecretId),
          Description: secrets.declaration(SecretId).description,
          VersionIdsToStages: Object.fromEntries(
            secrets.versions(SecretId).map(({ versionId, stages }) => [versionId, stages]),
          ),
        }),
      }),
    },
  };
}

const secretId = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));

/** A secret that does not exist is asked for by the name that the request gives it. */
function arnOf(secrets: Secrets, id: string): string {
  const named = id.startsWith("arn:") ? id : arn("secretsmanager", `secret:${id}`);
  return secrets.find(id)?.arn ?? named;
}

function identityOf(secrets: Secrets, id: string): { readonly ARN: string; readonly Name: string } {
  const { arn: ARN, name: Name } = secrets.declaration(id);
  return { ARN, Name };
}

interface WantedVersion {
  readonly SecretId: string;
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

/** By its id, or else by its staging label. @throws AwsError when there is none. */
function versionOf(
  secrets: Secrets,
  { SecretId, VersionId, VersionStage = "AWSCURRENT" }: WantedVersion,
): SecretVersion {
  const version = secrets
    .versions(SecretId)
    .find(({ versionId, stages }) =>
      VersionId === undefined ? stages.includes(VersionStage) : versionId === VersionId,
    );
  if (version) return version;
  const wanted =
    VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`;
  throw new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  );
}
