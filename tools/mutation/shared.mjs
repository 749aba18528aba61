// What both mutation runs have in common (docs/mutation.md).
import { fileURLToPath } from "node:url";
import jest from "../../jest.config.ts";

const unit = jest.projects.find(({ displayName }) => displayName === "unit");
const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * @param name of the run's reports and incremental file below .cache/mutation.
 * @param mutate glob patterns of the sources; those with ! in front stay as they are.
 * @param tests glob patterns of the tests that are to notice; each mutant loads those that import
 * its file, so there are as few of them as hold it.
 */
export function mutationOf(name, mutate, tests) {
  const folder = `.cache/mutation/${name}`;
  return {
    mutate: [...mutate, "!**/*.{test,testing}.ts"],
    testRunner: "jest",
    plugins: ["@stryker-mutator/jest-runner"],
    jest: {
      configFile: beside("no-projects.json"),
      config: {
        ...unit,
        rootDir: ".",
        testMatch: tests.map((pattern) => `<rootDir>/${pattern}`),
        testEnvironment: beside("first-failure-environment.cjs"),
        setupFiles: [beside("fast-check.cjs")],
        testTimeout: jest.testTimeout,
      },
    },
    coverageAnalysis: "perTest",
    // What is only evaluated when a file is loaded: tables, held against what is published.
    ignoreStatic: true,
    concurrency: 2,
    tempDirName: ".cache/stryker",
    ignorePatterns: [".cache"],
    incremental: true,
    incrementalFile: `${folder}/incremental.json`,
    reporters: ["clear-text", "progress", "html", "json"],
    clearTextReporter: { logTests: false, allowEmojis: false },
    htmlReporter: { fileName: `${folder}/mutation.html` },
    jsonReporter: { fileName: `${folder}/mutation.json` },
    thresholds: { high: 95, low: 90, break: 90 },
    disableTypeChecks: false,
  };
}
