import { benchAnswers } from "./answers";
import { benchBundles } from "./bundles";
import { benchStart } from "./start";

const benches = { start: benchStart, answers: benchAnswers, bundles: benchBundles } as const;

/** `npm run bench [-- start|answers|bundles]`: all of them when none is named. */
async function main(names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (!Object.hasOwn(benches, name))
      throw new Error(`No benchmark "${name}": there are ${Object.keys(benches).join(", ")}.`);
  }
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    await bench();
    console.log();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
