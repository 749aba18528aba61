import type { SenderView } from "../product";
import type { PageState, PhoneMessage } from "./state";

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
  /** Whether the number is of type SIMULATOR. */
  readonly isSimulator?: boolean;
}

/**
 * The chats of one phone: first the numbers in use, then the retired ones that messages remain of.
 */
export function chatsOn(
  state: Pick<PageState, "messages" | "product">,
  channel: SenderView["channel"],
): readonly Chat[] {
  const { person, senders } = state.product;
  const messages = state.messages.filter(
    (message) => message.channel === channel && message.person === person.number,
  );
  const byNumber = Map.groupBy(messages, ({ businessNumber }) => businessNumber as string);

  const inUse = senders
    .filter((sender) => sender.channel === channel)
    .map(({ key, ...sender }) => ({
      ...sender,
      sender: key,
      messages: byNumber.get(sender.number) ?? [],
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

const day = 24 * 60 * 60_000;

/**
 * Until when the business may answer freely: 24 hours after the person last wrote (Meta, customer
 * service windows). Undefined when they have not written yet, or where there are no windows.
 */
export function windowEnd({ channel, messages }: Chat): number | undefined {
  if (channel !== "whatsapp") return undefined;
  const last = messages.findLast(({ direction }) => direction === "from-person");
  return last && last.at + day;
}

/** What the person has not seen yet. */
export function unreadIn(chat: Chat): number {
  return chat.messages.filter(
    ({ direction, tick }) => direction === "from-business" && tick === "delivered",
  ).length;
}
