import { type Turn, Turns } from "./turns";

/** Three runs that each ask for three things: in which order they get them. */
async function orderOf(seed: number): Promise<string> {
  const turns = new Turns(seed);
  const order: string[] = [];
  const run = async (name: string) => {
    const turn = await turns.enter();
    for (let step = 1; step <= 3; step += 1) {
      await turn.serve(async () => order.push(`${name}${step}`));
    }
    await turn.leave();
  };
  await Promise.all(["a", "b", "c"].map(run));
  return order.join(" ");
}

describe("runs that take turns", () => {
  it("interleave in the same way with the same seed", async () => {
    for (const seed of [1, 2, 3]) expect(await orderOf(seed)).toBe(await orderOf(seed));
  });

  it("interleave in many ways with many seeds, each run in its own order", async () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) orders.add(await orderOf(seed));
    expect(orders.size).toBeGreaterThan(5);
    for (const order of orders)
      for (const name of ["a", "b", "c"])
        expect(order.replace(new RegExp(`[^${name}\\d ]\\d ?`, "g"), "").trim()).toBe(
          `${name}1 ${name}2 ${name}3`,
        );
  });

  it("go on when one of them ends halfway", async () => {
    const turns = new Turns(1);
    const [one, other] = [await turns.enter(), turns.enter()];
    const left = one.serve(async () => "served").then(() => one.leave());
    expect(await (await other).serve(async () => "served")).toBe("served");
    await (await other).leave();
    await left;
    expect(await one.serve(async () => "served")).toBeUndefined();
  });

  it("are served one thing at a time, and hear of a world that stands still", async () => {
    const turn = await new Turns(1).enter();
    const order: string[] = [];
    const ask = async (name: string) => {
      await turn.serve(async () => {
        order.push(`${name} begins`);
        setImmediate(() => setImmediate(() => order.push(`${name} has its effect`)));
      });
    };
    await Promise.all([ask("one"), ask("other")]);
    expect(order).toEqual([
      "one begins",
      "one has its effect",
      "other begins",
      "other has its effect",
    ]);
  });

  describe("and wait for the clock", () => {
    it("are at rest when their thread is and nothing is served", async () => {
      const turns = new Turns(1);
      const turn = await turns.enter();
      expect(turns.isAtRest).toBe(false);
      const hung = turn.serve(async () => {
        turn.threadRests();
        expect(turns.isAtRest).toBe(false);
      });
      await hung;
      await turns.atRest();
      expect(turns.isAtRest).toBe(true);
      turn.goesOn();
      expect(turns.isAtRest).toBe(false);
    });

    it("let others go on meanwhile", async () => {
      const turns = new Turns(1);
      const slow = await turns.enter();
      let over = () => {};
      const waits = new Promise<void>((resolve) => {
        over = resolve;
      });
      const order: string[] = [];
      const served = slow.serve(async () => {
        slow.threadRests();
        await slow.away(waits);
        order.push("slow");
      });
      const other = await turns.enter();
      await other.serve(async () => order.push("other"));
      await other.leave();
      await turns.atRest();
      over();
      await served;
      expect(order).toEqual(["other", "slow"]);
    });
  });

  it("draw by their own number and by what they ask, whatever others draw", async () => {
    const draw = async (others: (turn: Turn) => void) => {
      const turn = await new Turns(7).enter();
      others(turn);
      return turn.random("dynamodb PutItem").next();
    };
    const lonely = await draw(() => {});
    expect(await draw((turn) => turn.random("sqs SendMessage"))).toBe(lonely);
    expect(await draw((turn) => turn.random("dynamodb PutItem"))).not.toBe(lonely);
  });
});
