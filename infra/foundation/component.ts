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
