import type { PhoneMessage } from "end-user-messaging-simulator";
import type { PageState, SenderView } from "../page-state";

/** A chat on one of the phones: a number of the business and what was written with it. */
export interface Chat {
  readonly number: string;
  readonly channel: SenderView["channel"];
  readonly provider: SenderView["provider"];
  readonly messages: readonly PhoneMessage[];
  /**
   * The sender that answers here. None when the number was given up: what was written stays on the
   * phone.
   */
  readonly sender?: SenderView["key"];
}

/**
 * The chats of one phone: first the numbers in use, then the retired ones that messages remain of.
 */
export function chatsOn(state: PageState, channel: SenderView["channel"]): readonly Chat[] {
  const messages = state.messages.filter(
    (message) => message.channel === channel && message.person === state.person.number,
  );
  const byNumber = Map.groupBy(messages, ({ businessNumber }) => businessNumber as string);

  const inUse = state.senders
    .filter((sender) => sender.channel === channel)
    .map(({ key, number, provider }) => ({
      sender: key,
      number,
      provider,
      channel,
      messages: byNumber.get(number) ?? [],
    }));
  const retired = [...byNumber]
    .filter(([number]) => !inUse.some((chat) => chat.number === number))
    .map(([number, written]) => ({
      number,
      channel,
      provider: written.at(-1)?.provider ?? "aws",
      messages: written,
    }));
  return [...inUse, ...retired];
}

/** What the person has not seen yet. */
export function unreadIn(chat: Chat): number {
  return chat.messages.filter(
    ({ direction, tick }) => direction === "from-business" && tick === "delivered",
  ).length;
}
