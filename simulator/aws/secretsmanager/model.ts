import type { secretsmanager } from "@pulumi/aws";
import { arn } from "../account/account";
import { description, lastingName, region, tags, tagsAll } from "../resources/common-properties";
import { defineModel } from "../resources/resource-model";
import { textRule } from "../resources/text-rule";
import { honoured, notSimulated } from "../resources/treatment";
import secretFile from "./declared/secret.json";

const secret = defineModel<secretsmanager.SecretArgs, secretsmanager.Secret>({
  declared: secretFile,
  autoName: { property: "name", maxLength: 512 },
  inputs: {
    ...lastingName,
    region,
    description,
    forceOverwriteReplicaSecret: { ...notSimulated, default: false },
    kmsKeyId: notSimulated,
    policy: notSimulated,
    recoveryWindowInDays: honoured,
    replicas: { ...notSimulated, compare: "set" },
    tags,
    type: notSimulated,
  },
  // Secrets Manager ends a secret's ARN with six characters of its own.
  id: ({ name }, { unique }) => arn("secretsmanager", `secret:${name}-${unique("secret", 6)}`),
  computed: ({ tags }, { id }) => ({ arn: id, tagsAll: tagsAll(tags) }),
  // CreateSecret, Name.
  rules: ({ name }) =>
    textRule(
      "name",
      name,
      /^[A-Za-z0-9/_+=.@-]{1,512}$/,
      "up to 512 letters, digits and any of /_+=.@-",
    ),
  accountRules: {
    // CreateSecret: ResourceExistsException.
    put: ({ id, outputs }, account) => {
      const holder = account.find(secretFile.type, "name", outputs.name);
      if (!holder || holder.id === id) return;
      throw new Error(
        `name is ${JSON.stringify(outputs.name)}; allowed is what no other secret has: ` +
          `${holder.id} exists already in the simulated account.`,
      );
    },
  },
});

export const secretsmanagerModels = [secret];
