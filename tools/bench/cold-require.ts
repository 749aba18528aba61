import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile } from "./statistics";

const runs = 15;

/** Median milliseconds that a new Node process takes to require each text; the two take turns, so that both see the same machine. */
export function coldRequire(one: string, other: string): readonly [number, number] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const files = [one, other].map((text, index) => {
      const file = join(folder, `${index}.js`);
      writeFileSync(file, text);
      return file;
    });
    const samples: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      samples[0].push(requireOnce(files[0] ?? ""));
      samples[1].push(requireOnce(files[1] ?? ""));
    }
    return [quantile(samples[0], 0.5), quantile(samples[1], 0.5)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requireOnce(file: string): number {
  const program =
    "const started = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - started));";
  // A handler reads its environment when it is called; what it reads while it is loaded is set here, as Lambda would.
  return Number(
    execFileSync(process.execPath, ["-e", program, file], { encoding: "utf8", env: { AWS_REGION: "eu-central-1" } }),
  );
}
