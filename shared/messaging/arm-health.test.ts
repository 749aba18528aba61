import type { Disposition, SendOutcome } from "../domain/delivery/outcome";
import type { Log } from "../ports";
import { ArmHealth } from "./arm-health";

const refused = (disposition: Disposition): SendOutcome => ({
  kind: "refused",
  refusal: { disposition, code: "x", alarm: false, known: true, explanation: "x" },
});
const down: SendOutcome = { kind: "not-taken", reason: "ECONNREFUSED" };
const accepted: SendOutcome = { kind: "accepted", providerMessageId: "p" };

function world() {
  const tripped: [string, number][] = [];
  const counted: (readonly [string, object])[] = [];
  const logged: (readonly [string, object])[] = [];
  const log: Log = {
    info: () => {},
    warn: (event, fields = {}) => logged.push([event, fields]),
    error: (event, fields = {}) => logged.push([event, fields]),
  };
  const broken = { store: false };
  const health = new ArmHealth({
    breaker: {
      trip: async (arm, until) => {
        if (broken.store) throw new Error("the table is gone");
        tripped.push([arm, until]);
      },
    },
    clock: { now: () => 1_000, wait: async () => {} },
    log,
    metrics: { count: (name, dimensions) => counted.push([name, dimensions]) },
  });
  return { health, tripped, counted, logged, broken };
}

const note = async (health: ArmHealth, ...outcomes: SendOutcome[]) => {
  for (const outcome of outcomes) await health.note("A", outcome);
};

describe("an arm", () => {
  it("is down for half a minute after three failures in a row", async () => {
    const { health, tripped, counted, logged } = world();
    await note(health, down, { kind: "ambiguous", reason: "timeout" });
    expect(tripped).toEqual([]);
    await note(health, refused("failover"));
    expect(tripped).toEqual([["A", 31_000]]);
    expect(counted).toEqual([["ArmDown", { arm: "A" }]]);
    expect(logged).toEqual([["arm.down", { arm: "A" }]]);
  });

  it("is down after three passing faults of its own too, and none of a message", async () => {
    const fault = (isOfSender: boolean): SendOutcome => ({
      kind: "refused",
      refusal: {
        ...{ disposition: "retry", code: "x", alarm: false, known: true, explanation: "x" },
        isOfSender,
      },
    });
    const { health, tripped } = world();
    await note(health, fault(true), fault(true), fault(false), fault(true), fault(true));
    expect(tripped).toEqual([]);
    await note(health, fault(true));
    expect(tripped).toHaveLength(1);
  });

  it("is down after three failures that are reported after it took others, and none of a message", async () => {
    const { health, tripped } = world();
    const late = (disposition: Disposition) => {
      const outcome = refused(disposition);
      return outcome.kind === "refused" ? health.noteLate("B", outcome.refusal) : undefined;
    };
    for (const disposition of ["failover", "reject", "failover", "suppress"] as const) {
      await health.note("B", accepted);
      await late(disposition);
    }
    expect(tripped).toEqual([]);
    await late("failover");
    expect(tripped).toEqual([["B", 31_000]]);
  });

  it("is well again with anything that it took or refused for a reason of its own", async () => {
    for (const sign of [
      accepted,
      ...(["wait", "retry", "suppress", "reject"] as const).map(refused),
    ]) {
      const { health, tripped } = world();
      await note(health, down, down, sign, down, down);
      expect(tripped).toEqual([]);
    }
  });

  it("is counted apart from the other one", async () => {
    const { health, tripped } = world();
    await note(health, down, down);
    await health.note("B", down);
    expect(tripped).toEqual([]);
  });

  it("that cannot be marked fails no message", async () => {
    const { health, tripped, logged, broken } = world();
    broken.store = true;
    await note(health, down, down, down);
    expect(logged).toEqual([["arm.down", { arm: "A" }]]);
    broken.store = false;
    await note(health, down, down, down);
    expect(tripped).toHaveLength(1);
  });
});
