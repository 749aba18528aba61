import { randomUUID } from "node:crypto";
import { configureAccount } from "../aws/account/account";
import type { ControlPlane, Properties, ResourceRecord } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import { tagsAll } from "../aws/resources/common-properties";
import { isUnknown, sameValue } from "../aws/resources/property-value";
import { mustBeNew } from "../aws/resources/references";
import { check, type Naming } from "../aws/resources/resource-check";
import { create, diff, filled, type ResourceState, update } from "../aws/resources/resource-life";
import type { CheckFailure, InputModel, ResourceModel } from "../aws/resources/resource-model";
import { invoke } from "./invokes";
import { accountSettings, staysInItsRegion } from "./provider-config";

export interface Named {
  readonly type: string;
  readonly logicalName: string;
}

export interface ProviderDiff {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** What the engine asks a provider, answered from the models and the simulated account. */
export class ProviderOperations {
  constructor(private readonly controlPlane: ControlPlane) {}

  /** What is wrong with the provider's own configuration. */
  checkConfig(config: Properties): readonly CheckFailure[] {
    return accountSettings(config).failures;
  }

  /** Gives the account what the configuration says of it. */
  configure(config: Properties): void {
    const { settings } = accountSettings(config);
    staysInItsRegion(this.controlPlane, settings);
    configureAccount(settings);
  }

  check(
    { type, logicalName }: Named,
    olds: Properties,
    news: Properties,
    random: string,
    naming?: Naming,
  ): { inputs: Properties; failures: CheckFailure[] } {
    return check(modelOf(type), { logicalName, inputs: news, prior: olds, random, naming });
  }

  /** @param tags all that the resource has, with those of `aws:defaultTags` */
  diff({ type }: Named, olds: Properties, news: Properties, tags?: unknown): ProviderDiff {
    const model = modelOf(type);
    const { changed, replaces } = diff(model, olds, news);
    const others =
      tags === undefined || isUnknown(news.tags) || sameValue(undefined, tags, tagsAll(news.tags))
        ? []
        : ["tagsAll"];
    return {
      changed: [...changed, ...others],
      replaces,
      deleteBeforeReplace: model.deleteBeforeReplace || keepsItsName(model, news, changed),
    };
  }

  /**
   * @param preview nothing is made; what only the cloud can tell is left out, and so stays unknown.
   */
  async create(
    { type, logicalName }: Named,
    inputs: Properties,
    preview: boolean,
  ): Promise<ResourceState> {
    const model = modelOf(type);
    if (preview) return { id: "", inputs, outputs: told(model, filled(model, inputs)) };
    const made = create(model, inputs, randomUUID(), new Date().toISOString());
    const state = { ...made, outputs: told(model, made.outputs) };
    mustBeNew(this.controlPlane, model, state);
    await this.#put(model, { type, logicalName, ...state }, undefined);
    return state;
  }

  async update(
    { type, logicalName }: Named,
    prior: ResourceState,
    inputs: Properties,
    preview: boolean,
  ): Promise<Properties> {
    const model = modelOf(type);
    if (isUnknown(inputs)) return { ...prior.outputs, ...told(model, filled(model, inputs)) };
    const before = this.controlPlane.get(type, prior.id);
    // What only the cloud changes, such as a number's status, is as it is there by now.
    const made = update(model, before ?? prior, inputs, new Date().toISOString());
    const state = { ...made, outputs: told(model, made.outputs) };
    if (!preview) {
      if (!before)
        throw new Error(`${prior.id} is not in the simulated account any more: refresh.`);
      await this.#put(model, { type, logicalName, ...state }, before);
    }
    return state.outputs;
  }

  /**
   * What the account has now, as outputs and as the inputs that would ask for it; undefined when it
   * is gone.
   */
  read({ type }: Named, prior: ResourceState): ResourceState | undefined {
    const model = modelOf(type);
    const found = this.controlPlane.get(type, prior.id);
    if (!found) return undefined;
    return { id: found.id, outputs: found.outputs, inputs: inputsFor(model, prior, found.outputs) };
  }

  async delete({ type }: Named, id: string): Promise<void> {
    const record = this.controlPlane.get(type, id);
    if (record) await modelOf(type).accountRules.remove?.(record, this.controlPlane);
    await this.controlPlane.remove(type, id);
  }

  async #put(
    model: ResourceModel,
    record: ResourceRecord,
    before: ResourceRecord | undefined,
  ): Promise<void> {
    model.accountRules.put?.(record, this.controlPlane, before);
    await this.controlPlane.put(record);
  }

  invoke(token: string, inputs: Properties): Properties {
    return invoke(token, inputs);
  }
}

/**
 * With its name given by the program and unchanged, the new resource cannot stand beside the old
 * one.
 */
function keepsItsName(model: ResourceModel, news: Properties, changed: readonly string[]): boolean {
  const { autoName } = model;
  return (
    autoName !== undefined &&
    model.inputs[autoName.property]?.replaces === true &&
    news[autoName.property] !== undefined &&
    !changed.includes(autoName.property)
  );
}

/** What the cloud tells of a resource: not a function's code, only its hash. */
function told(model: ResourceModel, outputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).filter(([property]) => model.inputs[property]?.compare !== "archive"),
  );
}

/**
 * The inputs of before, with what the cloud has now, and with whatever has changed since that the
 * program never asked for.
 */
function inputsFor(model: ResourceModel, prior: ResourceState, outputs: Properties): Properties {
  const tells = ([property, { compare }]: [string, InputModel]) =>
    property in prior.inputs || !sameValue(compare, prior.outputs[property], outputs[property]);
  const properties = Object.entries(model.inputs)
    .filter(tells)
    .map(([property]) => property);
  return Object.fromEntries(
    properties.map((property) => [property, outputs[property] ?? prior.inputs[property]]),
  );
}
