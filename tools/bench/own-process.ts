import { spawn } from "node:child_process";

/**
 * Runs a TypeScript program in a process of its own, under Node's options of this one: memory is the process's, and its peak never
 * falls.
 * @param each called with each line that it prints
 * @returns the last of them
 */
export async function lastLineOf(
  program: string,
  args: readonly string[],
  each: (line: string) => void = () => {},
): Promise<string> {
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let rest = "";
  let last = "";
  for await (const chunk of child.stdout) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      last = line;
      each(line);
    }
  }
  if (last === "") throw new Error(`${program} ended without a result.`);
  return last;
}
