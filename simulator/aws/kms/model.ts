import type { kms } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { lastingName, region, tagsAll, uuid } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const key = defineModel<kms.KeyArgs, kms.Key>({
  type: "aws:kms/key:Key",
  inputs: {
    region,
    bypassPolicyLockoutSafetyCheck: { default: false },
    customKeyStoreId: { replaces: true },
    customerMasterKeySpec: { replaces: true, default: "SYMMETRIC_DEFAULT" },
    deletionWindowInDays: { default: 30 },
    description: { default: "" },
    enableKeyRotation: { default: false },
    isEnabled: { default: true },
    keyUsage: { replaces: true, default: "ENCRYPT_DECRYPT" },
    multiRegion: { replaces: true, default: false },
    policy: { compare: "json", default: defaultKeyPolicy() },
    rotationPeriodInDays: { default: 365 },
    tags: {},
    xksKeyId: { replaces: true },
  },
  id: (_inputs, { unique }) => uuid(unique("key", 32)),
  computed: ({ tags }, { id }) => ({
    arn: arn("kms", `key/${id}`),
    keyId: id,
    tagsAll: tagsAll(tags),
  }),
});

/** What a key has for a policy where the program gives none (KMS developer guide, "Default key policy"). */
function defaultKeyPolicy(): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${simulatedAccount.accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

const alias = defineModel<kms.AliasArgs, kms.Alias>({
  type: "aws:kms/alias:Alias",
  inputs: { ...lastingName, region, targetKeyId: { required: true } },
  id: ({ name }) => String(name),
  computed: ({ name, targetKeyId }) => ({
    arn: arn("kms", String(name)),
    targetKeyArn: targetKeyId.startsWith("arn:") ? targetKeyId : arn("kms", `key/${targetKeyId}`),
  }),
});

export const kmsModels = [key, alias];
