import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One thing that `npm test` looks at: a tool of node_modules with its arguments. */
export interface Check {
  readonly name: string;
  readonly tool: string;
  readonly args: readonly string[];
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly output: string;
}

/** A check that takes longer hangs: it is ended, and has failed. */
const patienceMinutes = 20;

/**
 * Runs the tool and keeps what it prints; a tool that cannot be started is a failed check with the
 * reason as output.
 */
export function runCheck({ name, tool, args }: Check): Promise<CheckResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join("node_modules", ".bin", tool), ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const patience = setTimeout(() => {
      output += `\n${name} was still running after ${patienceMinutes} minutes, and was ended.`;
      child.kill("SIGKILL");
    }, patienceMinutes * 60_000);
    const finish = (passed: boolean) => {
      clearTimeout(patience);
      resolve({ name, passed, milliseconds: performance.now() - started, output });
    };
    child.on("error", (error) => {
      output += error.message;
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}

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
