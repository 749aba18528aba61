import { judge } from "../../tools/faults/observer";
import { runFaults } from "../../tools/faults/run";

describe("the runtime in rough weather", () => {
  it("loses nothing, says nothing twice and writes to nobody who opted out", async () => {
    const verdict = judge(await runFaults({ seed: 2, messages: 200, hours: 24 }));
    expect(verdict.findings).toEqual([]);
    expect(verdict.unknown).toBeLessThanOrEqual(verdict.swallowed);
    expect(verdict.swallowed).toBeGreaterThan(0);
  }, 3_600_000);

  it("goes the same way again with the same seed", async () => {
    const run = { seed: 5, messages: 40, hours: 4 };
    const [one, other] = [judge(await runFaults(run)), judge(await runFaults(run))];
    expect(other.lines).toEqual(one.lines);
    expect(one.lines.length).toBeGreaterThan(run.messages);
  }, 3_600_000);
});
