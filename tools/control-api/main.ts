import { readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "end-user-messaging-simulator";

// `npm run control-api`: writes the description of the simulator's control API from its routes;
// with `--check` it only says whether the committed one is that.

const file = "simulator/control/openapi.json";
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
  console.log(`${file} is written.`);
} else if (readFileSync(file, "utf8") === text) {
  console.log(`${file} is what the routes say.`);
} else {
  console.error(`${file} is not what the routes say: npm run control-api writes it anew.`);
  process.exitCode = 1;
}
