import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import { type Operation, operation } from "../../gateway/operation";
import { arn } from "../account/account";
import type { Secret, Secrets } from "./secrets";

export const secretId = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const page = {
  MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
  NextToken: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
};

/** What a filter looks at. All match from the beginning (for all but names unverified). */
const filtered = {
  name: ({ name }: Secret) => [name],
  description: ({ description = "" }: Secret) => [description],
  "tag-key": ({ tagsAll }: Secret) => Object.keys(tagsAll),
  "tag-value": ({ tagsAll }: Secret) => Object.values(tagsAll),
  all: ({ name, description = "", tagsAll }: Secret) => [
    name,
    description,
    ...Object.entries(tagsAll).flat(),
  ],
} as const;

/** What describes and lists secrets and their versions. */
export function describeOperations(secrets: Secrets): Readonly<Record<string, Operation>> {
  return {
    DescribeSecret: operation({
      input: v.object({ SecretId: secretId }),
      authorise: ({ SecretId }) => [["secretsmanager:DescribeSecret", arnOf(secrets, SecretId)]],
      run: ({ SecretId }) => {
        const secret = secrets.get(SecretId);
        return { ...description(secret), VersionIdsToStages: labelled(secret) };
      },
    }),
    ListSecretVersionIds: operation({
      input: v.object({
        SecretId: secretId,
        IncludeDeprecated: v.optional(v.boolean(), false),
        ...page,
      }),
      authorise: ({ SecretId }) => [
        ["secretsmanager:ListSecretVersionIds", arnOf(secrets, SecretId)],
      ],
      run: ({ SecretId, IncludeDeprecated, ...wanted }) => {
        const secret = secrets.get(SecretId);
        const versions = secret.versions
          .filter(({ stages }) => IncludeDeprecated || stages.length > 0)
          .map(({ versionId, stages, createdAt }) => ({
            VersionId: versionId,
            CreatedDate: createdAt / 1000,
            ...(stages.length > 0 && { VersionStages: stages }),
          }));
        const { items: Versions, NextToken } = pageOf(versions, wanted);
        return { ...identityOf(secret), Versions, NextToken };
      },
    }),
    ListSecrets: operation({
      input: v.object({
        IncludePlannedDeletion: v.optional(v.boolean(), false),
        Filters: v.optional(
          v.pipe(
            v.array(
              v.object({
                Key: v.picklist(Object.keys(filtered) as (keyof typeof filtered)[]),
                Values: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10)),
              }),
            ),
            v.maxLength(10),
          ),
          [],
        ),
        SortOrder: v.optional(v.picklist(["asc", "desc"]), "desc"),
        ...page,
      }),
      authorise: () => [["secretsmanager:ListSecrets", "*"]],
      run: ({ IncludePlannedDeletion, Filters, SortOrder, ...wanted }) => {
        const found = secrets
          .all()
          .filter(({ deletedAt }) => IncludePlannedDeletion || deletedAt === undefined)
          .filter((secret) => Filters.every(({ Key, Values }) => matches(secret, Key, Values)))
          .toSorted((one, other) => one.createdAt - other.createdAt);
        const listed = SortOrder === "asc" ? found : found.toReversed();
        const entries = listed.map((secret) => ({
          ...description(secret),
          SecretVersionsToStages: labelled(secret),
        }));
        const { items: SecretList, NextToken } = pageOf(entries, wanted);
        return { SecretList, NextToken };
      },
    }),
  };
}

/** A secret that does not exist is asked for by the name that the request gives it. */
export function arnOf(secrets: Secrets, id: string): string {
  const named = id.startsWith("arn:") ? id : arn("secretsmanager", `secret:${id}`);
  return secrets.find(id)?.arn ?? named;
}

export function identityOf({ arn: ARN, name: Name }: Secret): {
  readonly ARN: string;
  readonly Name: string;
} {
  return { ARN, Name };
}

function description(secret: Secret): object {
  return {
    ...identityOf(secret),
    ...(secret.description && { Description: secret.description }),
    ...(secret.kmsKeyId && { KmsKeyId: secret.kmsKeyId }),
    LastChangedDate: secret.changedAt / 1000,
    ...(secret.accessedAt !== undefined && { LastAccessedDate: secret.accessedAt / 1000 }),
    ...(secret.deletedAt !== undefined && { DeletedDate: secret.deletedAt / 1000 }),
    Tags: Object.entries(secret.tagsAll).map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: secret.createdAt / 1000,
  };
}

/** Versions without labels are not shown. */
function labelled({ versions }: Secret): object {
  return Object.fromEntries(
    versions
      .filter(({ stages }) => stages.length > 0)
      .map(({ versionId, stages }) => [versionId, stages]),
  );
}

/** A value that begins with "!" is one that must not be there. */
function matches(secret: Secret, key: keyof typeof filtered, values: readonly string[]): boolean {
  const texts = filtered[key](secret);
  return values.some((value) => {
    const isNot = value.startsWith("!");
    const wanted = isNot ? value.slice(1) : value;
    return texts.some((text) => text.startsWith(wanted)) !== isNot;
  });
}

interface Page {
  readonly MaxResults: number;
  readonly NextToken?: string | undefined;
}

/** @throws AwsError for a token that was never given out. */
function pageOf<T>(all: readonly T[], { MaxResults, NextToken = "0" }: Page) {
  const from = Number(NextToken);
  if (!Number.isInteger(from) || from < 0 || from > all.length)
    throw new AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
  const next = from + MaxResults;
  return {
    items: all.slice(from, next),
    NextToken: next < all.length ? String(next) : undefined,
  };
}
