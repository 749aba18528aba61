import { type ControlAnswer, controlOf } from "end-user-messaging-simulator";
import { crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";

/** What one crowd cost, as the process that ran it says in its last line. */
export interface CrowdResult {
  readonly people: number;
  readonly answered: number;
  readonly seconds: number;
  /** Of the whole process: the world's thread, the functions' threads, garbage collection. */
  readonly cpuMs: number;
  /** Of the world's own thread alone. */
  readonly worldCpuMs: number;
  readonly peakMib: number;
  /** The calls of the measured messages alone. */
  readonly traffic: ControlAnswer<"GET /requests">;
}

/** Enough that every function has its environments, and V8 knows their code. */
const warmUps = 100;
const question = "how many calories in two eggs and a banana?";

async function main(count: number): Promise<void> {
  const system = await RunningSystem.start({ stack: "dev" });
  try {
    const { world } = system;
    const control = controlOf(world);
    const senders = await system.senders();
    const people = crowd(count + warmUps);
    for (const person of people) await control.call("POST /people", person);
    const answered = new Set<string>();
    world.messages.onEntry(({ direction, tick, person }) => {
      if (direction === "from-business" && tick === "delivered") answered.add(person);
    });
    const write = (index: number) => {
      const sender = senders[index % senders.length];
      const person = people[index];
      if (!sender || !person) throw new Error("The stack has no sender to write to.");
      return control.call("POST /phones/{number}/{channel}/messages", {
        number: person.number,
        channel: sender.channel,
        to: sender.number,
        content: { type: "text", body: question },
      });
    };
    const all = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, index) => write(from + index)));
    await all(count, count + warmUps);
    await world.quiet();
    answered.clear();
    await control.call("DELETE /requests", {});
    const before = process.cpuUsage();
    const worldBefore = process.threadCpuUsage();
    const started = performance.now();
    await all(0, count);
    await world.quiet();
    const total = process.cpuUsage(before);
    const ofWorld = process.threadCpuUsage(worldBefore);
    const result: CrowdResult = {
      people: count,
      answered: answered.size,
      seconds: (performance.now() - started) / 1000,
      cpuMs: (total.user + total.system) / 1000,
      worldCpuMs: (ofWorld.user + ofWorld.system) / 1000,
      peakMib: process.resourceUsage().maxRSS / 1024,
      traffic: await control.call("GET /requests", {}),
    };
    console.log(JSON.stringify(result));
  } finally {
    await system.stop();
  }
}

main(Number(process.argv[2])).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
