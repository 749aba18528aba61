import { controlOf } from "end-user-messaging-simulator";
import { ada } from "../../local/rehearsal/people";
import { RunningSystem, type SenderKey } from "../../local/system/running-system";
import { type Bench, quantile } from "./figures";

const warmUps = 50;
const samples = 300;
const question = "how many calories in two eggs and a banana?";

/**
 * From the moment a person presses send to the moment the answer shows on the phone; no provider
 * latency is simulated.
 */
export const benchAnswers: Bench = async (report) => {
  const system = await RunningSystem.start({ stack: "dev" });
  try {
    for (const sender of ["B", "A", "sms"] as const) {
      const times: number[] = [];
      for (let sample = 0; sample < warmUps + samples; sample += 1) {
        const time = await timeToAnswer(system, sender);
        if (sample >= warmUps) times.push(time);
      }
      const { provider } = await system.sender(sender);
      const label = `${sender === "sms" ? "SMS" : "WhatsApp"} by ${provider}, message in → answer`;
      for (const [name, share, most] of quantiles)
        report.figure({
          name: `${label}: ${name}`,
          value: quantile(times, share),
          unit: "ms",
          aim: { most },
        });
    }
  } finally {
    await system.stop();
  }
};

const quantiles = [
  ["p50", 0.5, 20],
  ["p99", 0.99, 100],
] as const;

async function timeToAnswer(system: RunningSystem, key: SenderKey): Promise<number> {
  const { channel, number } = await system.sender(key);
  await system.meet(ada);
  const { world } = system;
  const control = controlOf(world);
  const started = performance.now();
  const answered = new Promise<number>((resolve) => {
    const stop = world.messages.onEntry((message) => {
      const { direction, tick } = message;
      if (direction !== "from-business" || tick !== "delivered" || message.channel !== channel)
        return;
      stop();
      resolve(performance.now() - started);
    });
  });
  await control.call("POST /phones/{number}/{channel}/messages", {
    number: ada.number,
    channel,
    to: number,
    content: { type: "text", body: question },
  });
  const time = await answered;
  await world.quiet();
  // WhatsApp takes a message in six seconds to the same person; what is measured is over.
  await control.call("POST /clock/pass", { milliseconds: 6000 });
  return time;
}
