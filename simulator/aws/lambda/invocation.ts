/**
 * How Lambda describes an error of a function. The names: AWS's runtime interface client for Node
 * (`Runtime.ImportModuleError`, …), and for `Sandbox.Timedout` the Lambda developer guide, which
 * speaks of the init phase alone. That a function that times out or exits later has them too, and
 * the texts, are seen in published logs: unverified.
 */
export interface FunctionError {
  /** The error's class, or `Runtime.ExitError`, `Sandbox.Timedout`, … */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type InvocationOutcome =
  | { readonly kind: "succeeded"; readonly payload: unknown }
  | { readonly kind: "failed"; readonly error: FunctionError };

/** One finished invocation, for the page and for the functions' metrics. */
export interface InvocationReport {
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly at: number;
  readonly functionName: string;
  readonly requestId: string;
  /** Real milliseconds in the function, without the start of its environment. */
  readonly durationMs: number;
  /** How many invocations of the function were under way when it began, itself included. */
  readonly concurrency: number;
  /** Whether the environment was started for it. */
  readonly cold: boolean;
  readonly outcome: "succeeded" | "failed";
  readonly error?: FunctionError;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** A line that a function logged. */
export interface FunctionLogEvent {
  readonly at: number;
  readonly functionName: string;
  readonly level: LogLevel;
  readonly text: string;
  /**
   * Written by the global console: where the function's log format is JSON, Lambda's runtime puts
   * such a text into the member `message` of an object.
   */
  readonly byConsole: boolean;
}

const levels: Readonly<Record<string, LogLevel>> = {
  trace: "debug",
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  critical: "error",
  fatal: "error",
};

/**
 * The level of a raw line: what a JSON line says of itself, otherwise by the stream it was written
 * to.
 */
export function levelOfLine(text: string, stream: "stdout" | "stderr"): LogLevel {
  const usual = stream === "stderr" ? "error" : "info";
  if (!text.startsWith("{")) return usual;
  try {
    const { level } = JSON.parse(text) as { level?: unknown };
    return (typeof level === "string" && levels[level.toLowerCase()]) || usual;
  } catch {
    // A line that only looks like JSON.
    return usual;
  }
}
