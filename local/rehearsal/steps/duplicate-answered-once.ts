import { answersFrom, question } from "../findings";
import { ada } from "../people";
import type { Step } from "../step";

const sevenMinutes = 7 * 60_000;

/**
 * The provider delivers the message again: at once, and later than the five minutes for which a
 * FIFO queue remembers.
 */
export const duplicateAnsweredOnce: Step = {
  title: "A message that arrives three times is answered once",
  async run(scene) {
    const { system } = scene;
    const { eumSocial } = system.providers;
    const talk = await system.talk(async () => {
      const { id } = system.whatsApp(ada).write(system.sender("B").number, question);
      await eumSocial.redeliver(id);
      await system.cloud.quiet();
      system.cloud.clock.advance(sevenMinutes);
      await eumSocial.redeliver(id);
    });
    return [answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" })];
  },
};
