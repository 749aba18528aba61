import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "./schema";
import { parseStackConfig } from "./stack-config";

/** The running stack's config. The only place where the program asks Pulumi for it. */
export function stackConfig(): StackConfig {
  return parseStackConfig(
    pulumi.runtime.allConfig(),
    pulumi.getProject(),
    `Pulumi.${pulumi.getStack()}.yaml`,
  );
}
