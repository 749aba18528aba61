import { type GuardName, withoutGuard } from "../../tools/faults/guards";
import { judge, type Wrong } from "../../tools/faults/observer";
import { runFaults } from "../../tools/faults/run";

/** What the observer counts where a guard is taken out. That of `order` is not reached yet. */
const prevents: Readonly<Record<Exclude<GuardName, "order">, Wrong>> = {
  claim: "twice",
  intent: "twice",
  climb: "status wrong",
  "no-blind-resend": "twice",
  "consent-time": "after opt-out",
  merge: "after opt-out",
  dispositions: "wrong sender",
};

describe("a guard that is taken out", () => {
  it.each(Object.keys(prevents) as (keyof typeof prevents)[])(
    "%s: is missed by the observer",
    async (guard) => {
      const edit = await withoutGuard(guard);
      const { findings } = judge(await runFaults({ seed: 4, messages: 120, hours: 6, edit }));
      expect(findings.map(({ wrong }) => wrong)).toContain(prevents[guard]);
    },
    600_000,
  );
});
