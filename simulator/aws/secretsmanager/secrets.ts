import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { Change } from "../account/control-plane";
import { declared, jsonText } from "../account/declared";
import type { Draws, ServiceDeps } from "../service-deps";
import { newVersions, type SecretValue, type SecretVersion, withStageMoved } from "./versions";

const secretSchema = v.object({
  name: v.string(),
  arn: v.string(),
  description: v.optional(v.string()),
  kmsKeyId: v.optional(v.string()),
  policy: jsonText(v.unknown()),
  recoveryWindowInDays: v.number(),
  tagsAll: v.optional(v.record(v.string(), v.string()), {}),
});
const secretType = "aws:secretsmanager/secret:Secret";
const dayMs = 24 * 3_600_000;

export type SecretDeclaration = v.InferOutput<typeof secretSchema>;

/** A secret, or one that waits for its deletion. Times are milliseconds since the epoch. */
export interface Secret extends SecretDeclaration {
  /** Newest first. */
  readonly versions: readonly SecretVersion[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** When it was read last: the day. */
  readonly accessedAt?: number;
  /** When it will be gone; its name is taken until then. */
  readonly deletedAt?: number;
}

type Facts = Pick<Secret, "versions" | "createdAt" | "changedAt" | "accessedAt">;

export interface PutOptions {
  /** Becomes the version's id. The same one with the same value changes nothing. */
  readonly token?: string | undefined;
  readonly stages?: readonly string[] | undefined;
}

/**
 * The simulated Secrets Manager: the containers come from the evaluated program, the values from
 * whoever sets them. A container that the program gives up waits out its recovery window.
 */
export class Secrets {
  readonly #facts = new Map<string, Facts>();
  #deleted: readonly Secret[] = [];

  constructor(private readonly deps: ServiceDeps & Draws) {
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  /** Those that exist, in the order of their creation, and then those that wait for deletion. */
  all(): readonly Secret[] {
    const existing = this.deps.controlPlane
      .all(secretType)
      .map((record) => this.#secret(declared(secretSchema, record)));
    return [...existing, ...this.#waiting()];
  }

  /** Finds a secret by its name, its ARN, or its ARN without the six random characters. */
  find(secretId: string): Secret | undefined {
    return this.all().find(({ name, arn }) =>
      [name, arn, arn.replace(/-[A-Za-z0-9]{6}$/, "")].includes(secretId),
    );
  }

  /** @throws AwsError when there is no such secret. */
  get(secretId: string): Secret {
    const found = this.find(secretId);
    if (found) return found;
    throw new AwsError(
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret.",
    );
  }

  /** @throws AwsError when there is none, or it waits for its deletion. */
  usable(secretId: string): Secret {
    const secret = this.get(secretId);
    if (secret.deletedAt === undefined) return secret;
    throw new AwsError(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  /** Gives the secret a new current value. @throws AwsError when there is no such secret. */
  set(secretId: string, secretString: string): SecretVersion {
    return this.put(secretId, { SecretString: secretString });
  }

  /** Adds a version. @throws AwsError */
  put(secretId: string, value: SecretValue, { token, stages }: PutOptions = {}): SecretVersion {
    const secret = this.usable(secretId);
    const versionId = token ?? this.deps.ids.uuid();
    const existing = secret.versions.find((version) => version.versionId === versionId);
    if (existing) {
      if (JSON.stringify(existing.value) === JSON.stringify(value)) return existing;
      throw new AwsError(
        "ResourceExistsException",
        "You can't modify an existing version, you can only create a new version.",
      );
    }
    const version = {
      versionId,
      value,
      stages: stages ?? ["AWSCURRENT"],
      createdAt: this.deps.clock.now(),
    };
    const versions = newVersions(secret.versions, version);
    this.#change(secret, { versions, changedAt: this.deps.clock.now() });
    return versions[0] ?? version;
  }

  /** Moves a staging label, or takes it away. @throws AwsError */
  moveStage(secretId: string, stage: string, from?: string, to?: string): void {
    const secret = this.usable(secretId);
    const versions = withStageMoved(secret.versions, stage, from, to);
    this.#change(secret, { versions, changedAt: this.deps.clock.now() });
  }

  /** Notes that the value was read. */
  noteAccess(secret: Secret): void {
    const day = Math.floor(this.deps.clock.now() / dayMs) * dayMs;
    if (secret.accessedAt !== day) this.#change(secret, { accessedAt: day });
  }

  #secret(declaration: SecretDeclaration): Secret {
    const now = this.deps.clock.now();
    const none: Facts = { versions: [], createdAt: now, changedAt: now };
    return { ...declaration, ...(this.#facts.get(declaration.arn) ?? none) };
  }

  #change(
    { arn, versions, createdAt, changedAt, accessedAt }: Secret,
    change: Partial<Facts>,
  ): void {
    const seen = accessedAt === undefined ? {} : { accessedAt };
    this.#facts.set(arn, { versions, createdAt, changedAt, ...seen, ...change });
  }

  #waiting(): readonly Secret[] {
    const now = this.deps.clock.now();
    return this.#deleted.filter(({ deletedAt = 0 }) => deletedAt > now);
  }

  #follow(change: Change): void {
    if (change.kind === "deleted") {
      if (change.before.type === secretType) this.#delete(declared(secretSchema, change.before));
    } else if (change.after.type === secretType) {
      const declaration = declared(secretSchema, change.after);
      if (change.kind === "created") this.#create(declaration);
      else this.#change(this.#secret(declaration), { changedAt: this.deps.clock.now() });
    }
  }

  /** @throws AwsError while a secret of that name waits for its deletion. */
  #create(declaration: SecretDeclaration): void {
    if (this.#waiting().some(({ name }) => name === declaration.name))
      throw new AwsError(
        "InvalidRequestException",
        `You can't create the secret ${declaration.name} because a secret with this name is ` +
          "already scheduled for deletion.",
      );
    this.#change(this.#secret(declaration), {});
  }

  #delete(declaration: SecretDeclaration): void {
    const secret = this.#secret(declaration);
    this.#facts.delete(declaration.arn);
    const deletedAt = this.deps.clock.now() + declaration.recoveryWindowInDays * dayMs;
    this.#deleted = [...this.#waiting(), { ...secret, deletedAt }];
  }
}
