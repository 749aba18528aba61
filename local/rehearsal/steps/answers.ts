import type { PhoneMessage } from "end-user-messaging-simulator";
import type { SenderKey } from "../../system/running-system";
import { answersFrom, question, ticksDelivered } from "../findings";
import { ada, crowd } from "../people";
import type { Scene, Step } from "../step";

export const answeredFromA: Step = {
  title: "WhatsApp in through Twilio, signed, is answered by Twilio from A",
  stages: ["primary", "backup"],
  async run(scene) {
    const talk = await talkOfAMinute(scene, "A");
    return [
      await answersFrom(scene, talk, { sender: "A", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

export const answeredFromB: Step = {
  title: "WhatsApp in through AWS is answered by AWS from B",
  async run(scene) {
    const talk = await talkOfAMinute(scene, "B");
    return [
      await answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

export const answeredBySms: Step = {
  title: "SMS in is answered by SMS from the phone pool",
  async run(scene) {
    const talk = await talkOfAMinute(scene, "sms");
    return [
      await answersFrom(scene, talk, { sender: "sms", times: 1, saying: "kcal" }),
      ticksDelivered(talk),
    ];
  },
};

/**
 * Ada asks. On a machine that is slow a function puts off what it has not the time for: the minute
 * of the clock that passes costs nothing and waits for that too.
 */
function talkOfAMinute({ system }: Scene, sender: SenderKey): Promise<readonly PhoneMessage[]> {
  return system.talk(async () => {
    await system.write(ada, sender, question);
    await system.client.call("POST /clock/pass", { milliseconds: 60_000 });
  });
}

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
