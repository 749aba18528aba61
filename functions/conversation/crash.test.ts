import type { ConversationTurn } from "../../shared/domain/message/message";
import type { RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import type { SendOutcome } from "../../shared/ports";
import { TestWorld } from "./conversation.testing";
import { type TurnPorts, takeTurn } from "./take-turn";

/*
 * A function can die between any two of its calls. Each scenario is run to its end to count them,
 * then once for each call: dead right before it, or right after it (the effect is there, the answer
 * is lost), then run again when the lease is over.
 */

class Died extends Error {}

type Moment = "before" | "after";

/** Ports of a process that dies at its n-th call and does nothing more. */
function mortalPorts(
  world: TestWorld,
  diesAt: number,
  moment: Moment,
): { ports: TurnPorts; calls: () => string[] } {
  const calls: string[] = [];
  const ports = world.ports((name, port) => {
    return new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== "function") return member;
        return async (...parameters: unknown[]) => {
          calls.push(`${name}.${String(key)}`);
          const mine = calls.length;
          if (mine > diesAt || (mine === diesAt && moment === "before")) throw new Died();
          const result: unknown = await member.apply(target, parameters);
          if (mine === diesAt) throw new Died();
          return result;
        };
      },
    });
  });
  return { ports, calls: () => calls };
}

interface Scenario {
  readonly declared: Partial<RolloutDeclaration>;
  readonly turn: (world: TestWorld) => ConversationTurn;
  readonly outcomes?: Partial<Record<"A" | "B" | "sms", SendOutcome[]>>;
  /** What reaches the person when nobody dies. */
  readonly carried: readonly string[];
}

const down: SendOutcome = {
  kind: "refused",
  fault: { class: "provider", code: "63010", explanation: "down" },
};

const scenarios: Readonly<Record<string, Scenario>> = {
  "a WhatsApp message to B": {
    declared: {},
    turn: (world) => ({ kind: "inbound", message: world.message("B", "eggs") }),
    carried: ["B: You asked: eggs"],
  },
  "a WhatsApp message to A with an invitation": {
    declared: { awsWeight: 100 },
    turn: (world) => ({ kind: "inbound", message: world.message("A", "eggs") }),
    carried: [expect.stringMatching(/^A: You asked: eggs\n\n.*wa\.me/)],
  },
  "a message to A that waits for the person at B": {
    declared: { awsWeight: 100, stage: "receive-only" },
    turn: (world) => ({ kind: "inbound", message: world.message("A", "eggs") }),
    carried: ["B: we_moved"],
  },
  "STOP by SMS": {
    declared: {},
    turn: (world) => ({ kind: "inbound", message: world.message("sms", "STOP") }),
    carried: [],
  },
  "a message that the business starts": {
    declared: {},
    turn: (world) => ({ kind: "initiate", request: world.initiate("one") }),
    carried: ["A: meal_check_in"],
  },
  "a failover": {
    declared: { awsWeight: 100, stage: "backup" },
    turn: (world) => ({ kind: "initiate", request: world.initiate("one") }),
    outcomes: { B: [down] },
    carried: ["B: meal_check_in", "A: meal_check_in"],
  },
};

describe.each(Object.entries(scenarios))("%s", (_, scenario) => {
  async function run(diesAt: number, moment: Moment) {
    const world = await TestWorld.open(scenario.declared);
    try {
      for (const [by, outcomes] of Object.entries(scenario.outcomes ?? {}))
        world.outcomes[by as "A"].push(...outcomes);
      const turn = scenario.turn(world);
      const mortal = mortalPorts(world, diesAt, moment);
      const died = await takeTurn(turn, mortal.ports).then(
        () => false,
        (error: unknown) => error instanceof Died,
      );
      const calls = mortal.calls();
      world.now += 31_000;
      for (let again = 0; again < 2; again += 1) await takeTurn(turn, world.ports());
      return {
        died,
        calls,
        carried: world.carried,
        texts: world.texts(),
        ledger: await world.ledger(),
      };
    } finally {
      await world.close();
    }
  }

  it("is done once when nobody dies", async () => {
    const { died, texts } = await run(Number.POSITIVE_INFINITY, "before");
    expect(died).toBe(false);
    expect(texts).toEqual(scenario.carried);
  });

  it.each(["before", "after"] as const)(
    "is done once, or ambiguous and never twice, when it dies %s any call",
    async (moment) => {
      const { calls } = await run(Number.POSITIVE_INFINITY, moment);
      const refusals = scenario.outcomes?.B?.length ?? 0;
      for (let call = 1; call <= calls.length; call += 1) {
        const seen = await run(call, moment);
        const where = `${moment} ${seen.calls[call - 1]} (call ${call})`;
        expect([where, seen.carried.length - refusals <= 1]).toEqual([where, true]);
        const unsettled = seen.ledger.filter(({ status }) => status === "intended");
        expect([where, unsettled]).toEqual([where, []]);
        const ambiguous = seen.ledger.some(({ status }) => status === "ambiguous");
        if (!ambiguous && refusals === 0)
          expect([where, seen.texts]).toEqual([where, scenario.carried]);
        // Where the first number refused, the second run may find it well again and need no other.
        if (!ambiguous)
          expect([where, seen.carried.length]).toEqual([where, scenario.carried.length]);
        // Only a death just before, in or after the provider's call may leave a doubt.
        if (ambiguous) expect(where).toMatch(/ledger\.intend|\.send|ledger\.recordOutcome/);
      }
    },
  );
});
