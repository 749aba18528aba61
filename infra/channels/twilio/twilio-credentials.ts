import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../foundation/component";

/**
 * The container of Twilio's auth token. Its value, `{"authToken": "…"}`, is put there by the
 * operator and never passes through Pulumi. The name is generated: the name of a deleted secret
 * stays taken while its deletion is pending.
 */
export class TwilioCredentials extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { title }: { readonly title: string }) {
    super("TwilioCredentials", name);
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        namePrefix: `${title}-twilio-`,
        description: 'Twilio auth token, as {"authToken": "…"}',
        recoveryWindowInDays: 7,
      },
      this.child,
    );
    this.arn = secret.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
