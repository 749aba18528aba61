import type { TwilioStage } from "../../shared/domain/rollout/stage";

/** What the page knows of the product itself; of the world it is told by the control API. */
export interface ProductView {
  readonly stack: string;
  /** The person whose two phones the page shows. */
  readonly person: { readonly name: string; readonly number: string };
  readonly senders: readonly SenderView[];
  readonly rollout: RolloutView;
  /** By a function's name in the account its name in the program. */
  readonly functionNames: Readonly<Record<string, string>>;
}

/** A number that the person can write to. `A` is at Twilio, `B` at AWS, `sms` in the phone pool. */
export interface SenderView {
  readonly key: "A" | "B" | "sms";
  readonly channel: "whatsapp" | "sms";
  readonly number: string;
  readonly provider: "aws" | "twilio";
  /** It reaches simulator destinations only. */
  readonly isSimulator?: boolean;
}

export interface RolloutView {
  readonly awsWeight: number;
  readonly weightInForce: number;
  readonly stage: TwilioStage;
}
