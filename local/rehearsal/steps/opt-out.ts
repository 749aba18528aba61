import type { PhoneMessage } from "end-user-messaging-simulator";
import { answersFrom } from "../findings";
import { grace } from "../people";
import type { Finding, Scene, Step } from "../step";

/**
 * Twilio takes REVOKE for STOP, which AWS does not know: to a person it is all
 * the same who carries the message.
 */
export const optOutBySms: Step = {
  title:
    "STOP by SMS in a word that AWS does not know is confirmed once and mirrored to AWS's list; a " +
    "campaign sends nothing until the person comes back",
  async run(scene) {
    const { system } = scene;
    const stopped = await system.talk(() => system.write(grace, "sms", "REVOKE"));
    const listed = await system.account.optedOut();
    const refused = await campaign(scene, "after-stop");
    // Of a STOP and a START within one second the STOP holds.
    await system.client.call("POST /clock/pass", { milliseconds: 1_000 });
    const back = await system.talk(() => system.write(grace, "sms", "UNSTOP"));
    const unlisted = await system.account.optedOut();
    const sent = await campaign(scene, "after-start");
    return [
      await answersFrom(scene, stopped, { sender: "sms", times: 1, saying: "unsubscribed" }),
      onList(listed, true),
      {
        expected: "the campaign's message refused as opted-out, and nothing on the phone",
        seen: `${refused.status}, ${refused.messages.length} messages`,
        held: refused.status === "refused: opted-out" && refused.messages.length === 0,
      },
      await answersFrom(scene, back, { sender: "sms", times: 1, saying: "welcome back" }),
      onList(unlisted, false),
      await answersFrom(scene, sent.messages, { sender: "sms", times: 1, saying: "recipes" }),
    ];
  },
};

function onList(numbers: readonly string[], isOn: boolean): Finding {
  return {
    expected: `the number ${isOn ? "on" : "no more on"} AWS's opt-out list`,
    seen: numbers.length === 0 ? "an empty list" : numbers.join(", "),
    held: numbers.includes(grace.number) === isOn,
  };
}

async function campaign(
  { system }: Scene,
  key: string,
): Promise<{ readonly status: string; readonly messages: readonly PhoneMessage[] }> {
  const business = await system.business();
  let id = "";
  const messages = await system.talk(async () => {
    id = await business.ask({
      idempotencyKey: `${key}-${await system.watch.now()}`,
      channel: "sms",
      to: { phone: grace.number },
      purpose: "utility",
      content: { type: "text", body: "New recipes are here." },
    });
  });
  const { status, reason } = await business.ofMessage(id);
  return { status: reason ? `${status}: ${reason}` : status, messages };
}
