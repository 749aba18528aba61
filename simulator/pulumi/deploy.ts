import { configureAccount } from "../aws/account/account";
import type { ControlPlane, Properties, ResourceRecord } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import { sameValue } from "../aws/resources/property-value";
import { mustBeNew } from "../aws/resources/references";
import { naming } from "../aws/resources/resource-error";
import { diff, type ResourceState } from "../aws/resources/resource-life";
import type { DeclaredResource, Deployment, DeploymentStep } from "./deployment";
import { DynamicProvider, isDynamic } from "./dynamic-resource";
import { evaluate } from "./evaluate";
import { staysInItsRegion } from "./provider-config";

export interface DeployOptions {
  readonly controlPlane: ControlPlane;
  readonly root: string;
  readonly stack: string;
  /** `path=value`, by Pulumi's path form. */
  readonly set?: readonly string[];
  /**
   * Changes what the program declared before any of it is applied: a test takes out what must not
   * be decoration.
   */
  readonly edit?: (declared: readonly DeclaredResource[]) => readonly DeclaredResource[];
  /** Variables that stand in `process.env` while a dynamic resource's provider runs. */
  readonly dynamicEnvironment?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

/**
 * `pulumi up` in the simulated account: evaluates the program, compares it with what exists,
 * creates, updates and replaces in the program's order, then deletes what is declared no more, last
 * first. What was applied before an error stays, as with Pulumi.
 * @throws StackSettingsError, the program's own error, or ResourceError naming the resource that
 * failed.
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { account, settings, plans, gone, stackOutputs, took } = await prepare(options);
  configureAccount(settings);
  const applying = performance.now();
  const obsolete: ResourceRecord[] = [];
  for (const plan of plans) {
    const replaced = await naming(plan.resource, () => account.apply(plan));
    if (replaced) obsolete.push(replaced);
  }
  for (const record of [...gone, ...obsolete].reverse())
    await naming(record, () => account.remove(record));
  return {
    steps: stepsOf(plans, gone),
    stackOutputs,
    took: { ...took, "apply the difference": performance.now() - applying },
  };
}

/**
 * `pulumi preview`: what a deployment would do; nothing is changed.
 * @throws as `deploy` does, for what is wrong before anything is applied.
 */
export async function preview(options: DeployOptions): Promise<readonly DeploymentStep[]> {
  const { plans, gone } = await prepare(options);
  return stepsOf(plans, gone);
}

interface Prepared extends Pick<Deployment, "stackOutputs" | "took"> {
  readonly account: Account;
  readonly settings: Parameters<typeof configureAccount>[0];
  readonly plans: readonly Plan[];
  /** What is declared no more, or was replaced and could not be deleted. */
  readonly gone: readonly ResourceRecord[];
}

/** Evaluates the program and holds what it declares against what exists. */
async function prepare(options: DeployOptions): Promise<Prepared> {
  const { controlPlane, root, dynamicEnvironment = {} } = options;
  const existing = controlPlane.everything();
  const before = new Map(existing.map((record) => [nameOf(record), record]));
  // What a replacement left behind because it could not be deleted: the older of two of one name.
  const pending = existing.filter((record) => before.get(nameOf(record)) !== record);
  const started = performance.now();
  const evaluation = await evaluate({ ...options, existing: [...before.values()] });
  const { declared, stackOutputs, measured } = evaluation;
  staysInItsRegion(controlPlane, evaluation.account);
  const evaluated = performance.now();
  const wanted = options.edit?.(declared) ?? declared;

  const account = new Account(
    controlPlane,
    (properties) => new DynamicProvider(properties, dynamicEnvironment, root),
  );
  const plans: Plan[] = [];
  for (const resource of wanted)
    plans.push(await naming(resource, () => account.plan(resource, before.get(nameOf(resource)))));
  const names = new Set(wanted.map(nameOf));
  const undeclared = [...before.values()].filter((record) => !names.has(nameOf(record)));
  const gone = [...pending, ...undeclared];
  const parts = Object.entries(measured).map(([name, took]) => [`  of that, ${name}`, took]);
  const took = {
    "evaluate the Pulumi program": evaluated - started,
    ...Object.fromEntries(parts),
  };
  return { account, settings: evaluation.account, plans, gone, stackOutputs, took };
}

function stepsOf(plans: readonly Plan[], gone: readonly ResourceRecord[]): DeploymentStep[] {
  const kept = plans.map(({ kind, resource: { type, logicalName }, changed }) => ({
    kind,
    type,
    logicalName,
    changed,
  }));
  const deleted = gone.map(
    ({ type, logicalName }) => ({ kind: "delete", type, logicalName, changed: [] }) as const,
  );
  return [...kept, ...deleted.reverse()];
}

/** `pulumi destroy`: deletes everything in the account, last first. */
export async function destroy(
  options: Pick<DeployOptions, "controlPlane" | "root" | "dynamicEnvironment">,
): Promise<void> {
  const { controlPlane, root, dynamicEnvironment = {} } = options;
  const account = new Account(
    controlPlane,
    (properties) => new DynamicProvider(properties, dynamicEnvironment, root),
  );
  for (const record of controlPlane.everything().reverse())
    await naming(record, () => account.remove(record));
}

/** What is to be done about one declared resource. */
interface Plan {
  readonly kind: Exclude<DeploymentStep["kind"], "delete">;
  readonly resource: DeclaredResource;
  readonly before: ResourceRecord | undefined;
  readonly changed: readonly string[];
}

class Account {
  constructor(
    readonly controlPlane: ControlPlane,
    readonly providerOf: (properties: Properties) => DynamicProvider,
  ) {}

