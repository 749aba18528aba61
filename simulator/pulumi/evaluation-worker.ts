import nodeModule, { builtinModules } from "node:module";
import { parentPort } from "node:worker_threads";
import * as pulumi from "@pulumi/pulumi";
import { ResourceError } from "../aws/resources/resource-error";
import { checkArgumentsOfResources } from "./argument-check";
import { type Evaluation, type ProgramRun, runProgram } from "./run-program";
import { StackSettingsError } from "./stack-settings";

/**
 * What the thread tells of a run. Errors lose their class between threads, so what they are is told
 * with them.
 */
export type WorkerAnswer =
  | { readonly kind: "evaluated"; readonly evaluation: Evaluation }
  | { readonly kind: "failed"; readonly failure: ProgramFailure };

export interface ProgramFailure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** The message alone says what is wrong and where. */
  readonly forThePerson: boolean;
  readonly resource?: { readonly type: string; readonly logicalName: string };
}

/** A program to run, or the word to come to an end once nothing is going on any more. */
export type WorkerRequest = ProgramRun | "end";

parentPort?.on("message", async (request: WorkerRequest) => {
  if (request !== "end") return parentPort?.postMessage(await answer(request));
  // At a good end, Pulumi would complain of the promises that a failed program leaves.
  process.exitCode = 1;
  parentPort?.close();
});

// To serialise a dynamic provider, Pulumi loads every builtin module; this one does not exist in a
// thread.
Object.defineProperty(nodeModule, "builtinModules", {
  value: builtinModules.filter((name) => name !== "trace_events"),
});

checkArgumentsOfResources();

async function answer(run: ProgramRun): Promise<WorkerAnswer> {
  try {
    return { kind: "evaluated", evaluation: await runProgram(run) };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error) };
  }
}

function failureOf(error: unknown): ProgramFailure {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, forThePerson: false };
  return {
    name: error.name,
    message: withoutPrefixes(error.message),
    stack: error.stack && withoutPrefixes(error.stack),
    forThePerson:
      error instanceof StackSettingsError ||
      error instanceof ResourceError ||
      pulumi.RunError.isInstance(error),
    ...(error instanceof ResourceError && {
      resource: { type: error.type, logicalName: error.logicalName },
    }),
  };
}

/** Pulumi puts a prefix before the message at each resource that an error passes through. */
function withoutPrefixes(text: string): string {
  return text.replaceAll(/error serializing property "[^"]*": /g, "");
}
