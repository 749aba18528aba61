import type { PhoneNumber } from "../../../shared/domain/message/channel";
import { crowd } from "../people";
import type { Finding, Scene, Step } from "../step";

/** Of each 1,000 runs with right weights, fewer than one is out of bounds by chance. */
const standardDeviations = 4;

export const weights: Step = {
  title:
    "The business writes to many people at 10 %, then at 25 %: the weight is kept, and " +
    "nobody goes back to A",
  // From backup on, whatever the business starts leaves from B.
  stages: ["primary"],
  async run(scene) {
    const at10 = await campaign(scene, 10);
    const at25 = await campaign(scene, 25);
    const back = [...at10].filter((number) => !at25.has(number));
    return [
      withinBounds(scene.contacts, at10.size, 10),
      withinBounds(scene.contacts, at25.size, 25),
      {
        expected: "everybody who was written to from B at 10 % is written to from B at 25 %",
        seen: `${back.length} of ${at10.size} went back to A`,
        held: back.length === 0,
      },
    ];
  },
};

/**
 * Sets the weight, writes to everybody.
 * @returns whose phone got the message from B; everybody else's must have got it from A.
 */
async function campaign(
  { system, contacts }: Scene,
  awsWeight: number,
): Promise<ReadonlySet<PhoneNumber>> {
  await system.setConfig("rollout.awsWeight", String(awsWeight));
  const people = crowd(contacts);
  const messages = await system.talk(async () => {
    for (const person of people) await system.writeFirst(person, `${awsWeight}-${person.number}`);
    // Twilio sends 80 messages a second; the rest waits there, and a minute is enough for all.
    await system.client.call("POST /clock/pass", { milliseconds: 60_000 });
  });
  const arrived = messages.filter(({ tick }) => tick === "delivered" || tick === "read");
  const reached = new Map(arrived.map((message) => [message.person, message]));
  if (arrived.length !== contacts || reached.size !== contacts) {
    throw new Error(
      `${contacts} people were written to; ${reached.size} phones show ${arrived.length} messages.`,
    );
  }
  return new Set(arrived.filter(({ provider }) => provider === "aws").map(({ person }) => person));
}

function withinBounds(people: number, fromB: number, weight: number): Finding {
  const share = weight / 100;
  const mean = people * share;
  const margin = standardDeviations * Math.sqrt(people * share * (1 - share));
  const [low, high] = [Math.ceil(Math.max(0, mean - margin)), Math.floor(mean + margin)];
  return {
    expected: `${low} to ${high} of ${people} people written to from B at ${weight} %`,
    seen: `${fromB}`,
    held: fromB >= low && fromB <= high,
  };
}
