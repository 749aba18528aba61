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
