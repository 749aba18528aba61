import { benchAnswers } from "./answers";
import { benchBundles } from "./bundles";
import { benchCrowd } from "./crowd";
import { type Bench, json, lines } from "./figures";
import { benchSoak } from "./soak";
import { benchStart } from "./start";

const benches: Readonly<Record<string, Bench>> = {
  start: benchStart,
  answers: benchAnswers,
  crowd: benchCrowd,
  bundles: benchBundles,
  soak: benchSoak,
};
/** Takes tens of minutes: only where it is named. */
const onlyByName = "soak";

/** `npm run bench [-- start|answers|crowd|bundles|soak …] [--json]`; unnamed, the quick ones. */
async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => arg !== "--json");
  const all = Object.keys(benches);
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new Error(`No benchmark "${unknown}": there are ${all.join(", ")}, and --json.`);
  const asJson = args.includes("--json") ? json() : undefined;
  for (const name of names.length > 0 ? names : all.filter((one) => one !== onlyByName))
    await benches[name]?.(asJson ?? lines);
  asJson?.print();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
