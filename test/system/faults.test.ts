import { build } from "esbuild";
import { allNeeds } from "../../functions/all-needs";
import { bundleOptions } from "../../infra/flow/bundle";
import { guardNames, withoutGuard } from "../../tools/faults/guards";
import { judge } from "../../tools/faults/observer";
import { runFaults } from "../../tools/faults/run";

describe("the runtime in rough weather", () => {
  it("loses nothing, says nothing twice and writes to nobody who opted out", async () => {
    const verdict = judge(await runFaults({ seed: 2, messages: 200, hours: 24 }));
    expect(verdict.findings).toEqual([]);
    expect(verdict.unknown).toBeLessThanOrEqual(verdict.swallowed);
    expect(verdict.swallowed).toBeGreaterThan(0);
  }, 300_000);

  it("goes the same way again with the same seed", async () => {
    const run = { seed: 5, messages: 40, hours: 4 };
    const [one, other] = [judge(await runFaults(run)), judge(await runFaults(run))];
    expect(other.lines).toEqual(one.lines);
    expect(one.lines.length).toBeGreaterThan(run.messages);
  }, 300_000);
});

describe("the guards", () => {
  it("are all where the substitutions look for them", async () => {
    for (const guard of guardNames) await expect(withoutGuard(guard)).resolves.toBeDefined();
  }, 120_000);

  it("stand in the ordinary bundles, into which nothing of the substitutions comes", async () => {
    const { metafile } = await build({
      ...bundleOptions,
      entryPoints: allNeeds.map(({ name }) => `functions/${name}/handler.ts`),
      metafile: true,
      write: false,
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain("shared/store/commit-writes.ts");
    expect(inputs.filter((path) => !/^(functions|shared|node_modules)\//.test(path))).toEqual([]);
  }, 120_000);
});
