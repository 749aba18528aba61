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
