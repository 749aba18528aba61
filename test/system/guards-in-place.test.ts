import { build } from "esbuild";
import { allNeeds } from "../../functions/all-needs";
import { bundleOptions } from "../../infra/flow/bundle";
import { guardNames, withoutGuard } from "../../tools/faults/guards";

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
    expect(inputs.filter((path) => !/^(functions|shared)\/|node_modules\//.test(path))).toEqual([]);
  }, 120_000);
});
