import type { Check } from "./check";

/** What needs no run: each is one tool's word. */
export const staticChecks: readonly Check[] = [
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
export const testProjects = ["unit", "system", "page", "engine"] as const;
