/**
 * The things in the account that a function may be allowed to use; `infra/` knows the ARN behind
 * each name.
 */
export type GrantedResource =
  | "table"
  | "conversationQueue"
  | "whatsappSender"
  | "smsPool"
  | "twilioCredentials";

/**
 * A permission and the environment variable that tells the function what it was permitted to use,
 * in one value: `infra/` writes the IAM statement and the variable from it, the handler reads the
 * variable through it, so the two cannot drift apart.
 */
export interface Grant<Key extends string = string> {
  /** The IAM actions, exactly those the adapter calls. */
  readonly actions: readonly string[];
  readonly resource: GrantedResource;
  /**
   * The name of the variable that carries the resource's handle (a table name, a queue URL, a
   * sender's id, a secret's ARN).
   */
  readonly environmentKey: Key;
  /** A grant that serves Twilio goes with it: no permission and no variable at stage `removed`. */
  readonly onlyWith?: "twilio";
}
