import { answersFrom, question } from "../findings";
import { crowd } from "../people";
import type { Step } from "../step";

/** Number A still listens and does not speak any more. */
export const calledOver: Step = {
  title: "Who writes to A is called over to B, and finds the answer there",
  stages: ["receive-only"],
  async run(scene) {
    const { system } = scene;
    // Somebody who has never written to B: whose window is open there is answered there at once.
    const [, newcomer] = crowd(2);
    if (!newcomer) throw new Error("Nobody is there to write.");
    const called = await system.talk(() => system.write(newcomer, "A", question));
    const answered = await system.talk(() => system.write(newcomer, "B", "here I am"));
    return [
      await answersFrom(scene, called, { sender: "B", times: 1, saying: "new number" }),
      await answersFrom(scene, answered, { sender: "B", times: 1, saying: "kcal" }),
    ];
  },
};
