import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService } from "../../gateway/aws-service";
import { operation, type Permission, validationException } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import { arnOf, describeOperations, identityOf, secretId } from "./describe-operations";
import type { Secret, Secrets } from "./secrets";
import type { SecretVersion } from "./versions";

/**
 * Secrets Manager on the wire: values, their versions and labels, and what describes a secret.
 * Secrets themselves come and go with the evaluated program, so no operation creates one.
 */
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
      ...describeOperations(secrets),
      GetSecretValue: operation({
        input: v.object({
          SecretId: secretId,
          VersionId: v.optional(versionId),
          VersionStage: v.optional(stage),
        }),
        authorise: on("GetSecretValue"),
        run: (input) => wantedValue(secrets, input),
      }),
      BatchGetSecretValue: operation({
        input: v.object({
          SecretIdList: v.pipe(v.array(secretId), v.minLength(1), v.maxLength(20)),
        }),
        // A secret that the caller may not read would be an entry of Errors; here it refuses all.
        authorise: ({ SecretIdList }) => [
          ["secretsmanager:BatchGetSecretValue", "*"],
          ...SecretIdList.flatMap((SecretId) => on("GetSecretValue")({ SecretId })),
        ],
        run: ({ SecretIdList }) => wantedValues(secrets, SecretIdList),
      }),
      PutSecretValue: operation({
        input: v.object({
          SecretId: secretId,
          ClientRequestToken: v.optional(versionId),
          SecretString: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(65_536))),
          SecretBinary: v.optional(v.pipe(v.string(), v.minLength(1))),
          VersionStages: v.optional(v.pipe(v.array(stage), v.minLength(1), v.maxLength(20))),
        }),
        authorise: on("PutSecretValue"),
        run: ({ SecretId, ClientRequestToken: token, VersionStages: stages, ...value }) => {
          const { SecretString, SecretBinary } = value;
          if ((SecretString === undefined) === (SecretBinary === undefined))
            throw new AwsError(
              "InvalidParameterException",
              "You must provide either SecretString or SecretBinary.",
            );
          const version = secrets.put(SecretId, { SecretString, SecretBinary }, { token, stages });
          const identity = identityOf(secrets.get(SecretId));
          return { ...identity, VersionId: version.versionId, VersionStages: version.stages };
        },
      }),
      UpdateSecretVersionStage: operation({
        input: v.object({
          SecretId: secretId,
          VersionStage: stage,
          RemoveFromVersionId: v.optional(versionId),
          MoveToVersionId: v.optional(versionId),
        }),
        authorise: on("UpdateSecretVersionStage"),
        run: ({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }) => {
          secrets.moveStage(SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId);
          return identityOf(secrets.get(SecretId));
        },
      }),
      GetResourcePolicy: operation({
        input: v.object({ SecretId: secretId }),
        authorise: on("GetResourcePolicy"),
        run: ({ SecretId }) => {
          const secret = secrets.get(SecretId);
          const { policy } = secret;
          return {
            ...identityOf(secret),
            ...(policy === undefined ? {} : { ResourcePolicy: JSON.stringify(policy) }),
          };
        },
      }),
    },
  };
}

const versionId = v.pipe(v.string(), v.minLength(32), v.maxLength(64));
const stage = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

interface WantedVersion {
  readonly SecretId: string;
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

function wantedValue(secrets: Secrets, wanted: WantedVersion): object {
  const secret = secrets.usable(wanted.SecretId);
  const { versionId: VersionId, value, stages, createdAt } = versionOf(secret, wanted);
  secrets.noteAccess(secret);
  return {
    ...identityOf(secret),
    VersionId,
    ...value,
    VersionStages: stages,
    CreatedDate: createdAt / 1000,
  };
}

function wantedValues(secrets: Secrets, ids: readonly string[]): object {
  const SecretValues: object[] = [];
  const Errors: object[] = [];
  for (const SecretId of ids) {
    try {
      SecretValues.push(wantedValue(secrets, { SecretId }));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Errors.push({ SecretId, ErrorCode: error.code, Message: error.message });
    }
  }
  return { SecretValues, Errors };
}

/** By its id and its staging label, or one of them. @throws AwsError when there is none. */
function versionOf(
  { versions }: Secret,
  { VersionId, VersionStage }: WantedVersion,
): SecretVersion {
  const label = VersionStage ?? (VersionId === undefined ? "AWSCURRENT" : undefined);
  const version = versions.find(
    ({ versionId, stages }) =>
      (VersionId === undefined || versionId === VersionId) &&
      (label === undefined || stages.includes(label)),
  );
  if (version) return version;
  const wanted = VersionId === undefined ? `staging label: ${label}` : `VersionId: ${VersionId}`;
  throw new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${wanted}`,
  );
}
