import { answersFrom, question, ticksDelivered } from "../findings";
import { ada } from "../people";
import type { Step } from "../step";

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
