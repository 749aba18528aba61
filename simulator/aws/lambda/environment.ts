import { AsyncLocalStorage } from "node:async_hooks";
import { Worker } from "node:worker_threads";
import type { LinkedClient, Within } from "../../gateway/gateway";
import type { Frames, Link } from "../../gateway/link.cjs";
import type { SimulatedClock } from "../../kernel/clock";
import type { SeededIds } from "../../kernel/seeded-ids";
import type { Turn } from "../../kernel/turns";
import type { FunctionDeclaration } from "./declarations";
import type { FunctionError, InvocationOutcome, LogLevel } from "./invocation";
import { levelOfLine } from "./invocation";

type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "init-failed" | "crashed"; readonly error: FunctionError }
  | { readonly kind: "result"; readonly requestId: string; readonly payload: string }
  | { readonly kind: "error"; readonly requestId: string; readonly error: FunctionError }
  | { readonly kind: "network"; readonly frames: Frames }
  /** It has nothing to do until then, having heard so many messages: only where runs take turns. */
  | { readonly kind: "waits"; readonly heard: number; readonly until?: number }
  | { readonly kind: "log"; readonly level: LogLevel; readonly text: string }
  | { readonly kind: "log"; readonly stream: "stdout" | "stderr"; readonly text: string };

export interface EnvironmentSettings {
  readonly declaration: FunctionDeclaration;
  /** The whole `process.env` of the function. */
  readonly variables: Readonly<Record<string, string>>;
  /** Joins the environment's connections to the gateway. */
  readonly join: (post: (frames: Frames) => void, client: LinkedClient) => Link;
  /**
   * Its invocations take turns with others', and draw from the seed; their timers and the function's
   * timeout are the clock's, and not real ones.
   */
  readonly inTurns: boolean;
  readonly clock: Pick<SimulatedClock, "now" | "after" | "sharedTime">;
  readonly ids: SeededIds;
  /** @param byConsole by the global console, not by a logger that writes to a stream. */
  log(level: LogLevel, text: string, byConsole: boolean): void;
}

interface UnderWay {
  readonly requestId: string;
  readonly turn: Turn | undefined;
  settle(outcome: InvocationOutcome): void;
}

/**
 * One execution environment: a worker thread that has loaded the bundle and runs one invocation at
 * a time.
 */
export class Environment {
  /** Resolves when the bundle is loaded, with the error when it could not be. */
  readonly started: Promise<FunctionError | undefined>;
  readonly #worker: Worker;
  readonly #link: Link;
  #started: (error: FunctionError | undefined) => void = () => {};
  #underWay: UnderWay | undefined;
  #crash: FunctionError | undefined;
  #gone = false;
  /** So many messages were sent to the thread. */
  #sent = 0;
  #callOffRing = () => {};
  /** What the function asks for belongs to the invocation that runs. */
  #within: Within = (work) => work();