  async plan(resource: DeclaredResource, before: ResourceRecord | undefined): Promise<Plan> {
    if (isDynamic(resource.type)) return this.#planDynamic(resource, before);
    if (!before) return { kind: "create", resource, before, changed: [] };
    const model = modelOf(resource.type);
    const { changed: inputs, replaces } = diff(model, before.inputs, resource.inputs);
    const changed = [...inputs, ...newDefaultTags(before, resource)];
    const kind = replaces.length > 0 ? "replace" : changed.length > 0 ? "update" : "same";
    // A replacement gets a new name; that is no reason for it.
    const generated = replaces.length > 1 ? model.autoName?.property : undefined;
    return {
      kind,
      resource,
      before,
      changed: changed.filter((property) => property !== generated),
    };
  }

  async #planDynamic(
    declared: DeclaredResource,
    before: ResourceRecord | undefined,
  ): Promise<Plan> {
    const provider = this.providerOf(declared.inputs);
    const resource = {
      ...declared,
      inputs: await provider.check(before?.inputs ?? {}, declared.inputs),
    };
    if (!before) return { kind: "create", resource, before, changed: [] };
    const changed = differing(before.inputs, resource.inputs);
    const change = (await provider.diff(before, resource.inputs)) ?? {
      changes: changed.length > 0,
      replaces: [],
    };
    const kind = change.replaces.length > 0 ? "replace" : change.changes ? "update" : "same";
    return { kind, resource, before, changed };
  }

  /** Does it, and returns the replaced record that has still to go. */
  async apply({ kind, resource, before }: Plan): Promise<ResourceRecord | undefined> {
    if (kind === "same") return undefined;
    const { type, logicalName } = resource;
    const mustMakeRoom = kind === "replace" && before?.id === resource.id;
    if (before && mustMakeRoom) await this.remove(before);
    const state = isDynamic(type) ? await this.#runDynamic(kind, resource, before) : resource;
    const { id, inputs, outputs } = state;
    const record = { type, logicalName, id, inputs, outputs };
    if (!isDynamic(type)) {
      const model = modelOf(type);
      if (kind !== "update") mustBeNew(this.controlPlane, model, record);
      model.accountRules.put?.(record, this.controlPlane, this.controlPlane.get(type, id));
    }
    await this.controlPlane.put(record);
    return kind === "replace" && !mustMakeRoom && before?.id !== state.id ? before : undefined;
  }

  #runDynamic(
    kind: Plan["kind"],
    resource: DeclaredResource,
    before: ResourceRecord | undefined,
  ): Promise<ResourceState> {
    const provider = this.providerOf(resource.inputs);
    return kind === "update" && before
      ? provider.update(before, resource.inputs)
      : provider.create(resource.inputs);
  }

  async remove(record: ResourceRecord): Promise<void> {
    if (isDynamic(record.type)) await this.providerOf(record.outputs).delete(record);
    else await modelOf(record.type).accountRules.remove?.(record, this.controlPlane);
    await this.controlPlane.remove(record.type, record.id);
  }
}

/** `aws:defaultTags` changes what a resource has without a change of its own. */
function newDefaultTags(before: ResourceRecord, { outputs }: DeclaredResource): string[] {
  return sameValue(undefined, before.outputs.tagsAll, outputs.tagsAll) ? [] : ["tagsAll"];
}

function differing(olds: Properties, news: Properties): string[] {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
    (name) => name !== "__provider",
  );
  return names.filter((name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]));
}

function nameOf({
  type,
  logicalName,
}: {
  readonly type: string;
  readonly logicalName: string;
}): string {
  return `${type}::${logicalName}`;
}
