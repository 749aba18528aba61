import type { secretsmanager } from "@pulumi/aws";
import { arn } from "../account/account";
import { lastingName, region, tagsAll } from "../provider/region-name-tags";
import { defineModel } from "../provider/resource-model";

const secret = defineModel<secretsmanager.SecretArgs, secretsmanager.Secret>({
  type: "aws:secretsmanager/secret:Secret",
  autoName: { property: "name", maxLength: 512 },
  inputs: {
    ...lastingName,
    region,
    description: {},
    forceOverwriteReplicaSecret: { default: false },
    kmsKeyId: {},
    policy: { compare: "json" },
    recoveryWindowInDays: { default: 30 },
    replicas: { compare: "set" },
    tags: {},
    type: { replaces: true },
  },
  // Secrets Manager ends a secret's ARN with six characters of its own.
  id: ({ name }, { unique }) => arn("secretsmanager", `secret:${name}-${unique("secret", 6)}`),
  computed: ({ tags }, { id }) => ({ arn: id, tagsAll: tagsAll(tags) }),
});

export const secretsmanagerModels = [secret];
