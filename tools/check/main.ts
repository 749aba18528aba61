import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Check, type CheckResult, runCheck, runTests, type TestResult } from "./check";

/** What needs no run: each is one tool's word. */
const staticChecks: readonly Check[] = [
  { name: "lint and format", tool: "biome", args: ["ci", "."] },
  { name: "types", tool: "tsc", args: ["--noEmit", "--project", "."] },
  {
    name: "layer arrows",
    tool: "depcruise",
    args: [
      "--config",
      ".dependency-cruiser.cjs",
      "shared",
      "functions",
      "infra",
      "simulator",
      "local",
      "tools",
      "test",
    ],
  },
  { name: "dead code", tool: "knip", args: [] },
  {
    name: "lock file",
    tool: "lockfile-lint",
    args: [
      "--path",
      "package-lock.json",
      "--type",
      "npm",
      "--validate-integrity",
      "--allowed-hosts",
      "npm",
    ],
  },
];

/** The kinds of tests, cheapest first; each is a project of jest.config.ts. */
const testProjects = ["unit", "system", "page", "engine"] as const;

/**
 * `npm test`: everything is checked, and the last line counts it. `--nothing-skipped` makes a
 * skipped test a failure (CI, which installs what the skipped ones need).
 */
async function main(args: readonly string[]): Promise<void> {
  const nothingSkipped = args.includes("--nothing-skipped");
  rmSync(join(".cache", "check"), { recursive: true, force: true });
  const results: CheckResult[] = [];
  for (const check of staticChecks) results.push(tell(await runCheck(check)));
  const tests: TestResult[] = [];
  for (const project of testProjects)
    tests.push(tellTests(await runTests(project), nothingSkipped));
  process.exitCode = conclude(results, tests, nothingSkipped);
}

function tell(result: CheckResult): CheckResult {
  console.log(`${result.passed ? "ok    " : "FAILED"}  ${result.name}  (${seconds(result)})`);
  if (!result.passed) console.log(indented(result.output));
  return result;
}

function tellTests(result: TestResult, nothingSkipped: boolean): TestResult {
  tell(result);
  if (result.passed) console.log(indented(closingLines(result.output)));
  if (result.skippedTests > 0) console.log(indented(skipReasons(result.output)));
  if (result.skippedTests > 0 && nothingSkipped)
    console.log("        --nothing-skipped was given: a skipped test fails the run.");
  return result;
}

function conclude(
  results: readonly CheckResult[],
  tests: readonly TestResult[],
  nothingSkipped: boolean,
): number {
  const count = (of: (test: TestResult) => number) =>
    tests.reduce((sum, test) => sum + of(test), 0);
  const brokenChecks = results.filter(({ passed }) => !passed).length;
  const passed = results.length - brokenChecks + count((test) => test.passedTests);
  const failed = brokenChecks + count((test) => test.failedTests);
  const skipped = count((test) => test.skippedTests);
  const sound =
    tests.every((test) => test.passed) && brokenChecks === 0 && !(nothingSkipped && skipped > 0);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return sound ? 0 : 1;
}

function closingLines(output: string): string {
  return output
    .split("\n")
    .filter((line) => /^(Tests|Test Suites|Time):/.test(line))
    .join("\n");
}

/** What the skipped tests said: from `Skipped:` up to the next empty line. */
function skipReasons(output: string): string {
  const blocks = output.matchAll(/Skipped: [\s\S]*?(?=\n\s*\n)/g);
  return [...new Set(Array.from(blocks, ([block]) => block.replace(/^\s+/gm, "  ").trim()))].join(
    "\n",
  );
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `        ${line}`)
    .join("\n");
}

function seconds({ milliseconds }: CheckResult): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

void main(process.argv.slice(2));
