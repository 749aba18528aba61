import * as pulumi from "@pulumi/pulumi";

/** A group of resources with one subject; its children show it as their parent in every preview. */
export abstract class Component extends pulumi.ComponentResource {
  protected readonly child: pulumi.CustomResourceOptions;

  /** @param kind the component's own name, such as `EventQueue` */
  constructor(kind: string, name: string, options?: pulumi.ComponentResourceOptions) {
    super(`ai-nutritionist:messaging:${kind}`, name, {}, options);
    this.child = { parent: this };
  }
}

/** One statement of an IAM policy; `Sid` names what it is for. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: { readonly Service: string } | { readonly AWS: "*" };
  readonly Action: readonly string[];
  readonly Resource: pulumi.Input<string> | pulumi.Input<string>[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
}

export function policy(...statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
