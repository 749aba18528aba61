import type { iam } from "@pulumi/aws";
import { simulatedAccount } from "../account/account";
import { description, lastingName, tags, tagsAll } from "../resources/common-properties";
import { mustExist } from "../resources/references";
import { defineModel } from "../resources/resource-model";
import { honoured, honouredMembers, ignored, notSimulated } from "../resources/treatment";
import roleFile from "./declared/role.json";
import rolePolicyFile from "./declared/role-policy.json";
import { checkPolicyDocument } from "./declared-actions";

const role = defineModel<iam.RoleArgs, iam.Role>({
  declared: roleFile,
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    ...lastingName,
    path: { ...honoured, default: "/" },
    assumeRolePolicy: honoured,
    description,
    forceDetachPolicies: ignored("a role is deleted with its policies in any case"),
    inlinePolicies: {
      ...honouredMembers({ name: honoured, policy: honoured }),
      compare: "set",
    },
    managedPolicyArns: { ...notSimulated, compare: "set" },
    maxSessionDuration: {
      ...ignored("sessions of functions are renewed by Lambda"),
      default: 3600,
    },
    permissionsBoundary: notSimulated,
    tags,
  },
  id: ({ name }) => String(name),
  computed: ({ name, path, tags }, { unique, now }) => ({
    arn: `arn:${simulatedAccount.partition}:iam::${simulatedAccount.accountId}:role${path}${name}`,
    uniqueId: `AROA${unique("role", 17).toUpperCase()}`,
    createDate: now,
    tagsAll: tagsAll(tags),
  }),
  lasting: ["createDate"],
  rules: ({ assumeRolePolicy, inlinePolicies }) => [
    ...checkPolicyDocument("assumeRolePolicy", assumeRolePolicy, "trust"),
    ...(Array.isArray(inlinePolicies) ? inlinePolicies : []).flatMap((inline, index) =>
      checkPolicyDocument(`inlinePolicies[${index}].policy`, inline?.policy, "identity"),
    ),
  ],
});

const rolePolicy = defineModel<iam.RolePolicyArgs, iam.RolePolicy>({
  declared: rolePolicyFile,
  autoName: { property: "name", maxLength: 128 },
  inputs: {
    ...lastingName,
    role: { ...honoured, replaces: true },
    policy: honoured,
  },
  id: (inputs) => `${inputs.role}:${inputs.name}`,
  computed: () => ({}),
  rules: ({ policy }) => checkPolicyDocument("policy", policy, "identity"),
  accountRules: {
    put: ({ outputs }, account) => {
      const by = String(outputs.role).startsWith("arn:") ? "arn" : "name";
      mustExist(account, { property: "role", type: "aws:iam/role:Role", by, value: outputs.role });
    },
  },
});

export const iamModels = [role, rolePolicy];
