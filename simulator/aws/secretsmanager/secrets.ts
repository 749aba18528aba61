import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { AwsError } from "../../gateway/aws-error";
import type { SimulatedClock } from "../../kernel/clock";
import type { Change, ControlPlane } from "../account/control-plane";
import { declared } from "../account/declared";

const secretSchema = v.object({
  name: v.string(),
  arn: v.string(),
  description: v.optional(v.string()),
});
const secretType = "aws:secretsmanager/secret:Secret";

export type SecretDeclaration = v.InferOutput<typeof secretSchema>;

export interface SecretVersion {
  readonly versionId: string;
  readonly secretString: string;
  readonly stages: readonly string[];
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly createdAt: number;
}

/**
 * The simulated Secrets Manager: the containers come from the evaluated program, the values from
 * whoever sets them.
 */
export class Secrets {
  readonly #versions = new Map<string, SecretVersion[]>();

  constructor(
    private readonly controlPlane: ControlPlane,
    private readonly clock: SimulatedClock,
  ) {
    controlPlane.onChange((change) => this.#follow(change));
  }

  /** Finds a secret by its name, its ARN, or its ARN without the six random characters. */
  find(secretId: string): SecretDeclaration | undefined {
    return this.controlPlane
      .all(secretType)
      .map((record) => declared(secretSchema, record))
      .find(({ name, arn }) => [name, arn, arn.replace(/-[A-Za-z0-9]{6}$/, "")].includes(secretId));
  }

  /** Gives the secret a new current value. @throws AwsError when there is no such secret. */
  set(secretId: string, secretString: string): SecretVersion {
    const { arn } = this.declaration(secretId);
    const version = {
      versionId: randomUUID(),
      secretString,
      stages: ["AWSCURRENT"],
      createdAt: this.clock.now(),
    };
    const before = this.#versions.get(arn)?.[0];
    this.#versions.set(arn, [version, ...(before ? [{ ...before, stages: ["AWSPREVIOUS"] }] : [])]);
    return version;
  }

  declaration(secretId: string): SecretDeclaration {
    const found = this.find(secretId);
    if (!found)
      throw new AwsError(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret.",
      );
    return found;
  }

  versions(secretId: string): readonly SecretVersion[] {
    return this.#versions.get(this.declaration(secretId).arn) ?? [];
  }

  #follow(change: Change): void {
    if (change.kind === "deleted" && change.before.type === secretType) {
      this.#versions.delete(declared(secretSchema, change.before).arn);
    }
  }
}
