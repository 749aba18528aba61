import { judge, type Verdict } from "../../tools/faults/observer";
import { runFaults } from "../../tools/faults/run";

/** Twice: what is found must be found again. */
let verdicts: readonly [Verdict, Verdict];

beforeAll(async () => {
  const run = { seed: 2, messages: 120, hours: 6 };
  verdicts = [judge(await runFaults(run)), judge(await runFaults(run))];
}, 600_000);

describe("the runtime in rough weather", () => {
  it("loses nothing, says nothing twice and writes to nobody who opted out", () => {
    const [{ findings, sent, answered }] = verdicts;
    expect(findings).toEqual([]);
    expect(answered).toBeGreaterThan(sent / 2);
  });

  it("leaves no more unknown than the world swallowed", () => {
    const [{ unknown, swallowed }] = verdicts;
    expect(unknown).toBeLessThanOrEqual(swallowed);
    expect(swallowed).toBeGreaterThan(0);
  });

  it("is struck by each kind of failure", () => {
    expect(Object.keys(verdicts[0].struck).sort()).toEqual([
      "answer-lost",
      "caller-dies",
      "error",
      "hang",
      "refuse",
      "reset-after-reading",
      "reset-before-reading",
      "slow",
      "throttle",
    ]);
  });

  it("goes the same way again with the same seed", () => {
    const [one, other] = verdicts;
    expect(other.lines).toEqual(one.lines);
    expect(one.lines.length).toBeGreaterThan(one.sent);
  });
});
