// What the tests beside `shared/domain` and `shared/messaging` would not notice: docs/mutation.md.
import { fileURLToPath } from "node:url";
import jest from "./jest.config.ts";

const unit = jest.projects.find(({ displayName }) => displayName === "unit");
const ours = (file) => fileURLToPath(new URL(`tools/mutation/${file}`, import.meta.url));

export default {
  mutate: [
    "shared/{domain,messaging}/**/*.ts",
    "!shared/**/*.{test,testing}.ts",
    // Words about each kind at each wire: shared/adapters/inbound-kinds.test.ts holds them against
    // what the three readers make of it.
    "!shared/domain/content/inbound-kinds.ts",
  ],
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  jest: {
    // jest.config.ts has several projects, and the runner wants one.
    configFile: ours("no-projects.json"),
    config: {
      ...unit,
      rootDir: ".",
      // Each mutant loads every test that imports its file, so there are no others than these.
      testMatch: ["<rootDir>/shared/{domain,messaging}/**/*.test.ts"],
      testEnvironment: ours("first-failure-environment.cjs"),
      setupFiles: [ours("fast-check.cjs")],
      testTimeout: jest.testTimeout,
    },
  },
  coverageAnalysis: "perTest",
  // What runs when its file is loaded, which is tables, would be tried against all tests.
  ignoreStatic: true,
  concurrency: 2,
  tempDirName: ".cache/stryker",
  ignorePatterns: [".cache"],
  incremental: true,
  incrementalFile: ".cache/mutation/incremental.json",
  reporters: ["clear-text", "progress", "html", "json"],
  clearTextReporter: { logTests: false },
  htmlReporter: { fileName: ".cache/mutation/mutation.html" },
  jsonReporter: { fileName: ".cache/mutation/mutation.json" },
  thresholds: { high: 95, low: 90, break: 90 },
  disableTypeChecks: false,
};
