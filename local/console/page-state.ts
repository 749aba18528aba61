import type { CloudFault, PhoneMessage } from "end-user-messaging-simulator";
import type { TwilioStage } from "../../shared/domain/rollout/stage";

/**
 * All that the page shows, as one value; the server sends it whole at first and then as changes
 * (`PageEvent`).
 */
export interface PageState {
  readonly stack: string;
  /** The person whose two phones the page shows. */
  readonly person: { readonly name: string; readonly number: string };
  readonly senders: readonly SenderView[];
  readonly rollout: RolloutView;
  readonly messages: readonly PhoneMessage[];
  readonly log: readonly LogLine[];
  readonly faults: readonly CloudFault[];
  /** What the last change of the config did to the deployed program. */
  readonly lastDeployment?: DeploymentView;
}

/** A number that the person can write to. `A` is at Twilio, `B` at AWS, `sms` in the phone pool. */
export interface SenderView {
  readonly key: "A" | "B" | "sms";
  readonly channel: "whatsapp" | "sms";
  readonly number: string;
  readonly provider: "aws" | "twilio";
}

export interface RolloutView {
  readonly awsWeight: number;
  readonly weightInForce: number;
  readonly stage: TwilioStage;
}

export interface LogLine {
  readonly at: number;
  readonly functionName: string;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly text: string;
}

export interface DeploymentView {
  readonly at: number;
  readonly milliseconds: number;
  /** Such as `update aws:dynamodb/tableItem:TableItem declared-weight (item)`. */
  readonly changes: readonly string[];
}

export type PageEvent =
  | { readonly kind: "message"; readonly message: PhoneMessage }
  | { readonly kind: "log"; readonly line: LogLine }
  | { readonly kind: "fault"; readonly fault: CloudFault }
  | {
      readonly kind: "rollout";
      readonly rollout: RolloutView;
      readonly deployment: DeploymentView;
      readonly senders: readonly SenderView[];
    };

/** What the page's server asks of the running system. */
export interface PageBackend {
  state(): PageState;
  /** @returns a function that stops listening. */
  onEvent(listener: (event: PageEvent) => void): () => void;
  /** The person writes; rejects with a sentence for the person when it cannot be taken. */
  write(sender: SenderView["key"], text: string): Promise<void>;
  /** The person opens the chat with this sender: what was delivered becomes read. */
  openChat(sender: SenderView["key"]): Promise<void>;
  /**
   * Sets a stack config value by Pulumi's path form and applies the difference; rejects with the
   * config's own error.
   */
  setConfig(path: string, value: string): Promise<void>;
}
