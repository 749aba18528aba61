import type { Refusal, SendOutcome } from "../../shared/domain/delivery/outcome";
import type { RolloutDeclaration } from "../../shared/domain/rollout/weight-in-force";
import { initiate } from "../initiate/initiate";
import { TestWorld, type Wrap, wordsOf } from "./conversation.testing";
import { takeItem } from "./take-item";

/*
 * A run can end between any two of its calls. Each scenario is run once to count them, and then
 * once for each call and fate: it dies there (and does nothing more), or the call rejects; before
 * it has an effect, or after it (the effect is there, the answer is lost). Then it is taken again
 * as its queue would, and what waits is taken when it is due.
 */

class Ended extends Error {}

const fates = ["dies before", "dies after", "fails before", "fails after"] as const;
type Fate = (typeof fates)[number];

/** Ports of a run that meets its fate at its n-th call. */
function fated(at: number, fate: Fate): { readonly wrap: Wrap; readonly calls: string[] } {
  const calls: string[] = [];
  async function call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    calls.push(name);
    const mine = calls.length;
    if (mine > at && fate.startsWith("dies")) throw new Ended(name);
    if (mine !== at) return work();
    // A call to a provider never rejects: what the network does to it is an outcome.
    const isPerform = name.endsWith(".perform") && fate.startsWith("fails");
    if (fate.endsWith("before")) {
      if (isPerform) return { kind: "not-taken", reason: "ECONNREFUSED" } satisfies SendOutcome;
      throw new Ended(name);
    }
    await work();
    if (isPerform) return { kind: "ambiguous", reason: "timeout" } satisfies SendOutcome;
    throw new Ended(name);
  }
  const wrap: Wrap = (name, port) =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== "function") return member;
        return async (...parameters: unknown[]) => {
          const result = await call(`${name}.${String(key)}`, () =>
            member.apply(target, parameters),
          );
          if (!isReady(result)) return result;
          return { ...result, perform: () => call(`${name}.perform`, () => result.perform()) };
        };
      },
    });
  return { wrap, calls };
}

function isReady(result: unknown): result is { perform(): Promise<unknown> } {
  return typeof result === "object" && result !== null && "perform" in result;
}

interface Scenario {
  readonly declared?: Partial<RolloutDeclaration>;
  /** What happened before; @returns what is then taken, as often as its queue delivers it. */
  readonly begin: (world: TestWorld) => Promise<(wrap?: Wrap) => Promise<unknown>>;
  /** What reaches the person, each once. */
  readonly words: readonly (string | RegExp)[];
  /** What holds of the person afterwards; where only the provider knew, unless it stays unknown. */
  readonly optedOut?: "said" | "told by the provider";
}

const refusal = (more: Partial<Refusal>): SendOutcome => ({
  kind: "refused",
  refusal: {
    disposition: "failover",
    code: "1",
    alarm: false,
    known: true,
    explanation: "x",
    ...more,
  },
});

const message =
  (to: "A" | "B" | "sms", body: string, before?: (world: TestWorld) => Promise<unknown>) =>
  async (world: TestWorld) => {
    await before?.(world);
    world.now += 1_000;
    const item = { kind: "inbound", message: world.message(to, body) } as const;
    return (wrap?: Wrap) => takeItem(item, world.ports(wrap));
  };

const windows = async (world: TestWorld) => {
  await world.write("A", "hello");
  await world.write("B", "hello");
};

const campaign = (before?: (world: TestWorld) => Promise<unknown>) => async (world: TestWorld) => {
  await before?.(world);
  world.now += 1_000;
  const item = await world.ask("campaign");
  return (wrap?: Wrap) => initiate(item, world.initiatePorts(wrap));
};

/** Takes a first attempt that has to wait; what is looked at is the wake-up. */
const waited =
  (begin: Scenario["begin"], by: "A" | "B", outcome: SendOutcome) => async (world: TestWorld) => {
    const run = await begin(world);
    world.outcomes[by].push(outcome);
    await run();
    const wakeUp = world.parked.pop();
    if (!wakeUp) throw new Error("Nothing waits.");
    world.now = wakeUp.dueAt;
    return (wrap?: Wrap) => world.takeWakeUp(wakeUp, wrap);
  };

