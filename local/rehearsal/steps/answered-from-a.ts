import { answersFrom, question, ticksDelivered } from "../findings";
import { ada } from "../people";
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
