import { join, resolve } from "node:path";
import { findCli, howToGetACli } from "./cli";
import { runPulumi } from "./run-pulumi";

// `npm run pulumi -- preview --stack dev`: any Pulumi command, against the simulated account in
// .cache/pulumi.

async function main(): Promise<number> {
  const root = resolve(__dirname, "../..");
  const cli = findCli(root);
  if (!cli) {
    console.error(howToGetACli);
    return 1;
  }
  const home = process.env.LOCAL_PULUMI_HOME ?? join(root, ".cache/pulumi");
  return runPulumi({ cli, root, home, args: process.argv.slice(2) });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
