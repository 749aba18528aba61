import * as pulumi from "@pulumi/pulumi";

/** A resource as the program registers it. */
export interface Registration {
  readonly type: string;
  /** Without stack and project: the types of its parents with its own, and its name. */
  readonly urn: string;
}

/** Notes every resource that the program makes, before anybody transforms it. */
export class Registrations {
  readonly #all: Registration[] = [];
  /** By component: the types from the topmost parent down to its own. */
  readonly #types = new WeakMap<object, string>();

  readonly note: pulumi.ResourceTransformation = ({ resource, type, name, opts }) => {
    const above = opts.parent && this.#types.get(opts.parent);
    const types = above === undefined ? type : `${above}$${type}`;
    this.#types.set(resource, types);
    if (resource instanceof pulumi.CustomResource)
      this.#all.push({ type, urn: `${types}::${name}` });
    return undefined;
  };

  all(): readonly Registration[] {
    return this.#all;
  }
}
