import * as pulumi from "@pulumi/pulumi";
import { type AccountSettings, configureAccount } from "../aws/account/account";
import type { Properties, ResourceRecord } from "../aws/account/control-plane";
import { ResourceError } from "../aws/resources/resource-error";
import { autonaming, type NamingRule } from "./autonaming";
import { declare } from "./declare";
import type { DeclaredResource } from "./deployment";
import { invoke } from "./invokes";
import { plainValue } from "./plain-value";
import { bundleProgram, loadProgram, type Tracing } from "./program-bundle";
import { accountSettings } from "./provider-config";
import { type Registration, Registrations } from "./registrations";
import { readStackSettings, type StackSettings, StackSettingsError } from "./stack-settings";

export interface ProgramRun {
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  readonly stack: string;
  /** `path=value`, by Pulumi's path form. */
  readonly set: readonly string[];
  /** What there is already: the program's resources keep its ids and generated names. */
  readonly existing: readonly ResourceRecord[];
  /** ISO 8601. */
  readonly now: string;
  readonly tracing: Tracing;
}

export interface Evaluation {
  /** In the order of registration: a resource comes after those whose outputs it uses. */
  readonly declared: readonly DeclaredResource[];
  /** Under which URNs, in the order in which the program makes them. */
  readonly registrations: readonly Registration[];
  /** What the program exports. */
  readonly stackOutputs: Properties;
  /**
   * What the program measured of its own work on the performance timeline, in milliseconds by name.
   */
  readonly measured: Readonly<Record<string, number>>;
  /** What the stack says of the account. */
  readonly account: AccountSettings;
}

/**
 * Runs the Pulumi program under Pulumi's own runtime, with the simulated provider in the engine's
 * place, and creates nothing. To be called in a thread of its own: the runtime keeps one program's
 * state a thread, and a program that failed leaves promises behind.
 */
export async function runProgram(run: ProgramRun): Promise<Evaluation> {
  const settings = readStackSettings(run.root, run.stack, run.set);
  const account = configuredAccount(settings);
  configureAccount(account);
  const bundle = await bundleProgram(run.root, settings.main, run.tracing);
  const engine = new EngineStandIn(settings, run);

  // Pulumi's runtime notes a stack trace a promise, and that takes most of the time.
  if (run.tracing === "fast") Error.stackTraceLimit = 0;
  else process.setSourceMapsEnabled(true);
  process.on("unhandledRejection", engine.fail);
  await pulumi.runtime.setMocks(engine, settings.project, settings.stack, false);
  pulumi.runtime.setAllConfig({ ...settings.config });
  const registrations = new Registrations();
  const outputs = pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(registrations.note);
    return loadProgram(bundle);
  });
  // Where a resource fails, what hangs on it never settles: then the failure is the answer.
  const stackOutputs = await Promise.race([outputs, engine.failure]);
  await Promise.race([settled(), engine.failure]);
  process.off("unhandledRejection", engine.fail);
  return {
    declared: engine.declared,
    registrations: registrations.all(),
    stackOutputs: (await plainValue(stackOutputs)) as Properties,
    measured: takeMeasures(),
    account,
  };
}

/** @throws StackSettingsError with every key of `aws:…` that is wrong. */
function configuredAccount({ stack, config }: StackSettings): AccountSettings {
  const keys = Object.entries(config)
    .filter(([key]) => key.startsWith("aws:"))
    .map(([key, value]) => [key.slice("aws:".length), value]);
  const { settings, failures } = accountSettings(Object.fromEntries(keys));
  if (failures.length === 0) return settings;
  throw new StackSettingsError(
    `Pulumi.${stack}.yaml: ${failures.map(({ reason }) => reason).join(" ")}`,
  );
}

function takeMeasures(): Record<string, number> {
  const entries = performance
    .getEntriesByType("measure")
    .map(({ name, duration }) => [name, duration]);
  performance.clearMeasures();
  return Object.fromEntries(entries);
}

/**
 * Waits until every registration has been answered, and until Node has told of promises that nobody
 * caught.
 */
async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
  await new Promise((resolve) => setImmediate(resolve));
}

/**
 * Answers the program in the engine's place. It never throws into the runtime, which would lose the
 * error: it keeps the first.
 */
class EngineStandIn implements pulumi.runtime.Mocks {
  readonly declared: DeclaredResource[] = [];
  readonly failure: Promise<never>;
  readonly fail: (error: unknown) => void;
  readonly #settings: StackSettings;
  readonly #naming: NamingRule;
  readonly #run: ProgramRun;

  constructor(settings: StackSettings, run: ProgramRun) {
    const { promise, reject } = Promise.withResolvers<never>();
    // Whoever runs the program waits for it too, and sees the error; without this, one before that
    // wait would end the process.
    promise.catch(() => undefined);
    this.failure = promise;
    this.fail = reject;
    this.#settings = settings;
    this.#naming = autonaming(settings);
    this.#run = run;
  }

  async newResource(
    args: pulumi.runtime.MockResourceArgs,
  ): Promise<pulumi.runtime.MockResourceResult> {
    try {
      const inputs = (await plainValue(args.inputs)) as Properties;
      if (!args.custom) return { id: undefined, state: inputs };
      const prior = this.#run.existing.find(
        ({ type, logicalName }) => type === args.type && logicalName === args.name,
      );
      this.#declareOnce(args);
      const seed = `${this.#settings.project}/${this.#settings.stack}`;
      const resource = declare(
        { type: args.type, logicalName: args.name, inputs },
        { prior, seed, now: this.#run.now, naming: this.#naming },
      );
      this.declared.push(resource);
      return { id: resource.id, state: resource.outputs };
    } catch (error) {
      this.fail(error);
      return { id: args.name, state: args.inputs };
    }
  }

  /** As the engine refuses it; it tells two apart by their parents' types too. */
  #declareOnce({ type, name }: pulumi.runtime.MockResourceArgs): void {
    if (!this.declared.some((each) => each.type === type && each.logicalName === name)) return;
    throw new ResourceError(
      type,
      name,
      "Duplicate resource URN: the program declares two of this type and name; give one of them " +
        "another name.",
    );
  }

  async call({ token, inputs }: pulumi.runtime.MockCallArgs): Promise<Record<string, unknown>> {
    try {
      return invoke(token, inputs);
    } catch (error) {
      this.fail(error);
      return {};
    }
  }
}
