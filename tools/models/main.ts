import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { declareType } from "./declare-type";
import { writtenIamActions } from "./iam-actions";
import { modelledTypes } from "./modelled-types";
import { installPythonSources, root } from "./sources";
import { writtenType } from "./written";

/**
 * `npm run models` writes what the sources say of each modelled type; `-- --check` writes nothing
 * and fails where a committed file says something else.
 */
function main(args: readonly string[]): void {
  installPythonSources();
  const files = [
    ...modelledTypes.map((modelled) => ({
      path: join("simulator/aws", modelled.file),
      text: writtenType(declareType(modelled)),
    })),
    { path: "simulator/aws/iam/declared/actions.json", text: writtenIamActions() },
  ];
  const stale = files.filter(({ path, text }) => textAt(path) !== text);
  if (args.includes("--check")) {
    for (const { path } of stale)
      console.log(`${path} is not what the sources say: npm run models.`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const { path, text } of stale) write(path, text);
  }
  console.log(
    `${files.length} files, ${stale.length} of them ` +
      `${args.includes("--check") ? "stale" : "written"}.`,
  );
}

function textAt(path: string): string | undefined {
  const whole = join(root, path);
  return existsSync(whole) ? readFileSync(whole, "utf8") : undefined;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

main(process.argv.slice(2));
