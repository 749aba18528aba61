import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { AwsService } from "../../gateway/aws-service";
import { type Operation, operation, validationException } from "../../gateway/operation";
import { awsJson } from "../../gateway/protocol";
import { arn, simulatedAccount } from "../account/account";
import type { Draws, ServiceDeps } from "../service-deps";
import { type KeyDeclaration, type Keys, mustFind } from "./keys";

const keyId = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const context = v.optional(v.record(v.string(), v.string()), {});
/** Base64 on the wire. */
const blob = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.transform((text) => Buffer.from(text, "base64")),
    v.check(
      (bytes) => bytes.length <= most,
      `Member must have length less than or equal to ${most}`,
    ),
  );
const algorithm = v.optional(v.literal("SYMMETRIC_DEFAULT"), "SYMMETRIC_DEFAULT");
const page = {
  Limit: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(1000)), 100),
  Marker: v.optional(v.string()),
};

/** KMS on the wire: what encrypts, decrypts and describes. */
export interface KmsServiceDeps extends ServiceDeps, Draws {
  readonly keys: Keys;
}

export function keyManagement({ keys, ids }: KmsServiceDeps): AwsService {
  const onKey = (action: string) => (input: { readonly KeyId: string }) =>
    [[`kms:${action}`, keys.find(input.KeyId)?.arn ?? arn("kms", `key/${input.KeyId}`)]] as const;
  const onAccount = (action: string) => () => [[`kms:${action}`, "*"]] as const;
  const operations: Readonly<Record<string, Operation>> = {
    Encrypt: operation({
      input: v.object({
        KeyId: keyId,
        Plaintext: blob(4096),
        EncryptionContext: context,
        EncryptionAlgorithm: algorithm,
      }),
      authorise: onKey("Encrypt"),
      run: ({ KeyId, Plaintext, EncryptionContext }) => {
        const key = usable(keys, KeyId);
        return {
          KeyId: key.arn,
          CiphertextBlob: seal(key, Plaintext, EncryptionContext, ids).toString("base64"),
          EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        };
      },
    }),
    Decrypt: operation({
      input: v.object({
        CiphertextBlob: blob(6144),
        KeyId: v.optional(keyId),
        EncryptionContext: context,
        EncryptionAlgorithm: algorithm,
      }),
      authorise: ({ CiphertextBlob }) => [["kms:Decrypt", sealedBy(CiphertextBlob)]],
      run: ({ CiphertextBlob, KeyId, EncryptionContext }) => {
        const key = usable(keys, sealedBy(CiphertextBlob));
        if (KeyId !== undefined && mustFind(keys, KeyId).arn !== key.arn)
          throw new AwsError(
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.",
          );
        return {
          KeyId: key.arn,
          Plaintext: open(key, CiphertextBlob, EncryptionContext).toString("base64"),
          EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        };
      },
    }),
    GenerateDataKey: operation({
      input: v.pipe(
        v.object({
          KeyId: keyId,
          KeySpec: v.optional(v.picklist(["AES_256", "AES_128"])),
          NumberOfBytes: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(1024))),
          EncryptionContext: context,
        }),
        v.check(
          ({ KeySpec, NumberOfBytes }) => (KeySpec === undefined) !== (NumberOfBytes === undefined),
          "Please specify either number of bytes or key spec.",
        ),
      ),
      authorise: onKey("GenerateDataKey"),
      run: ({ KeyId, KeySpec, NumberOfBytes, EncryptionContext }) => {
        const key = usable(keys, KeyId);
        const bytes = NumberOfBytes ?? (KeySpec === "AES_128" ? 16 : 32);
        const plaintext = Buffer.from(ids.hex(bytes * 2), "hex");
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString("base64"),
          CiphertextBlob: seal(key, plaintext, EncryptionContext, ids).toString("base64"),
        };
      },
    }),
    DescribeKey: operation({
      input: v.object({ KeyId: keyId }),
      authorise: onKey("DescribeKey"),
      run: ({ KeyId }) => ({ KeyMetadata: metadataOf(mustFind(keys, KeyId)) }),
    }),
    GetKeyPolicy: operation({
      input: v.object({ KeyId: keyId, PolicyName: v.optional(v.literal("default"), "default") }),
      authorise: onKey("GetKeyPolicy"),
      run: ({ KeyId }) => ({
        Policy: keys.policyOf(mustFind(keys, KeyId)),
        PolicyName: "default",
      }),
    }),
    GetKeyRotationStatus: operation({
      input: v.object({ KeyId: keyId }),
      authorise: onKey("GetKeyRotationStatus"),
      run: ({ KeyId }) => {
        const { arn, enableKeyRotation, rotationPeriodInDays } = mustFind(keys, KeyId);
        return {
          KeyId: arn,
          KeyRotationEnabled: enableKeyRotation,
          ...(enableKeyRotation && { RotationPeriodInDays: rotationPeriodInDays }),
        };
      },
    }),
    ListAliases: operation({
      input: v.object({ KeyId: v.optional(keyId), ...page }),
      authorise: onAccount("ListAliases"),
      run: ({ KeyId, ...wanted }) => {
        const key = KeyId === undefined ? undefined : mustFind(keys, KeyId);
        const all = keys.aliases().map((alias) => ({
          AliasName: alias.name,
          AliasArn: alias.arn,
          TargetKeyId: keys.find(alias.targetKeyId)?.keyId,
        }));
        return pageOf(
          "Aliases",
          key ? all.filter((a) => a.TargetKeyId === key.keyId) : all,
          wanted,
        );
      },
    }),
    ListKeys: operation({
      input: v.object(page),
      authorise: onAccount("ListKeys"),
      run: (wanted) =>
        pageOf(
          "Keys",
          keys.all().map((key) => ({ KeyId: key.keyId, KeyArn: key.arn })),
          wanted,
        ),
    }),
    ListResourceTags: operation({
      input: v.object({ KeyId: keyId, ...page }),
      authorise: onKey("ListResourceTags"),
      run: ({ KeyId, ...wanted }) => {
        const tags = Object.entries(mustFind(keys, KeyId).tagsAll);
        return pageOf(
          "Tags",
          tags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
          wanted,
        );
      },
    }),
  };
  return {
    scope: "kms",
    protocol: awsJson({ version: "1.1" }),
    invalid: validationException,
    throttled: new AwsError("ThrottlingException", "Rate exceeded"),
    internal: new AwsError("KMSInternalException", "An internal error occurred.", 500),
    operations,
  };
}