const scenarios: Readonly<Record<string, Scenario>> = {
  "a question to B": { begin: message("B", "eggs"), words: ["You asked: eggs"] },
  "a question to A with an invitation": {
    declared: { awsWeight: 100 },
    begin: message("A", "eggs"),
    words: [/^You asked: eggs(\n\n.*wa\.me.*)?$/],
  },
  "a long answer": {
    begin: message("B", "long", async (world) => {
      world.answerer = {
        answer: async () => ({ text: `one ${"x ".repeat(2_100)} two ${"y ".repeat(1_000)}` }),
      };
    }),
    words: [/^one/, /y\s*$/],
  },
  "two who turn out to be one": {
    begin: async (world) => {
      const userId = { kind: "bsuid", value: "US.1" } as const;
      await world.write("B", "hello");
      await world.write("B", "hello", { from: [userId] });
      const from = [...world.message("B", "").from, userId] as const;
      const item = { kind: "inbound", message: world.message("B", "eggs", { from }) } as const;
      return (wrap?: Wrap) => takeItem(item, world.ports(wrap));
    },
    words: ["You asked: eggs"],
  },
  "a question to A that waits for the person at B": {
    declared: { stage: "receive-only" },
    begin: message("A", "eggs"),
    // Where the stage cannot be read just then, the answer leaves from where it was asked.
    words: [/^(we_moved|You asked: eggs)$/],
  },
  "an answer to what waited": {
    declared: { stage: "receive-only" },
    begin: message("B", "milk", (world) => world.write("A", "eggs")),
    words: ["You asked: eggs\n\nYou asked: milk"],
  },
  "STOP by SMS": { begin: message("sms", "STOP"), words: [], optedOut: "said" },
  "STOP by SMS that AWS does not know": {
    begin: message("sms", "stopall"),
    words: [/unsubscribed/],
    optedOut: "said",
  },
  "STOP to B": { begin: message("B", "STOP"), words: [/unsubscribed/], optedOut: "said" },
  "an answer that fails over": {
    begin: message("B", "eggs", async (world) => {
      await windows(world);
      world.outcomes.B.push(refusal({}));
    }),
    words: ["You asked: eggs"],
  },
  "an answer that was throttled": {
    begin: waited(message("B", "eggs", windows), "B", refusal({ disposition: "wait" })),
    words: ["You asked: eggs"],
  },
  "an answer whose outcome at Twilio is unknown": {
    begin: waited(message("A", "eggs"), "A", { kind: "ambiguous", reason: "timeout" }),
    words: ["You asked: eggs"],
  },
  "an answer that the provider takes for an opt-out": {
    begin: message("B", "eggs", async (world) => {
      world.outcomes.B.push(refusal({ disposition: "suppress", suppression: "opt-out" }));
    }),
    words: [],
    optedOut: "told by the provider",
  },
  "a message that the business starts": { begin: campaign(), words: ["we_moved"] },
  "one to who is known": { begin: campaign(windows), words: ["we_moved"] },
  "one that fails over": {
    begin: campaign(async (world) => {
      await windows(world);
      world.outcomes.B.push(refusal({}));
    }),
    words: ["we_moved"],
  },
  "one that was throttled": {
    begin: waited(campaign(), "A", refusal({ disposition: "wait" })),
    words: ["we_moved"],
  },
};

async function play(scenario: Scenario, at: number, fate: Fate, where: "cloud" | "memory") {
  const world = await TestWorld.open(scenario.declared, where);
  try {
    const run = await scenario.begin(world);
    const earlier = new Set(world.reached.keys());
    const metrics = world.counted.length;
    const { wrap, calls } = fated(at, fate);
    await run(wrap).catch(() => {});
    // The lease is over; a queue delivers at least once.
    for (let times = 0; times < 2; times += 1) {
      world.now += 7_000;
      await run();
    }
    await world.wakeUp(100);
    await run();
    const reached = [...world.reached].filter(([id]) => !earlier.has(id));
    return {
      calls,
      words: reached.map(([, { content }]) => wordsOf(content)),
      unknown: world.counted.slice(metrics).filter(({ name }) => name === "MessageUnknown").length,
      waiting: world.parked.length,
      optedOut: (await world.contacts()).some(({ consent }) => consent.length > 0),
      listed: world.optedOutAtAws.length > 0,
    };
  } finally {
    await world.close();
  }
}

const fits = (expected: string | RegExp, words: string) =>
  typeof expected === "string" ? expected === words : expected.test(words);

/** @param place where the table is. */
export function testCrashes(place: "cloud" | "memory"): void {
  describe.each(Object.entries(scenarios))("%s", (name, scenario) => {
    it("is done once when nothing happens", async () => {
      const { words, unknown, waiting } = await play(
        scenario,
        Number.POSITIVE_INFINITY,
        "dies before",
        place,
      );
      expect(words).toHaveLength(scenario.words.length);
      for (const expected of scenario.words)
        expect(words.filter((one) => fits(expected, one))).toHaveLength(1);
      expect([unknown, waiting]).toEqual([0, 0]);
    });

    it.each(fates)(
      "is done once, or unknown and counted, and never twice: a run %s any call",
      async (fate) => {
        const { calls } = await play(scenario, Number.POSITIVE_INFINITY, fate, place);
        for (let at = 1; at <= calls.length; at += 1) {
          const seen = await play(scenario, at, fate, place);
          const where = `${fate} ${seen.calls[at - 1]} (call ${at})`;
          const tell = (value: unknown) => ({ where, value });
          const counts = scenario.words.map(
            (expected) => seen.words.filter((one) => fits(expected, one)).length,
          );
          expect(tell(Math.max(0, ...counts) <= 1)).toEqual(tell(true));
          expect(tell(seen.words.length)).toEqual(tell(counts.reduce((sum, one) => sum + one, 0)));
          const missing = counts.filter((one) => one === 0).length;
          // Whatever is missing was given up as unknown, and counted; nothing still waits.
          expect(tell(missing <= seen.unknown)).toEqual(tell(true));
          expect(tell(seen.waiting)).toEqual(tell(0));
          if (seen.unknown > 0)
            expect(where).toMatch(
              /dies .*(commit|intend|begin)|\.perform|\.recordOutcome|dies .*(recordNeverBegun|recordLookUp)/,
            );
          if (scenario.optedOut === "said" || (scenario.optedOut && seen.unknown === 0))
            expect(tell(seen.optedOut)).toEqual(tell(true));
          if (name.includes("AWS does not know")) expect(tell(seen.listed)).toEqual(tell(true));
        }
      },
    );
  });
}