  constructor(private readonly settings: EnvironmentSettings) {
    this.started = new Promise((resolve) => {
      this.#started = resolve;
    });
    this.#worker = startWorker(settings);
    this.#link = settings.join((frames) => this.#post({ frames }), {
      name: settings.declaration.name,
      within: (work) => this.#within(work),
      turn: () => this.#underWay?.turn,
      die: () => this.#end(killed),
    });
    this.#worker.on("message", (message: FromWorker) => this.#hear(message));
    this.#worker.on("error", (error) =>
      this.#end({ errorType: error.name, errorMessage: error.message, trace: [] }),
    );
    this.#worker.on("exit", (code) => this.#end(this.#crash ?? exitError(code)));
  }

  /** Whether the thread has ended or is ending; it takes no further invocation. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Runs the function once. Ends the environment when the function's timeout passes. */
  invoke(requestId: string, event: string, turn?: Turn): Promise<InvocationOutcome> {
    const timeoutMs = this.settings.declaration.timeout * 1000;
    this.#within = AsyncLocalStorage.snapshot();
    return new Promise((resolve) => {
      const callOff = this.#after(timeoutMs, () =>
        this.#end(timedOut(requestId, this.settings.declaration.timeout)),
      );
      this.#underWay = {
        requestId,
        turn,
        settle: (outcome) => {
          callOff();
          this.#callOffRing();
          this.#underWay = undefined;
          resolve(outcome);
        },
      };
      this.#post({ requestId, event, timeoutMs, seed: turn?.seed });
    });
  }

  #after(milliseconds: number, what: () => void): () => void {
    if (this.settings.inTurns) return this.settings.clock.after(milliseconds, what);
    const timer = setTimeout(what, milliseconds);
    return () => clearTimeout(timer);
  }

  #post(message: object): void {
    this.#sent += 1;
    this.#callOffRing();
    this.#underWay?.turn?.goesOn();
    this.#worker.postMessage(message);
  }

  /** Only the clock wakes the thread, unless something is on its way to it. */
  #rest(heard: number, until: number | undefined): void {
    const turn = this.#underWay?.turn;
    if (!turn || heard !== this.#sent) return;
    turn.threadRests();
    const { clock } = this.settings;
    if (until !== undefined)
      this.#callOffRing = clock.after(Math.max(0, until - clock.now()), () => this.#post({}));
  }

  /** @returns a function that gives the share of the time since in which the thread had work. */
  measureLoad(): () => number {
    const { performance } = this.#worker;
    const before = performance.eventLoopUtilization();
    return () => performance.eventLoopUtilization(before).utilization;
  }

  async stop(): Promise<void> {
    this.#gone = true;
    this.#link.close();
    await this.#worker.terminate();
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case "ready":
        this.#started(undefined);
        break;
      case "network":
        this.#link.take(message.frames);
        break;
      case "waits":
        this.#rest(message.heard, message.until);
        break;
      case "init-failed":
        this.#end(message.error);
        break;
      case "crashed":
        this.#crash = message.error;
        break;
      case "log":
        this.#log(message);
        break;
      case "result":
        this.#settle(message.requestId, {
          kind: "succeeded",
          payload: JSON.parse(message.payload),
        });
        break;
      case "error":
        this.#settle(message.requestId, { kind: "failed", error: message.error });
        break;
    }
  }

  #log(message: FromWorker & { readonly kind: "log" }): void {
    if ("level" in message) this.settings.log(message.level, message.text, true);
    else this.settings.log(levelOfLine(message.text, message.stream), message.text, false);
  }

  #settle(requestId: string, outcome: InvocationOutcome): void {
    if (requestId === this.#underWay?.requestId) this.#underWay.settle(outcome);
  }

  #end(error: FunctionError): void {
    if (!this.#gone) void this.stop();
    this.#started(error);
    this.#underWay?.settle({ kind: "failed", error });
  }
}

function startWorker(settings: EnvironmentSettings): Worker {
  const { declaration, variables, clock, ids } = settings;
  return new Worker(require.resolve("./worker/bootstrap.cjs"), {
    // Neither the host's environment nor its loader (tsx) reaches the function.
    env: { ...variables },
    execArgv: [],
    // A function's garbage is young; room for more of it than this is memory for nothing.
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(declaration.memorySize, 64),
      maxYoungGenerationSizeMb: 8,
    },
    name: declaration.name,
    workerData: {
      code: declaration.codeText,
      handler: declaration.handler,
      functionName: declaration.name,
      functionArn: declaration.arn,
      memoryMb: declaration.memorySize,
      logStreamName: `[$LATEST]${ids.hex(32)}`,
      sharedTime: clock.sharedTime,
      inTurns: settings.inTurns,
    },
  });
}

function timedOut(requestId: string, seconds: number): FunctionError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage:
      `RequestId: ${requestId} Error: ` + `Task timed out after ${seconds.toFixed(2)} seconds`,
    trace: [],
  };
}

/** As published logs show a runtime that the system killed: unverified. */
const killed: FunctionError = {
  errorType: "Runtime.ExitError",
  errorMessage: "RequestId: unknown Error: Runtime exited with error: signal: killed",
  trace: [],
};

function exitError(code: number): FunctionError {
  const errorMessage =
    code === 0
      ? "Runtime exited without providing a reason"
      : `Runtime exited with error: exit status ${code}`;
  return { errorType: "Runtime.ExitError", errorMessage, trace: [] };
}
