import { once } from "node:events";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import type { ResourceRecord } from "../aws/account/control-plane";
import { ResourceError } from "../aws/resources/resource-error";
import type { ProgramFailure, WorkerAnswer, WorkerRequest } from "./evaluation-worker";
import type { Evaluation, ProgramRun } from "./run-program";

export type { Evaluation } from "./run-program";

export interface EvaluateOptions {
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  readonly stack: string;
  /** `path=value`, by Pulumi's path form. */
  readonly set?: readonly string[];
  /** What there is already: the program's resources keep its ids and generated names. */
  readonly existing?: readonly ResourceRecord[];
  readonly now?: () => Date;
}

/** The program, or the stack's files, are wrong. */
export class ProgramError extends Error {
  /** Whether the message alone says what is wrong and where; otherwise the stack helps. */
  readonly forThePerson: boolean;

  constructor(failure: ProgramFailure) {
    super(failure.message);
    this.name = failure.name;
    this.forThePerson = failure.forThePerson;
    this.stack =
      failure.forThePerson || !failure.stack
        ? `${failure.name}: ${failure.message}`
        : failure.stack;
  }
}

/** Real milliseconds that the thread stays when nobody asks: it holds as much as half the world. */
const idleMs = 5_000;

/** Pulumi's runtime keeps something of each run, about 5 MiB. */
const mostRuns = 10;

/**
 * Runs the Pulumi program and gives what it declares; creates nothing. One at a time, in a thread
 * that keeps Pulumi's packages loaded for a while.
 * @throws ProgramError with the program's own message; ResourceError when the simulated provider
 * refuses what the program declares.
 */
export function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const evaluation = turn.then(() => evaluateNow(options));
  // The caller gets the error; the next one only waits its turn.
  turn = evaluation.catch(() => undefined);
  return evaluation;
}

/** Ends the thread that evaluates; the next evaluation starts another. */
export async function stopEvaluating(): Promise<void> {
  await turn;
  clearTimeout(idle);
  if (thread) await end(await thread);
}

let turn: Promise<unknown> = Promise.resolve();
let thread: Promise<Worker> | undefined;
/** How many runs the thread has done. */
let runs = 0;
let idle: NodeJS.Timeout | undefined;

async function evaluateNow(options: EvaluateOptions): Promise<Evaluation> {
  const { root, stack, set = [], existing = [], now = () => new Date() } = options;
  const run = { root, stack, set, existing, now: now().toISOString() };
  const first = await inThread({ ...run, tracing: "fast" });
  if (first.kind === "evaluated") return first.evaluation;
  if (first.failure.forThePerson) throw errorOf(first.failure);
  // Once more, slowly, to learn which line of the source it was.
  const second = await inThread({ ...run, tracing: "located" });
  if (second.kind === "evaluated") return second.evaluation;
  throw errorOf(second.failure);
}

async function inThread(run: ProgramRun): Promise<WorkerAnswer> {
  clearTimeout(idle);
  thread ??= startThread();
  const worker = await thread;
  worker.ref();
  const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>();
  worker.once("message", resolve).once("error", reject);
  worker.postMessage(run satisfies WorkerRequest);
  const answer = await promise.finally(() =>
    worker.off("message", resolve).off("error", reject).unref(),
  );
  // A program that failed has left promises behind; they go with their thread.
  if (answer.kind === "failed" || run.tracing === "located") await end(worker);
  else endLater(worker);
  return answer;
}

/** Once nobody has asked for a while, or at once after many runs. The next one waits for it. */
function endLater(worker: Worker): void {
  runs += 1;
  const endNow = () => {
    turn = end(worker).catch(() => undefined);
  };
  idle = setTimeout(endNow, runs < mostRuns ? idleMs : 0).unref();
}

/**
 * Lets what is still going on, such as a bundle that the failed program asked for, come to its end:
 * cut off, it would be loud about it.
 */
async function end(worker: Worker): Promise<void> {
  thread = undefined;
  runs = 0;
  worker.ref();
  worker.postMessage("end" satisfies WorkerRequest);
  const patience = setTimeout(() => worker.terminate(), 5_000);
  await once(worker, "exit");
  clearTimeout(patience);
}

const compileCache = resolve(__dirname, "../../.cache/compile");

async function startThread(): Promise<Worker> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "evaluation-worker.ts")],
    bundle: true,
    write: false,
    // In a function of its own: what stands outside one would hide the program's names from Pulumi,
    // which serialises the closures of dynamic providers.
    format: "iife",
    platform: "node",
    target: "node24",
    packages: "external",
    logLevel: "silent",
    // Pulumi's packages are large: compiled once and kept, they load in two thirds of the time.
    banner: { js: `require("node:module").enableCompileCache(${JSON.stringify(compileCache)});` },
  });
  const worker = new Worker(outputFiles[0]?.text ?? "", {
    eval: true,
    execArgv: [],
    // What is young in it is soon gone; room for more is kept for nothing once it is evaluated.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
    name: "pulumi-program",
  });
  worker.unref();
  return worker;
}

function errorOf(failure: ProgramFailure): Error {
  const { resource, message } = failure;
  if (!resource) return new ProgramError(failure);
  return new ResourceError(
    resource.type,
    resource.logicalName,
    message.replace(`${resource.type} "${resource.logicalName}": `, ""),
  );
}
