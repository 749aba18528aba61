import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** Milliseconds for one test: a command takes a minute where others keep the machine busy. */
export const patience = 20 * 60_000;

export interface CommandResult {
  readonly code: number;
  /** What it said on both streams. */
  readonly text: string;
}

/** `npm run pulumi -- <args>`, with its state in a folder of the test's own. */
export function pulumi(home: string, ...args: string[]): Promise<CommandResult> {
  return pulumiIn(root, home, ...args);
}

/** The same in another folder than the repository's. */
export function pulumiIn(root: string, home: string, ...args: string[]): Promise<CommandResult> {
  const { promise, resolve: done, reject } = Promise.withResolvers<CommandResult>();
  const child = spawn(
    process.execPath,
    [join(root, "tools/run.mjs"), "tools/pulumi/main.ts", ...args],
    {
      cwd: root,
      env: { ...process.env, LOCAL_PULUMI_HOME: home },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.once("error", reject).once("close", (code) => done({ code: code ?? 1, text }));
  return promise;
}
