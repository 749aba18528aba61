import { answersFrom, question, ticksDelivered } from "../findings";
import { ada, crowd } from "../people";
import type { Step } from "../step";

export const answeredFromA: Step = {
  title: "WhatsApp in through Twilio, signed, is answered by Twilio from A",
  stages: ["primary", "backup"],
  async run(scene) {
    const talk = await scene.system.talk(() => scene.system.write(ada, "A", question));
    return [
      await answersFrom(scene, talk, { sender: "A", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

export const answeredFromB: Step = {
  title: "WhatsApp in through AWS is answered by AWS from B",
  async run(scene) {
    const talk = await scene.system.talk(() => scene.system.write(ada, "B", question));
    return [
      await answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

export const answeredBySms: Step = {
  title: "SMS in is answered by SMS from the phone pool",
  async run(scene) {
    const talk = await scene.system.talk(() => scene.system.write(ada, "sms", question));
    return [
      await answersFrom(scene, talk, { sender: "sms", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

const sevenMinutes = 7 * 60_000;

/**
 * The provider delivers the message again: at once, and later than the five minutes for which a
 * FIFO queue remembers.
 */
export const duplicateAnsweredOnce: Step = {
  title: "A message that arrives three times is answered once",
  async run(scene) {
    const { system } = scene;
    const redeliver = (id: string) => system.client.call("POST /messages/{id}/redeliver", { id });
    const talk = await system.talk(async () => {
      const { id } = await system.write(ada, "B", question);
      await redeliver(id);
      await system.client.call("POST /clock/pass", { milliseconds: sevenMinutes });
      await redeliver(id);
    });
    return [await answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" })];
  },
};

/** Number A still listens and does not speak any more. */
export const calledOver: Step = {
  title: "Who writes to A is called over to B once, and finds every answer there",
  stages: ["receive-only"],
  async run(scene) {
    const { system } = scene;
    // Somebody who has never written to B: whose window is open there is answered there at once.
    const [, newcomer] = crowd(2);
    if (!newcomer) throw new Error("Nobody is there to write.");
    const called = await system.talk(() => system.write(newcomer, "A", "how much is a banana?"));
    const again = await system.talk(() => system.write(newcomer, "A", "and two eggs?"));
    const answered = await system.talk(() => system.write(newcomer, "B", "here I am"));
    return [
      await answersFrom(scene, called, { sender: "B", times: 1, saying: "new number" }),
      {
        expected: "no second template for the second question",
        seen: `${again.length - 1} messages of the business`,
        held: again.length === 1,
      },
      await answersFrom(scene, answered, { sender: "B", times: 1, saying: "banana" }),
      await answersFrom(scene, answered, { sender: "B", times: 1, saying: "egg" }),
    ];
  },
};
