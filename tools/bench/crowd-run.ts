import type { OperationTraffic } from "end-user-messaging-simulator";
import { crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";

/** What one crowd cost, as the process that ran it says in its last line. */
export interface CrowdResult {
  readonly people: number;
  readonly answered: number;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly peakMib: number;
  /** The calls of the measured messages alone. */
  readonly traffic: readonly OperationTraffic[];
}

/** Enough that every function has its environments, and V8 knows their code. */
const warmUps = 100;
const question = "how many calories in two eggs and a banana?";

async function main(count: number): Promise<void> {
  const system = await RunningSystem.start({ stack: "dev" });
  try {
    const { network } = system.world.carriers;
    const senders = await system.senders();
    const people = crowd(count + warmUps);
    for (const person of people) network.addPerson(person);
    const answered = new Set<string>();
    network.onChange(({ direction, tick, person }) => {
      if (direction === "from-business" && tick === "delivered") answered.add(person);
    });
    const write = (index: number) => {
      const sender = senders[index % senders.length];
      const person = people[index];
      if (!sender || !person) throw new Error("The stack has no sender to write to.");
      const phone =
        sender.channel === "sms" ? network.sms(person.number) : network.whatsApp(person.number);
      phone.write(sender.number, question);
    };
    for (let index = count; index < count + warmUps; index += 1) write(index);
    await system.world.quiet();
    answered.clear();
    const { traffic } = system.world.cloud;
    traffic.clear();
    const before = process.cpuUsage();
    const started = performance.now();
    for (let index = 0; index < count; index += 1) write(index);
    await system.world.quiet();
    const { user, system: kernel } = process.cpuUsage(before);
    const result: CrowdResult = {
      people: count,
      answered: answered.size,
      seconds: (performance.now() - started) / 1000,
      cpuMs: (user + kernel) / 1000,
      peakMib: process.resourceUsage().maxRSS / 1024,
      traffic: traffic.list(),
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
