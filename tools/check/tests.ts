import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckResult, runCheck } from "./check";

export interface TestResult extends CheckResult {
  readonly passedTests: number;
  readonly failedTests: number;
  /** A skipped test prints its own reason. */
  readonly skippedTests: number;
}

/** The parts of jest's JSON report that count. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

const reports = join(".cache", "check");

/**
 * Runs one project of jest.config.ts. No test in it is a failure: nothing would have been checked.
 */
export async function runTests(project: string): Promise<TestResult> {
  mkdirSync(reports, { recursive: true });
  const outputFile = join(reports, `${project}.json`);
  const result = await runCheck({
    name: `${project} tests`,
    tool: "jest",
    args: ["--selectProjects", project, "--json", `--outputFile=${outputFile}`, "--silent=false"],
  });
  const report = reportIn(outputFile);
  const ran = report.numPassedTests + report.numFailedTests + report.numPendingTests;
  return {
    ...result,
    passed: result.passed && ran > 0,
    passedTests: report.numPassedTests,
    failedTests:
      report.numFailedTests + (report.numFailedTests === 0 ? report.numFailedTestSuites : 0),
    skippedTests: report.numPendingTests,
    // With --json jest prints the report on stdout too; only what it says for people is kept.
    output: result.output.replace(/^\{"num.*\}$/m, "").trim(),
  };
}

function reportIn(file: string): JestReport {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as JestReport;
  } catch {
    // jest wrote no report: it failed before any test, and its output says why.
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };
  }
}
