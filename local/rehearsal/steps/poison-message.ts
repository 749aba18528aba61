import { alarmRings, alarmStops, peopleOnCall } from "../alarm";
import { answersFrom, question } from "../findings";
import { ada, crowd } from "../people";
import type { Finding, Scene, Step } from "../step";

const poison = '{"kind":"inbound","message":{"channel":"carrier pigeon"}}';

/**
 * A turn that no code can read blocks its own conversation until it has been tried often enough,
 * then lies in the dead-letter queue and the person's next message is answered. Nobody else waits
 * for it. The clock is jumped over the waits between the tries. The alarm rings, until somebody has
 * removed the dead letter.
 */
export const poisonMessage: Step = {
  title:
    "A poison message ends in its dead-letter queue and rings the alarm; those behind it are " +
    "answered",
  provokesFaults: true,
  async run(scene) {
    const { system } = scene;
    const [bystander] = crowd(1);
    if (!bystander) throw new Error("Nobody stands by.");
    const now = await peopleOnCall(scene);
    await system.queues.send("conversation", poison, {
      group: `whatsapp:${ada.number.slice(1)}`,
      id: `poison-${now}`,
    });
    // At its heels, so that a batch could take both; the person's own message comes later.
    await system.writeFirst(ada, `behind-poison-${now}`);
    const others = await system.talk(() => system.write(bystander, "B", question));
    const behind = await system.talk(async () => {
      await system.write(ada, "B", question);
      await system.queues.untilTriedOut("conversation");
    });
    const [checkIn, ...answer] = behind.filter(({ direction }) => direction === "from-business");
    return [
      await answersFrom(scene, others, { sender: "B", times: 1, saying: "kcal" }),
      holdsOnly(await system.queues.deadLetters("conversation"), poison),
      {
        expected: "the business's own message, which came right behind the poison, on the phone",
        seen: checkIn ? `"${checkIn.text}", ${checkIn.tick}` : "nothing",
        held: checkIn?.text.includes("meal check-in") === true && checkIn.tick === "delivered",
      },
      await answersFrom(scene, answer, { sender: "B", times: 1, saying: "kcal" }),
      ...(await alarmRings(scene, now)),
      ...(await afterRemoval(scene)),
    ];
  },
};

/** Whoever is on call has read the dead letter, and removes it. */
async function afterRemoval(scene: Scene): Promise<readonly Finding[]> {
  const now = await peopleOnCall(scene);
  await scene.system.queues.discardDeadLetters("conversation");
  return await alarmStops(scene, now);
}

function holdsOnly(deadLetters: readonly string[], body: string): Finding {
  return {
    expected: "the poison message, and nothing else, in the conversation queue's dead-letter queue",
    seen:
      deadLetters.length === 0
        ? "an empty dead-letter queue"
        : `${deadLetters.length}: ${deadLetters.join("; ")}`,
    held: deadLetters.length === 1 && deadLetters[0] === body,
  };
}
