import { type GuardName, withoutGuard } from "../../tools/faults/guards";
import { judge, type Wrong } from "../../tools/faults/observer";
import { runFaults } from "../../tools/faults/run";

/** What the observer counts where a guard is taken out. */
const prevents: Readonly<Record<GuardName, Wrong>> = {
  claim: "twice",
  intent: "twice",
  climb: "status wrong",
  "no-blind-resend": "twice",
  "consent-time": "after opt-out",
  dispositions: "wrong sender",
  order: "out of order",
  merge: "after opt-out",
};

/** In a short run the weather need not come upon what a guard prevents: then another one is made. */
const seeds = [2, 4, 6, 8];

describe("a guard that is taken out", () => {
  it.each(Object.keys(prevents) as GuardName[])(
    "%s: is missed by the observer",
    async (guard) => {
      const edit = await withoutGuard(guard);
      const counted = new Set<Wrong>();
      for (const seed of seeds) {
        const { findings } = judge(await runFaults({ seed, messages: 120, hours: 6, edit }));
        for (const { wrong } of findings) counted.add(wrong);
        if (counted.has(prevents[guard])) break;
      }
      expect([...counted]).toContain(prevents[guard]);
    },
    1_800_000,
  );
});
