import * as pulumi from "@pulumi/pulumi";
import { Component, type Durability } from "../foundation/component";
import { type Kept, keptTypes } from "./kept-types";
import { UrnsLock } from "./urns-lock";

/**
 * Looks at every resource before it is registered, so that not even `up --skip-preview` gets past
 * it. What must not be lost has to stand in `urns.lock` by type and name; moved to another parent
 * it stays what it is. What its component calls durable is protected, by Pulumi and by AWS.
 * @param protect whether people depend on this stack.
 */
export function guardState(protect: boolean, lock = UrnsLock.read()): void {
  const stack = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}`;
  /** By component: the types from the topmost parent down to its own. */
  const typesOf = new WeakMap<object, string>();
  pulumi.runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
    const above = opts.parent && typesOf.get(opts.parent);
    const types = above === undefined ? type : `${above}$${type}`;
    typesOf.set(resource, types);
    if (!(resource instanceof pulumi.CustomResource)) return undefined;
    const kept = keptOf(type, name);
    if (kept.kept === "nothing") return undefined;
    const places = lock.placesOf(type, name);
    if (places.length === 0) throw new pulumi.RunError(notLocked(`${types}::${name}`));
    const aliases = [...(opts.aliases ?? []), ...places.map((place) => `${stack}::${place}`)];
    if (kept.kept === "place") return { props, opts: { ...opts, aliases } };
    const durability = durabilityOf(type, name, opts.parent);
    const isProtected = protect && durability !== "disposable";
    return {
      props: { ...props, ...kept.protection?.(isProtected, props) },
      opts: { ...opts, aliases, ...(isProtected && protections[durability]) },
    };
  });
}

/** What is retained stays in the account even where somebody lifts Pulumi's own protection. */
const protections: Readonly<Record<Durability, pulumi.CustomResourceOptions>> = {
  disposable: {},
  stateful: { protect: true },
  irreplaceable: { protect: true, retainOnDelete: true },
};

function keptOf(type: string, name: string): Kept {
  const kept = keptTypes[type];
  if (kept) return kept;
  throw new pulumi.RunError(
    `${type} "${name}": what is lost with one is not known. Say it in infra/guard/kept-types.ts.`,
  );
}

function durabilityOf(type: string, name: string, parent: unknown): Durability {
  if (parent instanceof Component) return parent.durability;
  throw new pulumi.RunError(
    `${type} "${name}" belongs to no component: put it into one, which says its durability.`,
  );
}

function notLocked(urn: string): string {
  return (
    `urns.lock names what must not be lost, and has no line for ${urn}. If it is new, add that ` +
    "line. If it had another name, keep that, or add the line with the old one behind it " +
    "(NEW was OLD): else what is deployed is left behind or deleted, with all that is in it."
  );
}
