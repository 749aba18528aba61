import { TestWorld } from "./conversation.testing";

/**
 * Follows the calls to the table. A call comes after all those that were answered when it was made;
 * each takes a turn of the event loop, so that what is asked side by side overlaps.
 */
function roundTripsOf({ table: { client } }: TestWorld) {
  const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
  let answered = 0;
  Object.assign(client, {
    send: async (command: unknown) => {
      const number = answered + 1;
      await new Promise((resolve) => setImmediate(resolve));
      try {
        return await send(command);
      } finally {
        answered = Math.max(answered, number);
      }
    },
  });
  return {
    begin: () => {
      answered = 0;
    },
    /** How many lay one after another so far. */
    inARow: () => answered,
  };
}

let world: TestWorld;
let roundTrips: ReturnType<typeof roundTripsOf>;
let beforeTheCall: number[];

beforeEach(async () => {
  world = await TestWorld.open({}, "memory");
  roundTrips = roundTripsOf(world);
  beforeTheCall = [];
  world.onCarried = () => beforeTheCall.push(roundTrips.inARow());
});

const write = async (...parameters: Parameters<TestWorld["write"]>) => {
  // Nothing is cached any more that is cached for seconds.
  world.now += 60_000;
  roundTrips.begin();
  await world.write(...parameters);
};

test.each(["A", "B", "sms"] as const)(
  "an answer by %s is on its way after three round trips at most, and two in a warm run",
  async (to) => {
    for (const text of ["two eggs", "a banana", "an apple", "a pear"]) await write(to, text);
    // The world's two environments take turns: each has met the person from the third on.
    expect(beforeTheCall).toEqual([2, 3, 2, 2]);
  },
);

test("what a sender needs is read beside the person, once it is known that a message came", async () => {
  const begun: number[] = [];
  const wrap = <Port extends object>(name: string, port: Port): Port =>
    name === "A" ? { ...port, readAhead: () => begun.push(roundTrips.inARow()) } : port;
  for (const [to, item] of [
    ["A", world.message("A", "two eggs")],
    ["B", world.message("B", "two eggs")],
  ] as const) {
    roundTrips.begin();
    await world.take({ kind: "inbound", message: item }, wrap);
    expect([to, begun]).toEqual([to, [0]]);
  }
});
