import { leadingKey } from "../../../shared/domain/contact/alias";
import { alarmRings, alarmStops, peopleOnCall } from "../alarm";
import { answersFrom, question } from "../findings";
import { ada, crowd } from "../people";
import type { Finding, Scene, Step } from "../step";

const poison = '{"kind":"inbound","message":{"channel":"carrier pigeon"}}';

/** Between two tries; after the last of them the message is poison. */
const waitsSeconds = [1, 5, 30];
const patience = 2 * 60_000;

/**
 * A turn that no code can read blocks its own conversation until it has been tried often enough;
 * then its function puts it into the dead-letter queue, and the person's next question is answered.
 * Nobody else waits for it. The clock is jumped over the waits. The alarm rings, until somebody has
 * removed the dead letter.
 */
export const poisonMessage: Step = {
  title:
    "A poison message is tried four times, is buried and rings the alarm; the question behind it " +
    "is answered within two minutes",
  async run(scene) {
    const { system } = scene;
    const [bystander] = crowd(1);
    if (!bystander) throw new Error("Nobody stands by.");
    const now = await peopleOnCall(scene);
    const { next: logged } = await system.client.call("GET /logs", {});
    await system.queues.send("conversation", poison, {
      group: `whatsapp:${leadingKey([{ kind: "phone", value: ada.number }])}`,
      id: `poison-${now}`,
    });
    const behind = await system.talk(() => system.write(ada, "B", question));
    const others = await system.talk(() => system.write(bystander, "B", question));
    const later = await system.talk(() =>
      system.client.call("POST /clock/pass", { milliseconds: patience }),
    );
    return [
      {
        expected: "no answer to the question behind the poison, as long as it is tried",
        seen: `${behind.length - 1} answers`,
        held: behind.length === 1,
      },
      await answersFrom(scene, others, { sender: "B", times: 1, saying: "kcal" }),
      await triedApart(scene, logged),
      holdsOnly(await system.queues.deadLetters("conversation"), poison),
      await answersFrom(scene, later, { sender: "B", times: 1, saying: "kcal" }),
      ...(await alarmRings(scene, now)),
      ...(await afterRemoval(scene)),
    ];
  },
};

/** By what the function says of each try. */
async function triedApart({ system }: Scene, since: number): Promise<Finding> {
  const { entries } = await system.client.call("GET /logs", { since });
  const tries = entries.filter(({ text }) => text.includes('"event":"turn"'));
  const waits = tries.slice(1).map(({ at }, index) => (at - (tries[index]?.at ?? 0)) / 1000);
  const rounded = waits.map((seconds) => Math.round(seconds));
  return {
    expected: `the poison tried four times, ${waitsSeconds.join(", ")} seconds apart`,
    seen: `${tries.length} tries, ${rounded.join(", ")} seconds apart`,
    held: String(rounded) === String(waitsSeconds),
  };
}

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