/** @throws AwsError when there is no such key, or it is disabled. */
function usable(keys: Keys, id: string): KeyDeclaration {
  const key = mustFind(keys, id);
  if (!key.isEnabled) throw new AwsError("DisabledException", `${key.arn} is disabled.`);
  return key;
}

function metadataOf(key: KeyDeclaration): object {
  return {
    AWSAccountId: simulatedAccount.accountId,
    KeyId: key.keyId,
    Arn: key.arn,
    Enabled: key.isEnabled,
    Description: key.description,
    KeyUsage: key.keyUsage,
    KeyState: key.isEnabled ? "Enabled" : "Disabled",
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: key.customerMasterKeySpec,
    KeySpec: key.customerMasterKeySpec,
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: key.multiRegion,
  };
}

interface Page {
  readonly Limit: number;
  readonly Marker?: string | undefined;
}

/** The marker is the place in the list, which is as good as any other that nobody may read. */
function pageOf(member: string, all: readonly object[], { Limit, Marker = "0" }: Page): object {
  const from = Number(Marker);
  if (!Number.isInteger(from) || from < 0 || from > all.length)
    throw new AwsError("InvalidMarkerException", "Invalid marker");
  const next = from + Limit;
  const truncated = next < all.length;
  return {
    [member]: all.slice(from, next),
    Truncated: truncated,
    ...(truncated && { NextMarker: String(next) }),
  };
}

/**
 * The ciphertext names its key, as at AWS: key ARN, a zero byte, 12 bytes of IV, 16 of tag, data.
 */
function seal(
  key: KeyDeclaration,
  plaintext: Buffer,
  encryptionContext: Readonly<Record<string, string>>,
  ids: Draws["ids"],
): Buffer {
  const iv = Buffer.from(ids.hex(24), "hex");
  const cipher = createCipheriv("aes-256-gcm", materialOf(key), iv);
  cipher.setAAD(contextBytes(encryptionContext));
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(`${key.arn}\0`), iv, cipher.getAuthTag(), data]);
}

function sealedBy(ciphertext: Buffer): string {
  const end = ciphertext.indexOf(0);
  if (end < 0) throw new AwsError("InvalidCiphertextException", "");
  return ciphertext.subarray(0, end).toString();
}

/** @throws AwsError when the ciphertext is damaged, or was made with another context. */
function open(
  key: KeyDeclaration,
  ciphertext: Buffer,
  encryptionContext: Readonly<Record<string, string>>,
): Buffer {
  const sealed = ciphertext.subarray(ciphertext.indexOf(0) + 1);
  try {
    const decipher = createDecipheriv("aes-256-gcm", materialOf(key), sealed.subarray(0, 12));
    decipher.setAAD(contextBytes(encryptionContext));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch {
    // AWS says no more than that either, so that nobody learns from it.
    throw new AwsError("InvalidCiphertextException", "");
  }
}

/** No secret: the simulated cloud keeps none. */
function materialOf({ arn }: KeyDeclaration): Buffer {
  return createHash("sha256").update(arn).digest();
}

function contextBytes(encryptionContext: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(encryptionContext).sort()));
}
