import nodeModule from "node:module";
import { sep } from "node:path";
import { allModels } from "../aws/all-models";
import { ResourceError } from "../aws/resources/resource-error";
import { unknownMember } from "../aws/resources/value-check";

type Load = (request: string, parent: { readonly filename?: string } | undefined) => unknown;
type ResourceClass = (abstract new (
  ...args: never[]
) => object) & {
  readonly __pulumiType: string;
};

const packageFolder = `${sep}@pulumi${sep}aws${sep}`;

/**
 * Refuses arguments that a resource's class does not have. The generated classes pick the ones that
 * they know and drop the others in silence, before any provider sees them; with the real engine it
 * is the type check that refuses them, and here the program is bundled without one. To be called
 * once, before the program loads `@pulumi/aws`.
 */
export function checkArgumentsOfResources(): void {
  const modules = nodeModule as unknown as { _load: Load };
  const load = modules._load;
  const known = new WeakSet<object>();
  modules._load = function (this: unknown, ...args: Parameters<Load>): unknown {
    const loaded = load.apply(this, args);
    if (args[1]?.filename?.includes(packageFolder) && isModule(loaded) && !known.has(loaded)) {
      known.add(loaded);
      for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(loaded)))
        if (isResourceClass(value.value)) loaded[name] = checking(value.value);
    }
    return loaded;
  };
}

function checking(resource: ResourceClass): ResourceClass {
  const proxy: ResourceClass = new Proxy(resource, {
    construct(target, args: [string, unknown, { readonly id?: unknown } | undefined], newTarget) {
      const [name, given, options] = args;
      // With an id it is read, not declared, and what is given is its state.
      if (options?.id === undefined) refuseUnknown(target.__pulumiType, name, given);
      return Reflect.construct(target, args, newTarget === proxy ? target : newTarget) as object;
    },
  });
  return proxy;
}

/** @throws ResourceError naming the arguments, and those that were probably meant. */
function refuseUnknown(type: string, name: string, given: unknown): void {
  if (typeof given !== "object" || given === null) return;
  const inputs = allModels.find((model) => model.type === type)?.inputs;
  // A type without a model is refused when it is registered.
  if (!inputs) return;
  const unknown = Object.keys(given).filter((argument) => !(argument in inputs));
  if (unknown.length === 0) return;
  const reasons = unknown.map((each) => unknownMember(type, each, Object.keys(inputs)).reason);
  throw new ResourceError(type, name, reasons.join(" "));
}

function isModule(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isResourceClass(value: unknown): value is ResourceClass {
  return typeof value === "function" && "__pulumiType" in value;
}
