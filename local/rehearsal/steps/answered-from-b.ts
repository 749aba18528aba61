import { answersFrom, question, ticksDelivered } from "../findings";
import { ada } from "../people";
import type { Step } from "../step";

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
