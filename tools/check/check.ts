import { spawn } from "node:child_process";
import { join } from "node:path";

/** One thing that is checked: a tool of node_modules with its arguments. */
export interface Check {
  readonly name: string;
  readonly tool: string;
  readonly args: readonly string[];
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly output: string;
}

/** A check that takes longer hangs: it is ended, and has failed. */
const patienceMinutes = 20;

/**
 * Runs the tool and keeps what it prints; a tool that cannot be started is a failed check with the
 * reason as output.
 */
export function runCheck({ name, tool, args }: Check): Promise<CheckResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join("node_modules", ".bin", tool), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const patience = setTimeout(() => {
      output += `\n${name} was still running after ${patienceMinutes} minutes, and was ended.`;
      child.kill("SIGKILL");
    }, patienceMinutes * 60_000);
    const finish = (passed: boolean) => {
      clearTimeout(patience);
      resolve({ name, passed, milliseconds: performance.now() - started, output });
    };
    child.on("error", (error) => {
      output += error.message;
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}
