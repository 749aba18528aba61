import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../aws/account/control-plane";
import type { ResourceState } from "../aws/resources/resource-life";

const providerKey = "__provider";

export interface DynamicChange {
  readonly changes: boolean;
  readonly replaces: readonly string[];
}

/** Whether the resource carries its own provider. */
export function isDynamic(type: string): boolean {
  return type.startsWith("pulumi-nodejs:dynamic");
}

/**
 * A dynamic resource's provider, brought back from the text that the program registered, as
 * Pulumi's own plugin does.
 */
export class DynamicProvider {
  readonly #provider: pulumi.dynamic.ResourceProvider;
  readonly #text: string;
  readonly #environment: Readonly<Record<string, string>>;

  /**
   * @param environment variables that stand in `process.env` while the provider runs, such as
   * `AWS_ENDPOINT_URL_SOCIALMESSAGING`.
   * @param root the folder whose packages the provider may load.
   */
  constructor(properties: Properties, environment: Readonly<Record<string, string>>, root: string) {
    this.#text = String(properties[providerKey]);
    this.#environment = environment;
    this.#provider = deserialised(this.#text, root);
  }

  /** The inputs as the provider wants them. @throws with every reason when it refuses them. */
  async check(olds: Properties, news: Properties): Promise<Properties> {
    const result = await this.#run((provider) => provider.check?.(without(olds), without(news)));
    const failures = result?.failures ?? [];
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join(" "));
    return this.#withProvider(result?.inputs ?? news);
  }

  async diff(prior: ResourceState, news: Properties): Promise<DynamicChange | undefined> {
    const result = await this.#run((provider) => provider.diff?.(prior.id, prior.outputs, news));
    if (!result) return undefined;
    return {
      changes: result.changes ?? (result.replaces ?? []).length > 0,
      replaces: result.replaces ?? [],
    };
  }

  async create(inputs: Properties): Promise<ResourceState> {
    const { id, outs } = await this.#run((provider) => provider.create({ ...inputs }));
    return { id, inputs, outputs: this.#withProvider(outs ?? {}) };
  }

  async update(prior: ResourceState, inputs: Properties): Promise<ResourceState> {
    const result = await this.#run((provider) =>
      provider.update?.(prior.id, prior.outputs, { ...inputs }),
    );
    return { id: prior.id, inputs, outputs: this.#withProvider(result?.outs ?? inputs) };
  }

  async delete(prior: ResourceState): Promise<void> {
    await this.#run((provider) => provider.delete?.(prior.id, prior.outputs));
  }

  #withProvider(properties: Properties): Properties {
    return { ...properties, [providerKey]: this.#text };
  }

  async #run<T>(act: (provider: pulumi.dynamic.ResourceProvider) => T): Promise<Awaited<T>> {
    const before = { ...process.env };
    Object.assign(process.env, this.#environment);
    try {
      return await act(this.#provider);
    } finally {
      for (const name of Object.keys(this.#environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  }
}

function deserialised(text: string, root: string): pulumi.dynamic.ResourceProvider {
  const module = { exports: {} as { handler?: () => pulumi.dynamic.ResourceProvider } };
  new Function("module", "exports", "require", text)(
    module,
    module.exports,
    createRequire(join(root, "package.json")),
  );
  if (!module.exports.handler) throw new Error("the resource carries no dynamic provider.");
  return module.exports.handler();
}

/** Pulumi gives `check` the provider's text too; it is nothing that a check should look at. */
function without(properties: Properties): Record<string, unknown> {
  const { [providerKey]: _text, ...rest } = properties;
  return rest;
}
