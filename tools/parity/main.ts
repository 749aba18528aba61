import { readFileSync, writeFileSync } from "node:fs";
import { parityDocument } from "./parity";

// `npm run parity`: writes the table of what each provider carries from the tables that the
// renderers go by; with `--check` it only says whether the committed one is that.

const file = "docs/FEATURE_PARITY.md";
const text = parityDocument();

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
  console.log(`${file} is written.`);
} else if (readFileSync(file, "utf8") === text) {
  console.log(`${file} is what the tables say.`);
} else {
  console.error(`${file} is not what the tables say: npm run parity writes it anew.`);
  process.exitCode = 1;
}
