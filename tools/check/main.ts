import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Check, type CheckResult, runCheck } from "./check";
import { runTests, type TestResult } from "./tests";

/** What needs no run: each is one tool's word. */
const staticChecks: readonly Check[] = [
  { name: "lint and format", tool: "biome", args: ["ci", "."] },
  { name: "types", tool: "tsc", args: ["--noEmit", "--project", "."] },
  {
    name: "layer arrows",
    tool: "depcruise",
    args: ["--config", ".dependency-cruiser.cjs", ...foldersOfCode()],
  },
  { name: "dead code", tool: "knip", args: [] },
  {
    name: "lock file",
    tool: "lockfile-lint",
    args: [
      ["--path", "package-lock.json"],
      ["--type", "npm"],
      ["--validate-integrity"],
      ["--allowed-hosts", "npm"],
    ].flat(),
  },
];

/** Whether what a generator wrote is still what it would write. */
const generated: readonly Check[] = [
  {
    name: "control API's description",
    tool: "tsx",
    args: ["tools/control-api/main.ts", "--check"],
  },
  {
    name: "data of the resource types",
    tool: "tsx",
    args: ["tools/models/main.ts", "--check"],
  },
];

/** Projects of jest.config.ts, cheapest first; the last ones need more of the machine. */
const testProjects = {
  quick: ["unit", "system"],
  all: ["unit", "system", "page", "engine", "removal"],
};

/**
 * `npm test` checks what needs nothing but Node; `--all` adds the page in Chromium, the real Pulumi
 * CLI, the generators, and the program with each of its parts taken out; the long runs are by hand
 * (`npm run test:long`). `--nothing-skipped` makes a skipped test a failure (CI, which installs what
 * the skipped ones need).
 */
async function main(args: readonly string[]): Promise<void> {
  const all = args.includes("--all");
  const nothingSkipped = args.includes("--nothing-skipped");
  rmSync(join(".cache", "check"), { recursive: true, force: true });
  const checks: CheckResult[] = [];
  for (const check of [...staticChecks, ...(all ? generated : [])])
    checks.push(tellCheck(await runCheck(check)));
  const tests: TestResult[] = [];
  for (const project of testProjects[all ? "all" : "quick"])
    tests.push(tellTests(await runTests(project), nothingSkipped));
  process.exitCode = conclude(checks, tests, nothingSkipped);
}

function foldersOfCode(): readonly string[] {
  return ["shared", "functions", "infra", "simulator", "local", "tools", "test"];
}

function tellCheck(result: CheckResult): CheckResult {
  console.log(headline(result));
  if (!result.passed) console.log(indented(result.output));
  return result;
}

function tellTests(result: TestResult, nothingSkipped: boolean): TestResult {
  console.log(headline(result));
  console.log(indented(closingLines(result.output)));
  for (const { message } of result.failures) console.log(`\n${indented(message)}`);
  for (const reason of result.skipReasons) console.log(`        skipped: ${reason}`);
  if (result.skippedTests > 0 && nothingSkipped)
    console.log("        --nothing-skipped was given: a skipped test fails the run.");
  return result;
}

/** What failed, one line each; then checks and tests counted apart. */
function conclude(
  checks: readonly CheckResult[],
  tests: readonly TestResult[],
  nothingSkipped: boolean,
): number {
  const brokenChecks = checks.filter(({ passed }) => !passed);
  const failures = tests.flatMap((result) => result.failures);
  const passed = tests.reduce((sum, { passedTests }) => sum + passedTests, 0);
  const skipped = tests.reduce((sum, { skippedTests }) => sum + skippedTests, 0);
  console.log();
  for (const { name } of brokenChecks) console.log(`FAILED  ${name}`);
  for (const { test } of failures) console.log(`FAILED  ${test}`);
  for (const { log } of tests.filter((result) => !result.passed))
    console.log(`        all that was said is in ${log}`);
  const sound = checks.length - brokenChecks.length;
  console.log(`checks: ${sound} passed, ${brokenChecks.length} failed`);
  const skipPart = skipped > 0 ? `, ${skipped} skipped` : "";
  console.log(`tests: ${passed} passed, ${failures.length} failed${skipPart}`);
  const good =
    brokenChecks.length === 0 &&
    tests.every((result) => result.passed) &&
    !(nothingSkipped && skipped > 0);
  return good ? 0 : 1;
}

function headline({ name, passed, milliseconds }: CheckResult): string {
  return `${passed ? "ok    " : "FAILED"}  ${name}  (${(milliseconds / 1000).toFixed(1)} s)`;
}

function closingLines(output: string): string {
  return output
    .split("\n")
    .filter((line) => /^(Tests|Test Suites|Time):/.test(line))
    .join("\n");
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "        ");
}

void main(process.argv.slice(2));
