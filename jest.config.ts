import type { Config } from "jest";

const project = (displayName: string, testMatch: string[]) => ({
  displayName,
  testMatch,
  testEnvironment: "node",
  // The copies that Stryker mutates.
  modulePathIgnorePatterns: ["<rootDir>/.cache/stryker/"],
  transform: {
    "^.+\\.tsx?$": ["ts-jest", { tsconfig: "tsconfig.json", diagnostics: false }] as [
      string,
      object,
    ],
  },
});

/** One project a kind of test, so that each can be run alone: `npx jest --selectProjects unit`. */
const config: Config = {
  projects: [
    project("unit", ["<rootDir>/{infra,functions,shared,simulator,local,tools}/**/*.test.ts"]),
    project("system", ["<rootDir>/test/system/**/*.test.ts"]),
    project("removal", ["<rootDir>/test/removal/**/*.test.ts"]),
    project("long", ["<rootDir>/test/long/**/*.test.ts"]),
    project("page", ["<rootDir>/test/page/**/*.test.ts"]),
    project("engine", ["<rootDir>/test/engine/**/*.test.ts"]),
  ],
  testTimeout: 60_000,
};

export default config;
