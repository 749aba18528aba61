import { resolve } from "node:path";
import { simulatedAccount } from "../aws/account/account";
import type { SimulatedCloud } from "../aws/cloud";
import { Listeners } from "../kernel/listeners";
import { type DeployOptions, deploy, preview } from "./deploy";
import type { Deployment } from "./deployment";
import { readStackSettings, type StackSettings } from "./stack-settings";

/** A Pulumi program to deploy, and what people do by hand around a deployment. */
export interface Program {
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  readonly stack: string;
  /** `path=value`, by Pulumi's path form. */
  readonly set?: readonly string[];
  readonly edit?: DeployOptions["edit"];
  /** Such as linking a WABA in the console. */
  readonly before?: (settings: StackSettings) => void | Promise<void>;
  /** Such as putting a secret's value in place. */
  readonly after?: (deployment: Deployment, settings: StackSettings) => void | Promise<void>;
}

/** One deployment that came to its end. */
export interface DeploymentRecord {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  /** How long it took, real time. */
  readonly milliseconds: number;
  readonly set: readonly string[];
  /** What differed; resources that stayed as they were are not in it. */
  readonly steps: Deployment["steps"];
}

/** The deployments of one program into the simulated account: the present one and those before. */
export class Deployments {
  readonly history: DeploymentRecord[] = [];
  readonly #listeners: Listeners<DeploymentRecord>;
  #turn: Promise<unknown> = Promise.resolve();
  #set: readonly string[];
  #present: { readonly deployment: Deployment; readonly settings: StackSettings } | undefined;

  constructor(
    private readonly cloud: SimulatedCloud,
    private readonly program: Program,
  ) {
    this.#set = program.set ?? [];
    this.#listeners = new Listeners(
      cloud.faults.failure("world", "What listens to the deployments"),
    );
  }

  /** @throws before the first deployment. */
  get settings(): StackSettings {
    return this.#now().settings;
  }

  /** @throws before the first deployment. */
  get deployment(): Deployment {
    return this.#now().deployment;
  }

  /** `pulumi up`. @throws the program's own error; then what was deployed before stays. */
  deploy(): Promise<DeploymentRecord> {
    return this.#inTurn(() => this.#deploy(this.#set));
  }

  /**
   * Sets a stack config value, evaluates the program with it, and applies the difference.
   * @throws the config's or program's own error; a refused value changes nothing.
   */
  setConfig(path: string, value: string): Promise<DeploymentRecord> {
    return this.#inTurn(() => this.#deploy(this.#with(path, value)));
  }

  /**
   * What setting the value would change; nothing is changed.
   * @throws the config's or program's own error
   */
  preview(path: string, value: string): Promise<Deployment["steps"]> {
    return this.#inTurn(async () => {
      const set = this.#with(path, value);
      const steps = await preview(this.#options(set));
      return steps.filter(({ kind }) => kind !== "same");
    });
  }

  /** @returns a function that stops listening. */
  onDeployment(listener: (record: DeploymentRecord) => void): () => void {
    return this.#listeners.add(listener);
  }

  #now() {
    if (!this.#present) throw new Error("The program has not been deployed yet.");
    return this.#present;
  }

  /** Two at once would take the other's resources for their own. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #deploy(set: readonly string[]): Promise<DeploymentRecord> {
    const { stack, root, before, after } = this.program;
    const started = performance.now();
    const settings = readStackSettings(resolve(root), stack, set);
    await before?.(settings);
    const deployment = await deploy(this.#options(set));
    await after?.(deployment, settings);
    this.#set = set;
    this.#present = { deployment, settings };
    const record: DeploymentRecord = {
      at: this.cloud.clock.now(),
      milliseconds: Math.round(performance.now() - started),
      set,
      steps: deployment.steps.filter(({ kind }) => kind !== "same"),
    };
    this.history.push(record);
    this.#listeners.tell(record);
    return record;
  }

  #with(path: string, value: string): readonly string[] {
    const others = this.#set.filter((setting) => !setting.startsWith(`${path}=`));
    return [...others, `${path}=${value}`];
  }

  #options(set: readonly string[]): DeployOptions {
    const { root, stack, edit } = this.program;
    return {
      controlPlane: this.cloud.controlPlane,
      root: resolve(root),
      stack,
      set,
      ...(edit && { edit }),
      dynamicEnvironment: this.#dynamicEnvironment(),
    };
  }

  /** With which a dynamic resource's SDK client finds the simulated account. */
  #dynamicEnvironment(): Readonly<Record<string, string>> {
    const { endpoint, deployerCredentials } = this.cloud;
    return {
      AWS_REGION: simulatedAccount.region,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_SOCIALMESSAGING: endpoint,
      AWS_ACCESS_KEY_ID: deployerCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: deployerCredentials.secretAccessKey,
      AWS_SESSION_TOKEN: deployerCredentials.sessionToken,
    };
  }
}
