import { alarmRings, alarmStops, peopleOnCall } from "../alarm";
import { answersFrom, question } from "../findings";
import { ada } from "../people";
import type { Finding, Scene, Step } from "../step";

/**
 * Somebody breaks a queue's policy by hand. SNS cannot deliver, so the event must lie in the
 * dead-letter queue and ring the alarm, and a redrive must bring the answer.
 */
export const undeliverableEvent: Step = {
  title:
    "An event that SNS cannot deliver waits in the dead-letter queue, and is answered after " +
    "a redrive",
  provokesFaults: true,
  async run(scene) {
    return [
      ...(await brokenAndMended(scene, "whatsapp-events", "B")),
      ...(await brokenAndMended(scene, "sms-events", "sms")),
    ];
  },
};

async function brokenAndMended(
  scene: Scene,
  queue: string,
  sender: "B" | "sms",
): Promise<readonly Finding[]> {
  const { system } = scene;
  const broken = await peopleOnCall(scene);
  const talk = await system.queues.withoutPolicy(queue, () =>
    system.talk(() => system.write(ada, sender, question)),
  );
  const held = (await system.queues.deadLetters(queue)).length;
  const rung = await alarmRings(scene, broken);
  const mended = await peopleOnCall(scene);
  const answered = await system.talk(() => system.queues.redrive(queue));
  return [
    {
      expected: `the message in the dead-letter queue of ${queue}, and no answer`,
      seen: `${held} dead letters, ${talk.length - 1} answers`,
      held: held > 0 && talk.length === 1,
    },
    ...rung,
    await answersFrom(scene, answered, { sender, times: 1, saying: "kcal" }),
    ...(await alarmStops(scene, mended)),
  ];
}
