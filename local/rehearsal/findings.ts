import type { PhoneMessage } from "end-user-messaging-simulator";
import type { SenderKey } from "../system/running-system";
import type { Finding, Scene } from "./step";

export const question = "how many calories in two eggs and a banana?";

/** What a person should have got back: so many answers, each from this sender, by this provider. */
export async function answersFrom(
  { system }: Scene,
  messages: readonly PhoneMessage[],
  { sender, times, saying }: { sender: SenderKey; times: number; saying: string },
): Promise<Finding> {
  const { number, provider } = await system.sender(sender);
  const answers = messages.filter(({ direction }) => direction === "from-business");
  const right = answers.filter(
    (answer) =>
      answer.businessNumber === number &&
      answer.provider === provider &&
      answer.text.includes(saying),
  );
  const count = times === 1 ? "one answer" : `${times} answers`;
  return {
    expected:
      `${count} on the phone that says "${saying}", from ${sender} (${number}) by ` + `${provider}`,
    seen: answers.length === 0 ? "no answer" : answers.map(described).join("; "),
    held: right.length === times && answers.length === times,
  };
}

/**
 * The person's own message was taken, and the business's answer was reported as delivered or read.
 */
export function ticksDelivered(messages: readonly PhoneMessage[]): Finding {
  const undelivered = messages.filter(({ tick }) => tick !== "delivered" && tick !== "read");
  return {
    expected: "every message of the talk ticked as delivered or read",
    seen: messages.length === 0 ? "no message" : messages.map(({ tick }) => tick).join(", "),
    held: messages.length > 0 && undelivered.length === 0,
  };
}

function described({ text, businessNumber, provider, tick }: PhoneMessage): string {
  const line = text.split("\n")[0] ?? "";
  const shown = line.length > 70 ? `${line.slice(0, 67)}...` : line;
  return `"${shown}" from ${businessNumber} by ${provider}, ${tick}`;
}
