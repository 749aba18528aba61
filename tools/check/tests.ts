import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as v from "valibot";
import { type CheckResult, runCheck } from "./check";

export interface TestResult extends CheckResult {
  readonly passedTests: number;
  readonly failures: readonly Failure[];
  readonly skippedTests: number;
  /** Why tests were skipped, in the tests' own words; each once. */
  readonly skipReasons: readonly string[];
  /** The file that holds all that jest said. */
  readonly log: string;
}

export interface Failure {
  /** The file and the test's full name, on one line. */
  readonly test: string;
  readonly message: string;
}

/** The parts of jest's JSON report that count. */
const reportShape = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.string(),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.nullish(v.array(v.string()), []),
        }),
      ),
    }),
  ),
});
type Report = v.InferOutput<typeof reportShape>;

const folder = join(".cache", "check");

/**
 * Runs one project of jest.config.ts. No test in it is a failure: nothing would have been checked.
 */
export async function runTests(project: string): Promise<TestResult> {
  mkdirSync(folder, { recursive: true });
  const outputFile = join(folder, `${project}.json`);
  const result = await runCheck({
    name: `${project} tests`,
    tool: "jest",
    args: ["--selectProjects", project, "--json", `--outputFile=${outputFile}`, "--silent=false"],
  });
  // With --json jest prints the report on stdout too; only what it says for people is kept.
  const output = result.output.replace(/^\{"num.*\}$/m, "").trim();
  const log = join(folder, `${project}.log`);
  writeFileSync(log, output);
  return { ...result, output, log, ...verdictOf(outputFile, result.passed, output) };
}

function verdictOf(outputFile: string, passed: boolean, output: string) {
  const { testResults } = reportIn(outputFile);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const failures = testResults.flatMap(failuresIn);
  return {
    passed: passed && tests.length > 0,
    passedTests: count("passed"),
    failures:
      failures.length === 0 && (!passed || tests.length === 0)
        ? [{ test: "no test was run", message: output }]
        : failures,
    skippedTests: count("pending"),
    skipReasons: skipReasons(output),
  };
}

function reportIn(file: string): Report {
  try {
    return v.parse(reportShape, JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // jest wrote no report: it failed before any test, and its output says why.
    return { testResults: [] };
  }
}

/** A file that could not be run at all has no tests, and is a failure itself. */
function failuresIn({ name, status, message, assertionResults }: Report["testResults"][number]) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return status === "failed" ? [{ test: file, message }] : [];
  return failed.map(({ fullName, failureMessages }) => ({
    test: `${file}  ${fullName}`,
    message: (failureMessages ?? []).join("\n"),
  }));
}

/** What follows `Skipped: ` up to the next empty line, on one line. */
function skipReasons(output: string): string[] {
  const blocks = Array.from(
    output.matchAll(/^\s*Skipped: ([\s\S]*?)(?=\n\s*\n|(?![\s\S]))/gm),
    ([, block]) => (block ?? "").replace(/\s+/g, " ").trim(),
  );
  return [...new Set(blocks)];
}
