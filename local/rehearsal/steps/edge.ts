import { ada } from "../people";
import type { Step } from "../step";

export const entryLink: Step = {
  title: "The entry link sends a newcomer to one of the business's WhatsApp numbers",
  async run({ system }) {
    const { status, headers } = await system.openEntryLink();
    const whatsApp = (await system.senders()).filter(({ channel }) => channel === "whatsapp");
    const numbers = whatsApp.map(({ number }) => number);
    const links = numbers.map((number) => `https://wa.me/${number.slice(1)}`);
    const location = String(headers?.location ?? "");
    return [
      {
        expected: `a redirect to ${links.join(" or ")}`,
        seen: `${status} ${location || "without a location"}`,
        held: status === 302 && links.some((link) => location.startsWith(link)),
      },
    ];
  },
};

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
