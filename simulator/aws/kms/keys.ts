import * as v from "valibot";
import type { Caller } from "../../gateway/access-control";
import { AwsError } from "../../gateway/aws-error";
import { arn, simulatedAccount } from "../account/account";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { ownPolicy, type ResourcePolicies } from "../iam/access";
import type { ServiceDeps } from "../service-deps";

const keySchema = v.object({
  keyId: v.string(),
  arn: v.string(),
  description: v.optional(v.string(), ""),
  isEnabled: v.optional(v.boolean(), true),
  enableKeyRotation: v.optional(v.boolean(), false),
  rotationPeriodInDays: v.optional(v.number(), 365),
  multiRegion: v.optional(v.literal(false, "multi-Region keys are not simulated"), false),
  keyUsage: v.optional(
    v.literal("ENCRYPT_DECRYPT", "keys that sign are not simulated"),
    "ENCRYPT_DECRYPT",
  ),
  customerMasterKeySpec: v.optional(
    v.literal("SYMMETRIC_DEFAULT", "asymmetric keys are not simulated"),
    "SYMMETRIC_DEFAULT",
  ),
  customKeyStoreId: v.optional(v.never("custom key stores are not simulated")),
  xksKeyId: v.optional(v.never("external key stores are not simulated")),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
});
const aliasSchema = v.object({
  name: v.pipe(
    v.string(),
    v.regex(/^alias\/[a-zA-Z0-9/_-]+$/, "an alias is called alias/ and letters, digits, / _ -"),
    v.check((name) => !name.startsWith("alias/aws/"), "alias/aws/ is for keys of AWS itself"),
  ),
  arn: v.string(),
  targetKeyId: v.string(),
});

const keyType = "aws:kms/key:Key";
const aliasType = "aws:kms/alias:Alias";

export type KeyDeclaration = v.InferOutput<typeof keySchema>;
export type AliasDeclaration = v.InferOutput<typeof aliasSchema>;

/** Who uses a key: a caller, or an AWS service acting for a resource. */
export type KeyUser =
  | Caller
  | { readonly kind: "service"; readonly servicePrincipal: string; readonly sourceArn: string };

export type KeyAction = "kms:Decrypt" | "kms:GenerateDataKey";

/** Why a key cannot be used; each service puts its own prefix before the kind. */
export interface KeyRefusal {
  readonly kind: "AccessDenied" | "Disabled" | "NotFound";
  readonly message: string;
}

/**
 * What a message that is encrypted asks of its sender (SNS and SQS developer guides, "Key
 * management").
 */
export const toSend: readonly KeyAction[] = ["kms:GenerateDataKey", "kms:Decrypt"];
export const toReceive: readonly KeyAction[] = ["kms:Decrypt"];

/** The keys and aliases that the evaluated program declares, and who may use them. */
export class Keys {
  constructor(private readonly deps: ServiceDeps) {
    deps.access.registerResourcePolicies("kms", this.#policies());
    deps.controlPlane.onChange((change) => this.#check(change));
  }

  all(): KeyDeclaration[] {
    return this.deps.controlPlane.all(keyType).map((record) => declared(keySchema, record));
  }

  aliases(): AliasDeclaration[] {
    return this.deps.controlPlane.all(aliasType).map((record) => declared(aliasSchema, record));
  }

  /** By key id, key ARN, alias name or alias ARN. */
  find(keyId: string): KeyDeclaration | undefined {
    const alias = this.aliases().find(({ name, arn }) => name === keyId || arn === keyId);
    const wanted = alias?.targetKeyId ?? keyId;
    return this.all().find((key) => key.keyId === wanted || key.arn === wanted);
  }

  policyOf(key: KeyDeclaration): string | undefined {
    const record = this.deps.controlPlane.find(keyType, "keyId", key.keyId);
    return record && ownPolicy(record);
  }

  /**
   * Why the user cannot put something into, or take something out of, a resource that is encrypted
   * with this key; undefined when it can.
   * @param service that holds the resource: `sns`, `sqs`.
   */
  refusal(
    keyId: string,
    user: KeyUser,
    actions: readonly KeyAction[],
    service: string,
  ): KeyRefusal | undefined {
    if (isOwnedByAws(keyId)) return refusalByAws(keyId, user, service);
    const key = this.find(keyId);
    if (!key) return { kind: "NotFound", message: notFound(keyId) };
    if (!key.isEnabled) return { kind: "Disabled", message: `${key.arn} is disabled.` };
    for (const action of actions) {
      const reason = this.#whyNot(user, action, key, service);
      if (reason !== undefined)
        return {
          kind: "AccessDenied",
          message:
            `${nameOf(user)} is not authorized to perform: ${action} on resource: ` +
            `${key.arn} ${reason}`,
        };
    }
    return undefined;
  }

  #whyNot(
    user: KeyUser,
    action: KeyAction,
    key: KeyDeclaration,
    service: string,
  ): string | undefined {
    const circumstances = {
      "kms:viaservice": `${service}.${simulatedAccount.region}.amazonaws.com`,
      "kms:calleraccount": simulatedAccount.accountId,
    };
    if (user.kind === "deployer") return undefined;
    if (user.kind === "role") {
      const answer = this.deps.access.forRole(user.roleArn, action, key.arn, circumstances);
      return answer.decision === "allow" ? undefined : answer.reason;
    }
    const { servicePrincipal, sourceArn } = user;
    const decision = this.deps.access.forService(servicePrincipal, action, key.arn, sourceArn);
    if (decision === "allow") return undefined;
    return `because the key's policy does not allow it to ${servicePrincipal} for ${sourceArn}`;
  }

  #policies(): ResourcePolicies {
    return {
      types: [keyType],
      mustDelegate: true,
      policyOf: (keyArn) => {
        const record = this.deps.controlPlane.find(keyType, "arn", keyArn);
        const text = record && ownPolicy(record);
        return text === undefined ? undefined : { text, owner: `the policy of key ${keyArn}` };
      },
    };
  }

