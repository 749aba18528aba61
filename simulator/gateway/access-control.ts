/** Who signed an AWS request. */
export type Caller =
  | { readonly kind: "role"; readonly roleArn: string; readonly roleName: string }
  /** The person at the keyboard. May do everything. */
  | { readonly kind: "deployer" };

/**
 * Who a pair of credentials was given to: the role, and the session in its name (for a function,
 * the function's name).
 */
export interface Session {
  readonly caller: Caller;
  readonly sessionName: string;
}

/** What the gateway asks IAM. */
export interface AccessControl {
  /** Who has the access key; undefined for one that was never given out. */
  session(accessKeyId: string): Session | undefined;
  forRole(
    roleArn: string,
    action: string,
    resource: string,
  ): { readonly decision: "allow" | "explicit-deny" | "none"; readonly reason: string };
}
