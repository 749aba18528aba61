import type { kms } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { checkPolicyDocument } from "../iam/declared-actions";
import { lastingName, region, tags, tagsAll, uuid } from "../provider/common-properties";
import { defineModel } from "../provider/resource-model";
import { honoured, ignored, notSimulated } from "../provider/treatment";
import aliasFile from "./declared/alias.json";
import keyFile from "./declared/key.json";
import { checkAlias } from "./keys";

const key = defineModel<kms.KeyArgs, kms.Key>({
  declared: keyFile,
  inputs: {
    region,
    bypassPolicyLockoutSafetyCheck: notSimulated,
    customKeyStoreId: notSimulated,
    customerMasterKeySpec: notSimulated,
    deletionWindowInDays: ignored("a key can be used no more from the day of its deletion on"),
    description: { ...honoured, default: "" },
    enableKeyRotation: honoured,
    isEnabled: honoured,
    keyUsage: notSimulated,
    multiRegion: notSimulated,
    policy: { ...honoured, default: defaultKeyPolicy() },
    rotationPeriodInDays: { ...honoured, default: 365 },
    tags,
    xksKeyId: notSimulated,
  },
  id: (_inputs, { unique }) => uuid(unique("key", 32)),
  computed: ({ tags }, { id }) => ({
    arn: arn("kms", `key/${id}`),
    keyId: id,
    tagsAll: tagsAll(tags),
  }),
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "resource"),
});

/**
 * What a key has for a policy where the program gives none (KMS developer guide, "Default key
 * policy").
 */
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
  declared: aliasFile,
  inputs: { ...lastingName, region, targetKeyId: honoured },
  id: ({ name }) => String(name),
  computed: ({ name, targetKeyId }) => ({
    arn: arn("kms", String(name)),
    targetKeyArn: targetKeyId.startsWith("arn:") ? targetKeyId : arn("kms", `key/${targetKeyId}`),
  }),
  // Without a name it is refused: one that the provider makes up would not begin with alias/.
  accountRules: { put: (record, account) => checkAlias(account, record) },
});

export const kmsModels = [key, alias];
