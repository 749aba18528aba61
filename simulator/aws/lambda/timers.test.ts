import { setTimeout as realWait } from "node:timers/promises";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

/** Any HTTP client will do: they all stand on the thread's connections. */
const ask = `const ask = () => new Promise((resolve) => {
  const request = require("node:http").request("http://slow.example/", (answer) => {
    answer.resume();
    answer.on("end", () => resolve("answered " + answer.statusCode));
  });
  request.on("error", (error) => resolve(error.message));
  request.setTimeout(1500, () => request.destroy(new Error("timed out")));
  request.end();
});`;

describe("the timers of functions that take turns", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, inTurns: true });
    declare = new Declare(cloud.controlPlane);
    // Real time must have no part in it.
    cloud.clock.setSpeed(1e-9);
    cloud.addOutsideHost({
      host: "slow.example",
      handle: async () => ({ status: 200, headers: {}, body: "" }),
    });
  });
  afterEach(() => cloud.stop());

  const pass = (milliseconds: number) =>
    cloud.clock.pass(milliseconds, () => cloud.activity.atRest());
  const begin = async (body: string, properties = {}) => {
    await declare.function("probe", `exports.handler = async (event, context) => { ${body} };`, {
      properties,
    });
    const began = cloud.clock.now();
    return cloud.lambda
      .invoke("probe", {})
      .then((outcome) => ({ outcome, took: cloud.clock.now() - began }));
  };
  const succeeded = (payload: unknown) => ({ kind: "succeeded", payload });

  it("fire when the clock passes them, in their order, and the function's date goes with it", async () => {
    const ran = begin(
      `
      const began = Date.now();
      const order = [];
      const note = (name) => order.push(name + " " + (Date.now() - began));
      const off = setTimeout(note, 10, "called off");
      setTimeout(note, 30_000, "late");
      setTimeout(() => { note("early"); clearTimeout(off); }, 5);
      const every = setInterval(note, 12_000, "every");
      await new Promise((resolve) => setTimeout(resolve, 40_000));
      clearInterval(every);
      return [...order, context.getRemainingTimeInMillis()];
    `,
      { timeout: 60 },
    );
    await pass(60_000);
    expect((await ran).outcome).toEqual(
      succeeded(["early 5", "every 12000", "every 24000", "late 30000", "every 36000", 20_000]),
    );
  });

  it.each([
    [
      "AbortSignal.timeout",
      `const signal = AbortSignal.timeout(7000);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));`,
    ],
    [
      "node:timers",
      `await new Promise((resolve) => require("node:timers").setTimeout(resolve, 7000));`,
    ],
    ["node:timers/promises", `await require("node:timers/promises").setTimeout(7000);`],
  ])("%s is one of them", async (_name, wait) => {
    const ran = begin(`${wait} return "rang";`, { timeout: 60 });
    await pass(10_000);
    expect(await ran).toEqual({ outcome: succeeded("rang"), took: 7000 });
  });

  it("a client gives up a request that hangs by the world's clock", async () => {
    cloud.failures.add({ service: "slow.example", failure: { kind: "hang" } });
    const ran = begin(`${ask} return await ask();`);
    await pass(2000);
    expect(await ran).toEqual({ outcome: succeeded("timed out"), took: 1500 });
  });

  it("a service that is slow is slow by it too", async () => {
    cloud.failures.add({ service: "slow.example", failure: { kind: "slow", milliseconds: 1200 } });
    const ran = begin(`${ask} return await ask();`);
    await pass(2000);
    expect(await ran).toEqual({ outcome: succeeded("answered 200"), took: 1200 });
  });

  it("the function's timeout passes by it, whatever the function waits for", async () => {
    const ran = begin("await new Promise(() => {});", { timeout: 6 });
    await pass(10_000);
    const { outcome, took } = await ran;
    expect(outcome).toMatchObject({ kind: "failed", error: { errorType: "Sandbox.Timedout" } });
    expect(took).toBe(6000);
  });

  it("what dies halfway leaves the others their turns", async () => {
    cloud.failures.add({
      service: "slow.example",
      failure: { kind: "caller-dies", when: "before" },
    });
    const ran = begin(`${ask} ask(); ask(); return await ask();`);
    await pass(0);
    expect((await ran).outcome).toMatchObject({
      kind: "failed",
      error: { errorType: "Runtime.ExitError" },
    });
    cloud.failures.clear();
    const again = cloud.lambda.invoke("probe", {});
    await pass(0);
    expect(await again).toEqual(succeeded("answered 200"));
  });

  it("in another world they are real", async () => {
    const other = await SimulatedCloud.start({ seed: 1 });
    try {
      await new Declare(other.controlPlane).function(
        "probe",
        `exports.handler = () => new Promise((resolve) => setTimeout(resolve, 20, "rang"));`,
      );
      other.clock.setSpeed(1e-9);
      expect(
        await Promise.race([
          other.lambda.invoke("probe", {}),
          realWait(30_000, undefined, { ref: false }),
        ]),
      ).toEqual(succeeded("rang"));
    } finally {
      await other.stop();
    }
  });
});
