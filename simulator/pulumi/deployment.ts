import type { Properties } from "../aws/account/control-plane";

/**
 * A resource as the evaluated program declares it, with what the provider computes for it. Nothing
 * of it exists yet.
 */
export interface DeclaredResource {
  readonly type: string;
  readonly logicalName: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export type DeploymentStep = {
  readonly kind: "create" | "update" | "replace" | "delete" | "same";
  readonly type: string;
  readonly logicalName: string;
  /** The input properties that differ. */
  readonly changed: readonly string[];
};

export interface Deployment {
  readonly steps: readonly DeploymentStep[];
  /** What `infra/index.ts` exports. */
  readonly stackOutputs: Properties;
  /**
   * Milliseconds by step: `evaluate the Pulumi program`, what the program measured within that, and
   * `apply the difference`.
   */
  readonly took: Readonly<Record<string, number>>;
}
