import { ada } from "../../local/rehearsal/people";
import { RunningSystem, type SenderKey } from "../../local/system/running-system";
import { quantile } from "./statistics";

const warmUps = 50;
const samples = 300;
const question = "how many calories in two eggs and a banana?";

/**
 * From the moment a person presses send to the moment the answer shows on the phone; no provider
 * latency is simulated. Aim: p50 < 20 ms, p99 < 100 ms.
 */
export async function benchAnswers(): Promise<void> {
  const system = await RunningSystem.start({ stack: "dev" });
  try {
    console.log("message in → answer    p50 ms   p99 ms");
    for (const sender of ["B", "A", "sms"] as const) {
      const times: number[] = [];
      for (let sample = 0; sample < warmUps + samples; sample += 1) {
        const time = await timeToAnswer(system, sender);
        if (sample >= warmUps) times.push(time);
      }
      const { provider } = await system.sender(sender);
      const label = `${sender} (${sender === "sms" ? "SMS" : "WhatsApp"}, ${provider})`;
      console.log(
        [label.padEnd(22), milliseconds(times, 0.5, 6), milliseconds(times, 0.99, 8)].join(" "),
      );
    }
  } finally {
    await system.stop();
  }
}

function milliseconds(times: readonly number[], share: number, width: number): string {
  return quantile(times, share).toFixed(1).padStart(width);
}

async function timeToAnswer(system: RunningSystem, key: SenderKey): Promise<number> {
  const { channel, number } = await system.sender(key);
  await system.meet(ada);
  const { network } = system.world.providers;
  const phone = channel === "sms" ? network.sms(ada.number) : network.whatsApp(ada.number);
  const started = performance.now();
  const answered = new Promise<number>((resolve) => {
    const stop = system.world.messages.onEntry((message) => {
      const { direction, tick } = message;
      if (direction !== "from-business" || tick !== "delivered" || message.channel !== channel)
        return;
      stop();
      resolve(performance.now() - started);
    });
  });
  phone.write(number, question);
  const time = await answered;
  await system.world.quiet();
  // WhatsApp takes a message in six seconds to the same person; what is measured is over.
  system.world.cloud.clock.advance(6000);
  return time;
}
