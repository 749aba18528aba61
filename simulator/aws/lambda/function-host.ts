import { AsyncLocalStorage } from "node:async_hooks";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import type { Turn } from "../../kernel/turns";
import { Environment, type EnvironmentSettings } from "./environment";
import type { FunctionError, InvocationOutcome } from "./invocation";

interface Waiting {
  readonly requestId: string;
  readonly event: string;
  readonly turn: Turn | undefined;
  /** Runs something as part of what the invocation belongs to. */
  readonly within: ReturnType<typeof AsyncLocalStorage.snapshot>;
  settle(run: FinishedRun): void;
}

export interface FinishedRun {
  readonly requestId: string;
  readonly outcome: InvocationOutcome;
  readonly durationMs: number;
  readonly cold: boolean;
}

/**
 * How long invocations wait (real milliseconds) before another environment is started for them:
 * most get a warm one within that time.
 */
const patienceMs = 20;
/**
 * Half of the cores: the world and the other functions need theirs, and each environment holds a
 * heap and has to be warmed up by V8 anew. More of them would only take turns. They are for
 * invocations that wait for something outside, and then all of these threads have little to do.
 */
const coresEach = Math.ceil(availableParallelism() / 2);
const patienceBeyondCoresMs = 100;
const mostlyIdle = 0.2;

const stopped: FunctionError = {
  errorType: "Runtime.ExitError",
  errorMessage: "The simulated cloud was stopped.",
  trace: [],
};

/** The environments of one version of a function, and the invocations that wait for one. */
export class FunctionHost {
  readonly #environments = new Set<Environment>();
  readonly #idle: Environment[] = [];
  readonly #unused = new Set<Environment>();
  readonly #waiting: Waiting[] = [];
  #starting = 0;
  #patience: NodeJS.Timeout | undefined;
  #retired = false;
  #gone = () => {};

  constructor(
    private readonly settings: EnvironmentSettings,
    private readonly mostEnvironments: number,
    private readonly initFailed: (error: FunctionError) => void,
    /** What goes wrong with an environment while nobody waits for it. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /**
   * Starts an environment ahead of the first invocation.
   * @returns when its bundle is loaded, or could not be.
   */
  async prewarm(): Promise<void> {
    await this.#start(false);
  }

  invoke(event: unknown, turn?: Turn): Promise<FinishedRun> {
    return new Promise((settle) => {
      const within = AsyncLocalStorage.snapshot();
      this.#waiting.push({
        requestId: this.settings.ids.uuid(),
        event: JSON.stringify(event),
        turn,
        within,
        settle,
      });
      this.#serve();
    });
  }

  /**
   * Takes no more part: environments end as soon as they are idle and nobody waits.
   * @param gone called when none is left
   */
  retire(gone: () => void): void {
    this.#retired = true;
    this.#gone = gone;
    this.#endIdle();
  }

  async stop(): Promise<void> {
    this.#retired = true;
    clearTimeout(this.#patience);
    for (const { requestId, settle } of this.#waiting.splice(0)) {
      settle({
        requestId,
        outcome: { kind: "failed", error: stopped },
        durationMs: 0,
        cold: false,
      });
    }
    await Promise.all([...this.#environments].map((environment) => environment.stop()));
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const environment = this.#idle.pop();
      if (!environment) {
        this.#grow();
        return;
      }
      if (environment.gone) this.#forget(environment);
      else this.#run(environment, this.#waiting.shift() as Waiting).catch(this.failed);
    }
    if (this.#retired) this.#endIdle();
  }

  /**
   * The first environment is started at once, the next ones when an invocation has waited for a
   * while.
   */
  #grow(): void {
    if (this.#environments.size === 0) this.#start(true).catch(this.failed);
    if (this.#environments.size >= this.mostEnvironments || this.#patience) return;
    // Who takes turns waits for nobody but those: real time has no say in it.
    if (this.settings.inTurns) {
      if (this.#waiting.length > this.#starting) this.#start(true).catch(this.failed);
      return;
    }
    const beyondCores = this.#environments.size >= coresEach;
    const loads = beyondCores
      ? [loadOfThisThread(), ...[...this.#environments].map((one) => one.measureLoad())]
      : [];
    this.#patience = setTimeout(
      () => {
        this.#patience = undefined;
        const load = loads.reduce((sum, loadSince) => sum + loadSince(), 0);
        const helps = load < mostlyIdle;
        if (helps && this.#waiting.length > this.#starting) this.#start(true).catch(this.failed);
        if (this.#waiting.length > 0) this.#grow();
      },
      beyondCores ? patienceBeyondCoresMs : patienceMs,
    );
  }

  async #start(forInvocation: boolean): Promise<void> {
    const environment = new Environment(this.settings);
    this.#environments.add(environment);
    this.#starting += 1;
    const error = await environment.started;
    this.#starting -= 1;
    if (error) {
      this.#forget(environment);
      this.initFailed(error);
      const first = this.#waiting.shift();
      first?.settle({
        requestId: first.requestId,
        outcome: { kind: "failed", error },
        durationMs: 0,
        cold: true,
      });
    } else {
      if (forInvocation) this.#unused.add(environment);
      this.#idle.push(environment);
    }
    this.#serve();
  }

  async #run(
    environment: Environment,
    { requestId, event, turn, within, settle }: Waiting,
  ): Promise<void> {
    const cold = this.#unused.delete(environment);
    const began = performance.now();
    const outcome = await within(() => environment.invoke(requestId, event, turn));
    if (environment.gone) this.#forget(environment);
    else this.#idle.push(environment);
    settle({ requestId, outcome, durationMs: performance.now() - began, cold });
    this.#serve();
  }

  #forget(environment: Environment): void {
    this.#environments.delete(environment);
    this.#unused.delete(environment);
    if (this.#retired && this.#environments.size === 0) this.#gone();
  }

  #endIdle(): void {
    for (const environment of this.#idle.splice(0)) {
      this.#forget(environment);
      environment.stop().catch(this.failed);
    }
  }
}

function loadOfThisThread(): () => number {
  const before = performance.eventLoopUtilization();
  return () => performance.eventLoopUtilization(before).utilization;
}
