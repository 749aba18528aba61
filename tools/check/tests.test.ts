import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// The checker on a small project of its own, with one test of each fate.

const folder = mkdtempSync(join(tmpdir(), "checked-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("names each failed test on a line, and why others were skipped, without noise", () => {
  writeFileSync(
    join(folder, "jest.config.js"),
    'module.exports = { projects: [{ displayName: "unit", testMatch: ["**/*.test.js"] }] };',
  );
  writeFileSync(
    join(folder, "fates.test.js"),
    `console.warn("Skipped: the dance.\\nIt needs two: find another.\\n\\n");
     test("holds", () => {});
     test.skip("dances", () => {});
     describe("the sum", () => test("is right", () => expect(1 + 1).toBe(3)));`,
  );
  writeFileSync(join(folder, "broken.test.js"), "this is no program");
  writeFileSync(
    join(folder, "run.js"),
    `require(${JSON.stringify(resolve(__dirname, "tests.ts"))}).runTests("unit").then((result) => {
       require("node:fs").writeFileSync("result.json", JSON.stringify(result));
     });`,
  );
  spawnSync("ln", ["-s", resolve(__dirname, "../../node_modules"), join(folder, "node_modules")]);
  spawnSync(process.execPath, ["--import", "tsx", "run.js"], { cwd: folder });

  const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
  expect(result).toMatchObject({ passed: false, passedTests: 1, skippedTests: 1 });
  expect(result.failures.map(({ test }: { test: string }) => test).sort()).toEqual([
    "broken.test.js",
    "fates.test.js  the sum is right",
  ]);
  expect(result.skipReasons).toEqual(["the dance. It needs two: find another."]);
});
