import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "./statistics";

const runs = 15;

/**
 * Median milliseconds that a new Node process takes to require each text; the two take turns, so
 * that both see the same machine.
 * @param environment what Lambda would set
 */
export function coldRequire(
  one: string,
  other: string,
  environment: Readonly<Record<string, string>>,
): readonly [number, number] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const files = [one, other].map((text, index) => {
      const file = join(folder, `${index}.js`);
      writeFileSync(file, text);
      return file;
    });
    const samples: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      samples[0].push(requireOnce(files[0] ?? "", environment));
      samples[1].push(requireOnce(files[1] ?? "", environment));
    }
    return [quantile(samples[0], 0.5), quantile(samples[1], 0.5)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requireOnce(file: string, env: Readonly<Record<string, string>>): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program, file], {
    encoding: "utf8",
    env,
  });
  if (status !== 0)
    throw new Error(`A bundle could not be loaded: ${stderr.trim().split("\n").at(-1)}`);
  return Number(stdout);
}

const program =
  "const started = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - started));";
