import type { iam } from "@pulumi/aws";
import { simulatedAccount } from "../account/account";
import { lastingName, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const role = defineModel<iam.RoleArgs, iam.Role>({
  type: "aws:iam/role:Role",
  autoName: { property: "name", maxLength: 64 },
  inputs: {
    ...lastingName,
    path: { replaces: true, default: "/" },
    assumeRolePolicy: { required: true, compare: "json" },
    description: {},
    forceDetachPolicies: { default: false },
    inlinePolicies: { compare: "set" },
    managedPolicyArns: { compare: "set" },
    maxSessionDuration: { default: 3600 },
    permissionsBoundary: {},
    tags: {},
  },
  id: ({ name }) => String(name),
  computed: ({ name, path, tags }, { unique, now }) => ({
    arn: `arn:${simulatedAccount.partition}:iam::${simulatedAccount.accountId}:role${path}${name}`,
    uniqueId: `AROA${unique("role", 17).toUpperCase()}`,
    createDate: now,
    tagsAll: tagsAll(tags),
  }),
  lasting: ["createDate"],
});

const rolePolicy = defineModel<iam.RolePolicyArgs, iam.RolePolicy>({
  type: "aws:iam/rolePolicy:RolePolicy",
  autoName: { property: "name", maxLength: 128 },
  inputs: {
    ...lastingName,
    role: { required: true, replaces: true },
    policy: { required: true, compare: "json" },
  },
  id: (inputs) => `${inputs.role}:${inputs.name}`,
  computed: () => ({}),
});

export const iamModels = [role, rolePolicy];
