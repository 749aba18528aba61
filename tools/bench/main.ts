import { parseArgs } from "node:util";
import { benchAnswers } from "./answers";
import { benchBundles } from "./bundles";
import { benchCalls } from "./calls";
import { benchCrowd } from "./crowd";
import { type Bench, json, lines } from "./figures";
import { benchSoak } from "./soak";
import { benchStart } from "./start";

const benches = (withLatency: boolean): Readonly<Record<string, Bench>> => ({
  start: benchStart,
  answers: benchAnswers,
  calls: benchCalls(withLatency),
  crowd: benchCrowd,
  bundles: benchBundles,
  soak: benchSoak,
});
/** Takes tens of minutes: only where it is named. */
const onlyByName = "soak";

const options = {
  json: { type: "boolean", default: false },
  latency: { type: "string" },
} as const;

/**
 * `npm run bench [-- start|answers|calls|crowd|bundles|soak …] [--latency aws] [--json]`; unnamed,
 * the quick ones.
 */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { latency } = values;
  if (latency !== undefined && latency !== "aws")
    throw new Error(`No latencies of "${latency}" are known: --latency takes aws.`);
  const known = benches(latency === "aws");
  const all = Object.keys(known);
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new Error(`No benchmark "${unknown}": there are ${all.join(", ")}.`);
  const asJson = values.json ? json() : undefined;
  for (const name of positionals.length > 0 ? positionals : all.filter((one) => one !== onlyByName))
    await known[name]?.(asJson ?? lines);
  asJson?.print();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
