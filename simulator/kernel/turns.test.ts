import { type Turn, Turns } from "./turns";

/** Three runs that each ask for three things: in which order they get them. */
async function orderOf(seed: number): Promise<string> {
  const turns = new Turns(seed);
  const order: string[] = [];
  const run = async (name: string) => {
    const turn = await turns.enter();
    for (let step = 1; step <= 3; step += 1) {
      await turn.pass();
      order.push(`${name}${step}`);
    }
    turn.leave();
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
    const asked = one.pass();
    one.leave();
    await asked;
    expect(await one.pass()).toBe(false);
    expect(await (await other).pass()).toBe(true);
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
