import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allNeeds } from "../../functions/all-needs";
import type { FunctionNeeds } from "../../functions/needs";
import { bundleFunctions } from "../../infra/flow/bundle";
import { bundleBareClients } from "./bare-clients";
import { quantile } from "./statistics";

/**
 * Each function's bundle against the bare AWS clients it needs: size and time to load. Aim: at most
 * 1.15 times.
 */
export async function benchBundles(): Promise<void> {
  const bundles = await bundleFunctions(allNeeds, "primary");
  console.log("bundle               KiB   bare   ratio | require ms   bare   ratio");
  for (const needs of allNeeds) {
    const text = bundles.get(needs.name)?.text ?? "";
    const bare = await bundleBareClients(needs);
    const [ours, theirs] = coldRequire(text, bare, environmentFor(needs));
    console.log(
      [
        needs.name.padEnd(18),
        kib(text),
        kib(bare),
        ratio(text.length, bare.length),
        "|",
        ours.toFixed(1).padStart(10),
        theirs.toFixed(1).padStart(6),
        ratio(ours, theirs),
      ].join(" "),
    );
  }
}

/** Values of the right form; nothing is called. */
function environmentFor({ grants, settings }: FunctionNeeds): Record<string, string> {
  const keys = [...grants, ...settings].map(({ environmentKey }) => [
    environmentKey,
    placeholders[environmentKey] ?? "x",
  ]);
  return { AWS_REGION: "eu-central-1", ...Object.fromEntries(keys) };
}

const placeholders: Readonly<Record<string, string>> = {
  WHATSAPP_NUMBER: "+12025550142",
  TWILIO_SENDER: "+12025550171",
  TWILIO_CONTENT_SIDS: "{}",
  SMS_MESSAGE_TYPE: "TRANSACTIONAL",
};

function kib(text: string): string {
  return (Buffer.byteLength(text) / 1024).toFixed(0).padStart(6);
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2).padStart(7);
}

const runs = 15;

/**
 * Median milliseconds that a new Node process takes to require each text; the two take turns, so
 * that both see the same machine.
 * @param environment what Lambda would set
 */
function coldRequire(
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

const program = `
  const started = performance.now();
  require(process.argv[1]);
  process.stdout.write(String(performance.now() - started));`;
