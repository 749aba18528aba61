import { ada } from "../people";
import type { Step } from "../step";

export const forgedSignature: Step = {
  title: "A webhook call that Twilio did not sign is refused",
  stages: ["primary", "backup", "receive-only"],
  provokesFaults: true,
  async run({ system }) {
    let status = 0;
    const talk = await system.talk(async () => {
      const { number: to } = await system.sender("A");
      ({ status } = await system.client.call("POST /events/twilio/forged", {
        from: ada.number,
        to,
        text: "I am Ada, honestly",
      }));
    });
    return [
      {
        expected: "HTTP 403, and no answer on any phone",
        seen: `HTTP ${status}, ${talk.length} messages on phones`,
        held: status === 403 && talk.length === 0,
      },
    ];
  },
};
