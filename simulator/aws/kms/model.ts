import type { kms } from "@pulumi/aws";
import { arn, simulatedAccount } from "../account/account";
import { isMap, parsedDocument } from "../account/declared";
import { checkPolicyDocument } from "../iam/declared-actions";
import { matchesAction } from "../iam/policy-evaluation";
import { lastingName, region, tags, tagsAll, uuid } from "../resources/common-properties";
import { isUnknown } from "../resources/property-value";
import { type CheckFailure, defineModel } from "../resources/resource-model";
import { honoured, ignored, notSimulated } from "../resources/treatment";
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
  rules: ({ policy }) => [
    ...checkPolicyDocument("policy", policy, "resource"),
    ...lockoutFailures(policy),
  ],
});

/**
 * Somebody of the account must be able to change the policy (KMS API reference, CreateKey,
 * BypassPolicyLockoutSafetyCheck).
 */
function lockoutFailures(policy: unknown): CheckFailure[] {
  const statements = [parsedDocument(policy).Statement].flat().filter(isMap);
  if (statements.length === 0 || isUnknown(statements)) return [];
  const texts = (value: unknown) => [value].flat().map(String);
  const isOurs = (principal: string) =>
    principal === "*" || principal.includes(simulatedAccount.accountId);
  const opens = statements.some(
    ({ Effect, Action, Principal }) =>
      Effect === "Allow" &&
      texts(Action).some((action) => matchesAction(action, "kms:PutKeyPolicy")) &&
      texts(isMap(Principal) ? Principal.AWS : Principal).some(isOurs),
  );
  return opens
    ? []
    : [
        {
          property: "policy",
          reason:
            "policy lets nobody of the account change it again; allowed is one that allows " +
            "kms:PutKeyPolicy to the account.",
        },
      ];
}

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
