import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fc from "fast-check";
import { TwilioAuthTokens } from "./twilio-auth-tokens";

const minute = 60_000;

/** A secret that changes and cannot always be read, on a clock of its own. */
class World {
  now = 1_000_000;
  secret = '{"authToken":"one"}';
  outage = false;
  readonly reads: number[] = [];
  /** The last read that succeeded. */
  good: { readonly at: number; readonly secret: string } | undefined;
  failedAt: number | undefined;
  readonly held = new TwilioAuthTokens(
    "arn:secret",
    { now: () => this.now, wait: async () => {} },
    { send: () => this.#read() } as unknown as SecretsManagerClient,
  );

  async #read() {
    this.reads.push(this.now);
    await Promise.resolve();
    if (this.outage) {
      this.failedAt = this.now;
      throw new Error("unavailable");
    }
    this.good = { at: this.now, secret: this.secret };
    return { SecretString: this.secret };
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

describe("TwilioAuthTokens", () => {
  it("reads the secret once for all who ask at the same time", async () => {
    const { held } = world;
    const all = await Promise.all([held.tokens(), held.fresh(), held.tokens()]);
    expect(all).toEqual([["one"], ["one"], ["one"]]);
    expect(world.reads).toHaveLength(1);
  });

  it("gives both tokens while one is being changed", async () => {
    world.secret = '{"primary":"one","secondary":"two"}';
    expect(await world.held.tokens()).toEqual(["one", "two"]);
  });

  it("no longer gives a token that went from the secret five minutes ago", async () => {
    world.secret = '{"primary":"one","secondary":"two"}';
    await world.held.tokens();
    world.secret = '{"authToken":"two"}';
    world.now += 5 * minute;
    expect(await world.held.tokens()).toEqual(["two"]);
  });

  it("finds a new token at once when one is refused", async () => {
    await world.held.tokens();
    world.secret = '{"authToken":"two"}';
    world.now += 10_000;
    expect(await world.held.fresh()).toEqual(["two"]);
    expect(await world.held.tokens()).toEqual(["two"]);
  });

  it("reads once in ten seconds, however many forged requests come", async () => {
    await world.held.tokens();
    for (let request = 0; request < 1_000; request++) {
      await world.held.fresh();
      world.now += 100;
    }
    expect(world.reads.length).toBeLessThanOrEqual(11);
  });

  it("reads once in a second while it cannot, however many forged requests come", async () => {
    await world.held.tokens();
    world.outage = true;
    world.now += 10_000;
    for (let request = 0; request < 100; request++) {
      await expect(world.held.fresh()).rejects.toThrow("unavailable");
      world.now += 100;
    }
    expect(world.reads.length).toBeLessThanOrEqual(11);
  });

  it("keeps the good token through an outage, forged requests or not, for an hour", async () => {
    await world.held.tokens();
    world.outage = true;
    world.now += 10_000;
    // Whoever asks must know that nothing is known: the request may be right, to be sent again.
    await expect(world.held.fresh()).rejects.toThrow("unavailable");
    expect(await world.held.tokens()).toEqual(["one"]);
    world.now += 59 * minute;
    expect(await world.held.tokens()).toEqual(["one"]);
    world.now += minute;
    await expect(world.held.tokens()).rejects.toThrow("unavailable");
  });

  it("keeps the good token where the secret was overwritten with something else", async () => {
    await world.held.tokens();
    world.secret = "hunter2";
    world.now += 6 * minute;
    expect(await world.held.tokens()).toEqual(["one"]);
  });

  it("does not keep a failure", async () => {
    world.outage = true;
    await expect(world.held.tokens()).rejects.toThrow("unavailable");
    world.outage = false;
    world.now += 1_000;
    expect(await world.held.tokens()).toEqual(["one"]);
  });

  it("says which secret is unreadable and nothing of it", async () => {
    world.secret = "hunter2";
    await expect(world.held.tokens()).rejects.toThrow(
      "Secret arn:secret is not JSON (7 characters).",
    );
    world.now += 1_000;
    world.secret = '{"token":"hunter2"}';
    await expect(world.held.tokens()).rejects.toThrow(
      /^Secret arn:secret cannot be read: (?!.*hunter2)/,
    );
  });

  it("gives what was read five minutes ago at most, whatever happens but an outage", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("pass" as const), ms: fc.nat({ max: 4 * minute }) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.nat({ max: 3_000 }) }),
      fc.record({ do: fc.constantFrom("rotate", "fail", "recover", "tokens", "fresh") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const own = new World();
        let version = 1;
        for (const one of steps) {
          if ("ms" in one) own.now += one.ms;
          if (one.do === "fail" || one.do === "recover") own.outage = one.do === "fail";
          if (one.do === "rotate") own.secret = `{"authToken":"${++version}"}`;
          if (one.do !== "tokens" && one.do !== "fresh") continue;
          const given = await own.held[one.do]().catch(() => undefined);
          const { good } = own;
          const sinceFailure = own.now - (own.failedAt ?? Number.NEGATIVE_INFINITY);
          const unread = own.outage || sinceFailure < 1_000;
          if (given) {
            expect(given).toEqual([JSON.parse(good?.secret ?? "{}").authToken]);
            expect(own.now - (good?.at ?? 0)).toBeLessThan(unread ? 60 * minute : 5 * minute);
          } else if (one.do === "tokens") expect(unread).toBe(true);
        }
        // Never twice within a second.
        const gaps = own.reads.slice(1).map((at, index) => at - (own.reads[index] ?? 0));
        expect(Math.min(1_000, ...gaps)).toBe(1_000);
      }),
      { numRuns: 500 },
    );
  });
});
