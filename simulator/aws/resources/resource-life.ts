import { createHash } from "node:crypto";
import type { Properties } from "../account/control-plane";
import type { DeclaredProperty } from "./declared-type";
import { isUnknown, sameValue } from "./property-value";
import type { CreationContext, ResourceModel } from "./resource-model";

/** What exists of a resource. */
export interface ResourceState {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface ResourceDiff {
  /** The input properties whose value differs, in the order of the model. */
  readonly changed: readonly string[];
  /** Those of them that mean another resource. */
  readonly replaces: readonly string[];
}

/**
 * What differs between two checked sets of inputs. A value that is not known yet counts as
 * different.
 */
export function diff(model: ResourceModel, olds: Properties, news: Properties): ResourceDiff {
  const before = filled(model, olds);
  const after = filled(model, news);
  const changed = Object.entries(model.inputs)
    .filter(
      ([property, { compare }]) =>
        isUnknown(after[property]) || !sameValue(compare, before[property], after[property]),
    )
    .map(([property]) => property);
  const replaces = changed.filter((property) => {
    const input = model.inputs[property];
    return input?.replaces ?? input?.replacesIf?.(before, after) ?? false;
  });
  return { changed, replaces };
}

/** @param seed whatever tells this resource from all others; the same seed gives the same id. */
export function create(
  model: ResourceModel,
  inputs: Properties,
  seed: string,
  now: string,
): ResourceState {
  const whole = filled(model, inputs);
  const unborn = { unique: uniqueFrom(seed), now };
  const id = model.id(whole, unborn);
  return {
    id,
    inputs,
    outputs: outputsOf(model, inputs, { ...unborn, id, unique: uniqueFrom(id) }),
  };
}

/** The resource with new inputs: it keeps its id and what lasts. */
export function update(
  model: ResourceModel,
  prior: ResourceState,
  inputs: Properties,
  now: string,
): ResourceState {
  const outputs = outputsOf(model, inputs, { id: prior.id, unique: uniqueFrom(prior.id), now });
  const lasting = Object.fromEntries(
    model.lasting.map((property) => [property, prior.outputs[property]]),
  );
  return { id: prior.id, inputs, outputs: { ...outputs, ...lasting } };
}

/** The inputs with the cloud's defaults in place of what the program left out. */
export function filled(model: ResourceModel, inputs: Properties): Properties {
  const given = Object.entries(inputs)
    .filter(
      ([property, value]) => value !== undefined && value !== null && property in model.inputs,
    )
    .map(([property, value]) => [property, withDefaults(model.inputs[property]?.declared, value)]);
  const fromProgram: Properties = Object.fromEntries(given);
  const defaults = Object.entries(model.inputs)
    .map(([property, { default: value }]) => [
      property,
      typeof value === "function" ? value(fromProgram) : value,
    ])
    .filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(defaults), ...fromProgram };
}

/** An object that the program gives, with the defaults of its members. */
function withDefaults(declared: DeclaredProperty | undefined, value: unknown): unknown {
  if (!declared || typeof value !== "object" || value === null) return value;
  const { element, properties } = declared;
  if (Array.isArray(value)) return value.map((inner: unknown) => withDefaults(element, inner));
  if (!properties) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  const defaults = Object.entries(properties).filter(([, inner]) => inner.default !== undefined);
  return {
    ...Object.fromEntries(defaults.map(([name, inner]) => [name, inner.default])),
    ...Object.fromEntries(
      given.map(([name, inner]) => [name, withDefaults(properties[name], inner)]),
    ),
  };
}

function outputsOf(model: ResourceModel, inputs: Properties, context: CreationContext): Properties {
  const whole = filled(model, inputs);
  const computed = Object.entries(model.computed(whole, context)).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(computed), ...whole };
}

function uniqueFrom(seed: string): CreationContext["unique"] {
  return (purpose, length) =>
    createHash("sha256").update(`${seed}\n${purpose}`).digest("hex").slice(0, length);
}
