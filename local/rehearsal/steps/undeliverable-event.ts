import { answersFrom, question } from "../findings";
import { ada } from "../people";
import type { Finding, Scene, Step } from "../step";

/**
 * Somebody breaks a queue's policy by hand. SNS cannot deliver, so the event must lie in the
 * dead-letter queue, and a redrive must bring the answer.
 */
export const undeliverableEvent: Step = {
  title:
    "An event that SNS cannot deliver waits in the dead-letter queue, and is answered after a redrive",
  provokesFaults: true,
  async run(scene) {
    return [...(await overWhatsApp(scene)), ...(await overSms(scene))];
  },
};

async function overWhatsApp(scene: Scene): Promise<readonly Finding[]> {
  const { system } = scene;
  const { number } = system.sender("B");
  return brokenAndMended(scene, "whatsapp-events", "B", () =>
    system.whatsApp(ada).write(number, question),
  );
}

async function overSms(scene: Scene): Promise<readonly Finding[]> {
  const { system } = scene;
  const { number } = system.sender("sms");
  return brokenAndMended(scene, "sms-events", "sms", () => system.sms(ada).write(number, question));
}

async function brokenAndMended(
  scene: Scene,
  queue: string,
  sender: "B" | "sms",
  write: () => unknown,
): Promise<readonly Finding[]> {
  const { system } = scene;
  const talk = await system.queues.withoutPolicy(queue, () => system.talk(write));
  const held = system.queues.deadLetters(queue).length;
  const answered = await system.talk(() => system.queues.redrive(queue));
  return [
    {
      expected: `the message in the dead-letter queue of ${queue}, and no answer`,
      seen: `${held} dead letters, ${talk.length - 1} answers`,
      held: held > 0 && talk.length === 1,
    },
    answersFrom(scene, answered, { sender, times: 1, saying: "kcal" }),
  ];
}
