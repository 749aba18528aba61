import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Metrics } from "../ports";
import { type MetricName, metricTable } from "./metric-names";

const metrics = Object.entries(metricTable) as [MetricName, (typeof metricTable)[MetricName]][];
const root = resolve(__dirname, "../..");

test("a metric that the table does not have, and a dimension that is not its own, do not compile", () => {
  const { count }: Metrics = { count: () => {} };
  count("SendOutcome", { sender: "A", outcome: "accepted" });
  count("TurnDied", {});
  // @ts-expect-error there is no such metric
  count("SentOutcome", { sender: "A", outcome: "accepted" });
  // @ts-expect-error a dimension is missing
  count("SendOutcome", { sender: "A" });
  // @ts-expect-error another dimension
  count("SendOutcome", { sender: "A", outcome: "accepted", code: "1" });
  // @ts-expect-error it has none
  count("TurnDied", { sender: "A" });
});

test("each metric is counted somewhere", () => {
  const files = globSync("{functions,shared}/**/*.ts", { cwd: root }).filter(
    (file) => !/metric-names|\.test(ing)?\.ts$/.test(file),
  );
  const source = files.map((file) => readFileSync(resolve(root, file), "utf8")).join("\n");
  expect(Object.keys(metricTable).filter((name) => !source.includes(`"${name}"`))).toEqual([]);
});

describe("docs/runbook.md", () => {
  const rows = readFileSync(resolve(root, "docs/runbook.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));

  /** The cells of a metric's row: name, dimensions, meaning, and what to do where there is any. */
  const cellsOf = (name: string) =>
    rows
      .filter((row) => row.startsWith(`| \`${name}\` |`))
      .map((row) =>
        row
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );

  it.each(metrics)("has %s as the table has it", (name, { dimensions, means, look }) => {
    const listed = dimensions.map((dimension) => `\`${dimension}\``).join(", ");
    const [cells, ...others] = cellsOf(name);
    expect(others).toEqual([]);
    expect(cells?.slice(0, 3)).toEqual([`\`${name}\``, listed, means]);
    // Who has to look is told when, and what to do then.
    expect(cells?.[3]).toBe(look === "never" ? undefined : look);
    if (look !== "never") expect(cells?.[4]).toMatch(/\w/);
  });

  it("has no metric that is not in the table", () => {
    const inDocument = rows
      .map((row) => /^\| `([A-Z]\w+)` \|/.exec(row)?.[1])
      .filter((name) => name !== undefined);
    expect(inDocument.sort()).toEqual(Object.keys(metricTable).sort());
  });
});
