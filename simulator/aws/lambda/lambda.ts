import { isDeepStrictEqual } from "node:util";
import { AwsError } from "../../gateway/aws-error";
import { Listeners } from "../../kernel/listeners";
import type { Turn, Turns } from "../../kernel/turns";
import { arn, simulatedAccount } from "../account/account";
import type { Change } from "../account/control-plane";
import type { CredentialStore } from "../iam/credentials";
import type { Draws, ServiceDeps } from "../service-deps";
import {
  type FunctionDeclaration,
  findFunction,
  functionDeclaration,
  functionPolicies,
  functionType,
} from "./declarations";
import type { EnvironmentSettings } from "./environment";
import { environmentVariables } from "./environment-variables";
import { FunctionHost } from "./function-host";
import type {
  FunctionError,
  FunctionLogEvent,
  InvocationOutcome,
  InvocationReport,
} from "./invocation";

/** So many invocations of a function run at once, if what they wait for takes long. */
export const mostEnvironments = 4;

export interface LambdaDeps extends ServiceDeps, Draws {
  readonly credentials: CredentialStore;
  /** Joins an environment's connections to the gateway. */
  readonly join: EnvironmentSettings["join"];
  /** Where invocations take turns, whatever function they are of. */
  readonly turns?: Turns;
}

/**
 * The simulated Lambda: runs the functions that the evaluated program declares, each in worker
 * threads with its own role's credentials.
 */
export class Lambda {
  readonly #hosts = new Map<string, FunctionHost>();
  /** How many invocations of each function run, by its ARN. */
  readonly #running = new Map<string, number>();
  /** Of versions that were replaced, as long as something of theirs is under way. */
  readonly #retired = new Set<FunctionHost>();
  readonly #warming = new Set<Promise<void>>();
  readonly #logListeners: Listeners<FunctionLogEvent>;
  readonly #invocationListeners: Listeners<InvocationReport>;

  constructor(private readonly deps: LambdaDeps) {
    const failed = deps.faults.failure("lambda", "What listens to the functions");
    this.#logListeners = new Listeners(failed);
    this.#invocationListeners = new Listeners(failed);
    deps.access.registerResourcePolicies("lambda", functionPolicies(deps.controlPlane));
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  onLog(listener: (event: FunctionLogEvent) => void): void {
    this.#logListeners.add(listener);
  }

  onInvocation(listener: (report: InvocationReport) => void): void {
    this.#invocationListeners.add(listener);
  }

  find(nameOrArn: string): FunctionDeclaration | undefined {
    return findFunction(this.deps.controlPlane, nameOrArn);
  }

  /**
   * Runs a function and waits for its answer. A function that fails is an outcome, not a rejection.
   * @throws AwsError when there is no such function, or as many run as it may.
   */
  async invoke(nameOrArn: string, event: unknown): Promise<InvocationOutcome> {
    const declaration = this.mustFind(nameOrArn);
    const host = this.#hosts.get(declaration.arn);
    if (!host) throw functionNotFound(nameOrArn);
    this.#throttle(declaration);
    const hop = { place: "function", name: declaration.name } as const;
    this.deps.traces.hop({ ...hop, what: "invoked" });
    return await this.deps.activity.during(async () => {
      const { concurrency, requestId, outcome, durationMs, cold } = await this.#counted(
        declaration.arn,
        () => this.#inTurn((turn) => host.invoke(event, turn)),
      );
      const failure = outcome.kind === "failed" ? { error: outcome.error } : {};
      this.deps.traces.hop({ ...hop, what: outcome.kind, ids: { requestId } });
      if (outcome.kind === "failed")
        this.#log(declaration.name, "error", `Invoke Error\t${JSON.stringify(outcome.error)}`);
      const report = {
        at: this.deps.clock.now(),
        functionName: declaration.name,
        requestId,
        durationMs,
        concurrency,
        cold,
      };
      this.#invocationListeners.tell({ ...report, outcome: outcome.kind, ...failure });
      return outcome;
    });
  }

