import * as pulumi from "@pulumi/pulumi";

/**
 * What it costs to lose a component's resources. `disposable`: nothing, they are made anew.
 * `stateful`: what lies in them, or the address that others know. `irreplaceable`: what no money
 * brings back, such as a number. `infra/guard` makes protection out of it.
 */
export type Durability = "disposable" | "stateful" | "irreplaceable";

/** A group of resources with one subject; its children show it as their parent in every preview. */
export abstract class Component extends pulumi.ComponentResource {
  protected readonly child: pulumi.CustomResourceOptions;

  /** @param kind the component's own name, such as `EventQueue` */
  constructor(
    kind: string,
    name: string,
    readonly durability: Durability,
    options?: pulumi.ComponentResourceOptions,
  ) {
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
