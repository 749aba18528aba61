import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { controlOf } from "end-user-messaging-simulator";
import { crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";

/** What is in memory once everything is quiet and the garbage is gone. */
export interface SoakResult {
  readonly messages: number;
  readonly weightChanges: number;
  readonly heapMib: number;
  readonly rssMib: number;
}

const people = 500;
/** Between two messages of a person: what the table keeps for 400 days is gone after 40 rounds. */
const daysBetween = 10;
const question = "how many calories in two eggs and a banana?";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** The same people write again and again, every ten days; then the weight goes up and down. */
async function main(messages: number, every: number, weightChanges: number): Promise<void> {
  const system = await RunningSystem.start({ stack: "dev" });
  const control = controlOf(system.world);
  const senders = await system.senders();
  const everybody = crowd(people);
  for (const person of everybody) await control.call("POST /people", person);
  let [sent, changed] = [0, 0];
  const tell = () => {
    collectGarbage();
    const { heapUsed, rss } = process.memoryUsage();
    const result: SoakResult = {
      messages: sent,
      weightChanges: changed,
      heapMib: heapUsed / 2 ** 20,
      rssMib: rss / 2 ** 20,
    };
    console.log(JSON.stringify(result));
  };
  tell();
  while (sent < messages) {
    for (const person of everybody) {
      const sender = senders[sent % senders.length];
      if (!sender) throw new Error("The stack has no sender to write to.");
      await control.call("POST /phones/{number}/{channel}/messages", {
        number: person.number,
        channel: sender.channel,
        to: sender.number,
        content: { type: "text", body: question },
      });
      sent += 1;
    }
    await system.world.quiet();
    await system.world.pass(daysBetween * 86_400_000);
    if (sent % every < people) tell();
  }
  for (; changed < weightChanges; changed += 1) {
    await system.setConfig("rollout.awsWeight", String(changed % 2 === 0 ? 50 : 10));
    if (changed % 20 === 19) tell();
  }
  tell();
  await system.stop();
}

const [messages = 50_000, every = 5_000, weightChanges = 100] = process.argv.slice(2).map(Number);
main(messages, every, weightChanges).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