  async #inTurn<T>(run: (turn: Turn | undefined) => Promise<T>): Promise<T> {
    const turn = await this.deps.turns?.enter();
    try {
      return await run(turn);
    } finally {
      await turn?.leave();
    }
  }

  functions(): FunctionDeclaration[] {
    return this.deps.controlPlane.all(functionType).map(functionDeclaration);
  }

  /** @throws AwsError when there is no such function. */
  mustFind(nameOrArn: string): FunctionDeclaration {
    const found = this.find(nameOrArn);
    if (!found) throw functionNotFound(nameOrArn);
    return found;
  }

  /**
   * A reservation is also the most that run at once; whoever comes then is turned away, not made to
   * wait (Lambda developer guide, "Configuring reserved concurrency").
   */
  #throttle({ arn, name, reservedConcurrentExecutions: most }: FunctionDeclaration): void {
    if (most < 0 || (this.#running.get(arn) ?? 0) < most) return;
    this.deps.faults.report(
      "lambda",
      `Function ${name} is throttled: its reserved concurrency is ${most}.`,
    );
    throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      Type: "User",
    });
  }

  /** Counts the invocation while it runs, and tells how many run with it. */
  async #counted<T>(functionArn: string, run: () => Promise<T>) {
    const concurrency = (this.#running.get(functionArn) ?? 0) + 1;
    this.#running.set(functionArn, concurrency);
    try {
      return { ...(await run()), concurrency };
    } finally {
      this.#running.set(functionArn, (this.#running.get(functionArn) ?? 1) - 1);
    }
  }

  /** Resolves when every function has an environment with its bundle loaded. */
  async warm(): Promise<void> {
    await Promise.all(this.#warming);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#hosts.values(), ...this.#retired].map((host) => host.stop()));
  }

  #follow(change: Change): void {
    const record = change.kind === "deleted" ? change.before : change.after;
    if (record.type !== functionType) return;
    const declaration = functionDeclaration(record);
    if (
      change.kind === "updated" &&
      isDeepStrictEqual(functionDeclaration(change.before), declaration)
    )
      return;
    if (change.kind !== "deleted") this.#checkRole(declaration);
    this.#retire(declaration.arn);
    if (change.kind !== "deleted") this.#begin(declaration);
  }

  /** Starts one environment ahead, in the background. */
  #begin(declaration: FunctionDeclaration): void {
    const host = new FunctionHost(
      this.#settings(declaration),
      environmentsOf(declaration),
      (error) => this.#reportInit(declaration.name, error),
      this.deps.faults.failure("lambda", `An environment of function ${declaration.name}`),
    );
    this.#hosts.set(declaration.arn, host);
    const warming = this.deps.activity
      .during(() => host.prewarm())
      .catch(this.deps.faults.failure("lambda", `Starting function ${declaration.name}`))
      .finally(() => this.#warming.delete(warming));
    this.#warming.add(warming);
  }

  /** Invocations under way and those that wait finish on the old version. */
  #retire(functionArn: string): void {
    const host = this.#hosts.get(functionArn);
    if (!host) return;
    this.#retired.add(host);
    host.retire(() => this.#retired.delete(host));
    this.#hosts.delete(functionArn);
  }

  #checkRole({ name, role }: FunctionDeclaration): void {
    if (!this.deps.controlPlane.find("aws:iam/role:Role", "arn", role)) {
      throw new Error(`Function ${name} names the role ${role}, which does not exist.`);
    }
    if (!this.deps.access.mayAssume("lambda.amazonaws.com", role)) {
      throw new Error(
        `Function ${name}: the role ${role} cannot be assumed by Lambda; its trust policy ` +
          "does not allow lambda.amazonaws.com.",
      );
    }
  }

  #settings(declaration: FunctionDeclaration): EnvironmentSettings {
    const { credentials, clock, join } = this.deps;
    const roleName = declaration.role.slice(declaration.role.lastIndexOf("/") + 1);
    const session = {
      caller: { kind: "role", roleArn: declaration.role, roleName },
      sessionName: declaration.name,
    } as const;
    return {
      declaration,
      variables: environmentVariables(
        declaration,
        simulatedAccount.region,
        credentials.issue(session),
      ),
      join,
      inTurns: this.deps.turns !== undefined,
      clock,
      ids: this.deps.ids,
      log: (level, text, byConsole) => this.#log(declaration.name, level, text, byConsole),
    };
  }

  #reportInit(functionName: string, error: FunctionError): void {
    this.deps.faults.report(
      "lambda",
      `Function ${functionName} could not be loaded: ${error.errorType}: ${error.errorMessage}`,
    );
  }

  #log(
    functionName: string,
    level: FunctionLogEvent["level"],
    text: string,
    byConsole = false,
  ): void {
    this.#logListeners.tell({ at: this.deps.clock.now(), functionName, level, text, byConsole });
  }
}

function functionNotFound(nameOrArn: string): AwsError {
  const functionArn = nameOrArn.startsWith("arn:")
    ? nameOrArn
    : arn("lambda", `function:${nameOrArn}`);
  return new AwsError("ResourceNotFoundException", `Function not found: ${functionArn}`, 404, {
    Type: "User",
  });
}

function environmentsOf({ reservedConcurrentExecutions }: FunctionDeclaration): number {
  return reservedConcurrentExecutions > 0
    ? Math.min(reservedConcurrentExecutions, mostEnvironments)
    : mostEnvironments;
}
