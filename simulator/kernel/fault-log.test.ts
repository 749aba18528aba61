import { SimulatedClock } from "./clock";
import { FaultLog } from "./fault-log";
import { Listeners } from "./listeners";

describe("the fault log", () => {
  it("lives on when a listener to the faults fails, and keeps both faults", () => {
    const faults = new FaultLog(() => 0);
    const heard: string[] = [];
    faults.onFault(() => {
      throw new Error("deaf");
    });
    faults.onFault(({ message }) => heard.push(message));
    faults.report("sqs", "one");
    expect(heard).toEqual(["one"]);
    expect(faults.since(0).map(({ message }) => message)).toEqual([
      "one",
      "A listener to the faults failed: deaf",
    ]);
  });

  it("takes what a timer throws; the timers behind it fire all the same", () => {
    const faults = new FaultLog(() => 0);
    const clock = new SimulatedClock(faults.failure("clock", "Something that fell due"));
    const fired: string[] = [];
    clock.after(10, () => {
      throw new Error("broken");
    });
    clock.after(10, () => fired.push("second"));
    clock.advance(20);
    clock.stop();
    expect(fired).toEqual(["second"]);
    expect(faults.since(0)).toMatchObject([
      { service: "clock", message: "Something that fell due failed: broken" },
    ]);
  });

  it("takes what a listener throws; the others hear, and who tells lives on", () => {
    const faults = new FaultLog(() => 0);
    const listeners = new Listeners<string>(faults.failure("sqs", "A listener"));
    const heard: string[] = [];
    listeners.add(() => {
      throw new Error("deaf");
    });
    const stop = listeners.add((event) => heard.push(event));
    listeners.tell("one");
    stop();
    listeners.tell("two");
    expect(heard).toEqual(["one"]);
    expect(faults.since(0)).toHaveLength(2);
  });
});
