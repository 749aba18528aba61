import { alarmRings, alarmStops, peopleOnCall } from "../alarm";
import { answersFrom, question } from "../findings";
import { ada } from "../people";
import type { Scene, Step } from "../step";

/**
 * One event of each provider with something in it that nobody can read. On WhatsApp a person's
 * question stands beside it in the same event.
 */
export const unreadableItem: Step = {
  title:
    "What cannot be read of an event is put aside alone and rings the alarm; its neighbour is " +
    "answered",
  // No function reads the quarantine, and the world remarks on it.
  provokesFaults: true,
  async run(scene) {
    const { system } = scene;
    const since = await peopleOnCall(scene);
    const talk = await system.talk(async () => {
      await publishWithNeighbour(scene);
      await system.queues.send("sms-events", JSON.stringify({ inboundMessageId: "odd" }));
    });
    const wanted = ["sms", ...(await oddFormOfTwilio(scene)), "whatsapp"];
    const sources = (await system.queues.bodies("quarantine")).map(
      (body) => (JSON.parse(body) as { readonly source: string }).source,
    );
    const rung = await alarmRings(scene, since);
    const looked = await peopleOnCall(scene);
    await system.queues.empty("quarantine");
    return [
      {
        expected: `one item of each in the quarantine: ${wanted.join(", ")}`,
        seen: sources.length === 0 ? "an empty quarantine" : sources.toSorted().join(", "),
        held: String(sources.toSorted()) === String(wanted),
      },
      await answersFrom(scene, talk, { sender: "B", times: 1, saying: "kcal" }),
      ...rung,
      ...(await alarmStops(scene, looked)),
    ];
  },
};

async function publishWithNeighbour({ system }: Scene): Promise<void> {
  await system.meet(ada);
  const waba = await system.waba();
  const now = await system.watch.now();
  const from = ada.number.slice(1);
  const one = { from, timestamp: String(Math.floor(now / 1000)) };
  await system.client.call("POST /events/whatsapp", {
    event: {
      object: "whatsapp_business_account",
      entry: [
        {
          id: waba.metaWabaId,
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: {
                  display_phone_number: waba.phoneNumber.slice(1),
                  phone_number_id: waba.metaPhoneNumberId,
                },
                contacts: [{ profile: { name: ada.name }, wa_id: from }],
                messages: [
                  { ...one, id: `wamid.odd-${now}`, type: "location", location: {} },
                  { ...one, id: `wamid.good-${now}`, type: "text", text: { body: question } },
                ],
              },
            },
          ],
        },
      ],
    },
  });
}

/** @returns whose item it is, where Twilio is there to post it. */
async function oddFormOfTwilio({ system }: Scene): Promise<readonly string[]> {
  if (!(await system.hasTwilio())) return [];
  const { urls, secrets } = await system.outputs();
  const [url = ""] = (urls.twilioInbound ?? "").split("#");
  const { number } = await system.sender("A");
  const form = { From: `whatsapp:${ada.number}`, To: `whatsapp:${number}`, Body: "no MessageSid" };
  await system.account.postAsTwilio(url, secrets.twilioCredentials ?? "", form);
  return ["twilio"];
}
