import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TwilioStage } from "../../../shared/domain/rollout/stage";
import { Component } from "../../foundation/component";

/**
 * The container of Twilio's auth token. Its value, `{"authToken": "…"}`, is put there by the
 * operator and never passes through Pulumi. The name is generated: the name of a deleted secret
 * stays taken while its deletion is pending. In the last stage before Twilio is gone its
 * protection ends, so that the next one can delete it.
 */
export class TwilioCredentials extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { stage }: { readonly stage: TwilioStage }) {
    super("TwilioCredentials", name, stage === "receive-only" ? "disposable" : "stateful");
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        description: 'Twilio auth token, as {"authToken": "…"}',
        recoveryWindowInDays: 7,
      },
      this.child,
    );
    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
