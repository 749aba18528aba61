import { createHash } from "node:crypto";
import type { Properties, ResourceRecord } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import { check } from "../aws/resources/resource-check";
import { ResourceError } from "../aws/resources/resource-error";
import { create, diff, type ResourceState, update } from "../aws/resources/resource-life";
import type { ResourceModel } from "../aws/resources/resource-model";
import type { NamingRule } from "./autonaming";
import type { DeclaredResource } from "./deployment";
import { isDynamic } from "./dynamic-resource";
import { archivedText } from "./plain-value";

interface Registration {
  readonly type: string;
  readonly logicalName: string;
  readonly inputs: Properties;
}

interface Circumstances {
  /** The record that the resource has already. */
  readonly prior: ResourceRecord | undefined;
  /** Tells this stack from others; generated names and ids come from it. */
  readonly seed: string;
  /** ISO 8601. */
  readonly now: string;
  /** How the stack wants generated names. */
  readonly naming: NamingRule;
}

/**
 * What the provider makes of a registration: the existing resource with its new inputs, or a new
 * one where there is none or where a change means another.
 * @throws ResourceError naming all that is wrong with the inputs.
 */
export function declare(
  registration: Registration,
  { prior, seed, now, naming }: Circumstances,
): DeclaredResource {
  const { type, logicalName, inputs } = registration;
  if (isDynamic(type))
    return {
      type,
      logicalName,
      id: prior?.id ?? pendingId(logicalName),
      inputs,
      outputs: { ...inputs },
    };

  const model = known(type, logicalName);
  const own = `${seed}/${type}/${logicalName}`;
  const asked = { model, logicalName, inputs, naming };
  const kept = prior && checked(asked, own, prior);
  if (prior && kept && diff(model, prior.inputs, kept).replaces.length === 0) {
    return declared(type, logicalName, update(model, prior, kept, now));
  }
  const generation = prior ? `${own}/after ${prior.id}` : own;
  return declared(type, logicalName, create(model, checked(asked, generation), generation, now));
}

/** Stands for the id that a dynamic resource gets when it is created. */
export function pendingId(logicalName: string): string {
  return `known-after-creation:${logicalName}`;
}

function known(type: string, logicalName: string): ResourceModel {
  try {
    return modelOf(type);
  } catch (cause) {
    throw new ResourceError(
      type,
      logicalName,
      cause instanceof Error ? cause.message : String(cause),
      { cause },
    );
  }
}

interface Asked {
  readonly model: ResourceModel;
  readonly logicalName: string;
  readonly inputs: Properties;
  readonly naming: NamingRule;
}

function checked(
  { model, logicalName, inputs, naming }: Asked,
  seed: string,
  prior?: ResourceRecord,
): Properties {
  const random = createHash("sha256").update(seed).digest("hex");
  const result = check(model, {
    logicalName,
    inputs,
    prior: prior?.inputs,
    random,
    naming: naming(model.type, logicalName, seed),
  });
  if (result.failures.length === 0) return result.inputs;
  throw new ResourceError(
    model.type,
    logicalName,
    result.failures.map(({ reason }) => reason).join(" "),
  );
}

function declared(type: string, logicalName: string, state: ResourceState): DeclaredResource {
  const codeText = archivedText(state.inputs.code, "index.js");
  return {
    type,
    logicalName,
    ...state,
    outputs: { ...state.outputs, ...(codeText !== undefined && { codeText }) },
  };
}
