import * as v from "valibot";
import { simulatedAccount } from "../account/account";
import type { ControlPlane } from "../account/control-plane";
import { declared } from "../account/declared";
import { type Access, policyText } from "../iam/access";
import type { Keys } from "../kms/keys";

export const bucketType = "aws:s3/bucket:Bucket";
export const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";
const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const encryptionType =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

const bucketSchema = v.object({
  bucket: v.string(),
  forceDestroy: v.optional(v.boolean(), false),
});

const lifecycleSchema = v.object({
  rules: v.optional(
    v.array(
      v.object({
        id: v.string(),
        status: v.picklist(["Enabled", "Disabled"]),
        prefix: v.optional(v.string(), ""),
        filter: v.optional(v.object({ prefix: v.optional(v.string(), "") }), {}),
        expiration: v.optional(v.object({ days: v.optional(v.number()) }), {}),
      }),
    ),
    [],
  ),
});

const encryptionSchema = v.object({
  rules: v.array(
    v.object({
      applyServerSideEncryptionByDefault: v.optional(
        v.object({
          sseAlgorithm: v.picklist(["AES256", "aws:kms", "aws:kms:dsse"]),
          kmsMasterKeyId: v.optional(v.string(), ""),
        }),
      ),
    }),
  ),
});
const policySchema = v.object({ policy: policyText });

/** `arn:aws:s3:::bucket`, and of an object `arn:aws:s3:::bucket/key`. */
export function bucketArn(bucket: string, key?: string): string {
  const { partition } = simulatedAccount;
  return `arn:${partition}:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}

export interface Encryption {
  readonly algorithm: string;
  /** The ARN of a key of the account's own, by which it is done. */
  readonly keyArn: string | undefined;
}

/** When an object goes by itself. */
export interface Expiration {
  readonly ruleId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const dayMs = 24 * 3_600_000;

export interface BucketsDeps {
  readonly controlPlane: ControlPlane;
  readonly keys: Pick<Keys, "find">;
  readonly access: Pick<Access, "registerResourcePolicies">;
}

/** What the program declares of buckets. */
export class Buckets {
  constructor(private readonly deps: BucketsDeps) {
    const { access, controlPlane } = deps;
    access.registerResourcePolicies("s3", {
      types: [bucketPolicyType],
      policyOf: (resourceArn) => {
        const bucket = resourceArn.split(":::")[1]?.split("/")[0] ?? "";
        const record = controlPlane.find(bucketPolicyType, "bucket", bucket);
        return (
          record && {
            text: declared(policySchema, record).policy,
            owner: `the policy of bucket ${bucket}`,
          }
        );
      },
    });
  }

  has(bucket: string): boolean {
    return this.deps.controlPlane.find(bucketType, "bucket", bucket) !== undefined;
  }

  /** Whether its objects go with it. */
  isEmptiedBefore(bucket: string): boolean {
    const record = this.deps.controlPlane.find(bucketType, "bucket", bucket);
    return record !== undefined && declared(bucketSchema, record).forceDestroy;
  }

  /** What is encrypted without a word of the caller's is so by S3's own keys since 2023. */
  encryptionOf(bucket: string): Encryption {
    const record = this.deps.controlPlane.find(encryptionType, "bucket", bucket);
    const rules = record ? declared(encryptionSchema, record).rules : [];
    const { sseAlgorithm = "AES256", kmsMasterKeyId = "" } =
      rules[0]?.applyServerSideEncryptionByDefault ?? {};
    const keyArn = kmsMasterKeyId === "" ? undefined : this.deps.keys.find(kmsMasterKeyId)?.arn;
    return { algorithm: sseAlgorithm, keyArn };
  }

  /**
   * The first expiration that a rule of the bucket brings: so many days after the object was made,
   * and then the next midnight UTC (S3 user guide, "Lifecycle rules based on an object's age").
   */
  expirationOf(bucket: string, key: string, madeAt: number): Expiration | undefined {
    const record = this.deps.controlPlane.find(lifecycleType, "bucket", bucket);
    const rules = record ? declared(lifecycleSchema, record).rules : [];
    const found = rules.flatMap(({ id, status, prefix, filter, expiration: { days } }) => {
      if (status === "Disabled" || days === undefined) return [];
      if (!key.startsWith(filter.prefix || prefix)) return [];
      return [{ ruleId: id, at: Math.ceil((madeAt + days * dayMs) / dayMs) * dayMs }];
    });
    return found.sort((one, other) => one.at - other.at)[0];
  }
}
