import { type CloudOptions, SimulatedCloud } from "./aws/cloud";
import type { FunctionLogEvent } from "./aws/lambda/invocation";
import { type Carriers, startCarriers } from "./carriers/carriers";
import { Journal } from "./kernel/journal";
import type { PhoneMessage } from "./phones/phone-message";
import { Deployments, type Program } from "./pulumi/deployments";

const kept = { messages: 5_000, logLines: 5_000 } as const;

/** Everything: the AWS account, Meta and Twilio, the people with their phones, the clock. */
export class World {
  /** Every news of a message on any phone, as it stood then. */
  readonly messages: Journal<PhoneMessage>;
  /** What the functions log. */
  readonly logs: Journal<FunctionLogEvent>;
  #deployments: Deployments | undefined;

  /** Starts the world on a free loopback port. Nothing exists in its account yet. */
  static async start({ seed = 1, ...options }: Partial<CloudOptions> = {}): Promise<World> {
    const cloud = await SimulatedCloud.start({ seed, ...options });
    // A simulator number sends to simulator destinations only: this world's phones are such.
    return new World(cloud, startCarriers(cloud, { phonesAreSimulatorDestinations: true }));
  }

  private constructor(
    readonly cloud: SimulatedCloud,
    readonly carriers: Carriers,
  ) {
    const failed = (what: string) => cloud.faults.failure("world", `What listens to the ${what}`);
    this.messages = new Journal(kept.messages, failed("messages"));
    this.logs = new Journal(kept.logLines, failed("log"));
    carriers.network.onChange((message) => this.messages.add(message));
    cloud.onLog((line) => this.logs.add(line));
  }

  /** Deploys a Pulumi program into the account, which it has for itself. @throws its own error. */
  async run(program: Program): Promise<Deployments> {
    if (this.#deployments) throw new Error("This world runs a Pulumi program already.");
    const deployments = new Deployments(this.cloud, program);
    await deployments.deploy();
    this.#deployments = deployments;
    return deployments;
  }

  get hasProgram(): boolean {
    return this.#deployments !== undefined;
  }

  /** @throws in a world without a program of its own. */
  get deployments(): Deployments {
    if (this.#deployments) return this.#deployments;
    throw new Error("This world runs no Pulumi program: it has no config and no deployments.");
  }

  /** Resolves when nothing is under way until somebody acts or the clock moves. */
  quiet(): Promise<void> {
    return this.cloud.quiet();
  }

  /** Lets time pass: everything that falls due happens, one after the other. */
  pass(milliseconds: number): Promise<void> {
    return this.cloud.clock.pass(milliseconds, () => this.cloud.activity.atRest());
  }

  async stop(): Promise<void> {
    await this.cloud.stop();
  }
}