  #check(change: Change): void {
    if (change.kind === "deleted") return;
    if (change.after.type === keyType) declared(keySchema, change.after);
    if (change.after.type === aliasType) checkAlias(this.deps.controlPlane, change.after);
  }
}

/** @throws naming the property, where the alias is none or names no key. */
export function checkAlias(controlPlane: ControlPlane, record: ResourceRecord): void {
  const { name, targetKeyId } = declared(aliasSchema, record);
  const keys = controlPlane.all(keyType).map((one) => declared(keySchema, one));
  if (keys.some((key) => key.keyId === targetKeyId || key.arn === targetKeyId)) return;
  throw new Error(
    `targetKeyId of alias ${name} names the key ${targetKeyId}, which does not exist.`,
  );
}

/**
 * A resource that is encrypted names a key that exists, or the one that AWS keeps for its service.
 * @throws naming the property
 */
export function keyMustExist(
  controlPlane: ControlPlane,
  { outputs: { kmsMasterKeyId: named } }: ResourceRecord,
  service: string,
): void {
  if (named === undefined || named === "" || named === `alias/aws/${service}`) return;
  const found =
    ["keyId", "arn"].some((by) => controlPlane.find(keyType, by, named)) ||
    ["name", "arn"].some((by) => controlPlane.find(aliasType, by, named)) ||
    named === arn("kms", `alias/aws/${service}`);
  if (found) return;
  throw new Error(
    `kmsMasterKeyId names ${JSON.stringify(named)}; allowed is a key or an alias that exists, or ` +
      `alias/aws/${service}.`,
  );
}

/** @throws AwsError of KMS when there is no such key. */
export function mustFind(keys: Keys, keyId: string): KeyDeclaration {
  const key = keys.find(keyId);
  if (!key) throw new AwsError("NotFoundException", notFound(keyId));
  return key;
}

function notFound(keyId: string): string {
  if (keyId.startsWith("alias/")) return `Alias ${arn("kms", keyId)} is not found.`;
  const keyArn = keyId.startsWith("arn:") ? keyId : arn("kms", `key/${keyId}`);
  return `Key '${keyArn}' does not exist`;
}

/** Such as `alias/aws/sns`: AWS keeps one a service in each account, with a policy of its own. */
function isOwnedByAws(keyId: string): boolean {
  return /(^|:)alias\/aws\//.test(keyId);
}

/**
 * Its policy lets everybody in the account use it through its own service, and no service
 * principal; it cannot be changed (KMS developer guide, "AWS managed keys").
 */
function refusalByAws(keyId: string, user: KeyUser, service: string): KeyRefusal | undefined {
  if (!keyId.endsWith(`alias/aws/${service}`))
    return { kind: "NotFound", message: notFound(keyId) };
  if (user.kind !== "service") return undefined;
  return {
    kind: "AccessDenied",
    message:
      `${nameOf(user)} cannot use ${keyId}, a key of AWS itself, ` +
      "whose policy cannot be changed; only a customer managed key can be granted to a service",
  };
}

function nameOf(user: KeyUser): string {
  if (user.kind === "service") return `The service ${user.servicePrincipal}`;
  return user.kind === "role" ? `User: ${user.roleArn}` : "The deployer";
}
