import type { Chat } from "./chats";
import { ProviderName } from "./provider-name";
import { showNumber } from "./wording";

/** Which number this is: its letter in the rollout, its provider and the digits. */
export function ChatName({ chat }: { readonly chat: Chat }) {
  const isArm = chat.sender === "A" || chat.sender === "B";
  return (
    <span class="chat-name">
      <span class="chat-letter" aria-hidden="true">
        {letters[chat.sender ?? "retired"]}
      </span>
      <span class="chat-who">
        <span class="chat-title">
          <span class={isArm ? "only-spoken" : undefined}>{titles[chat.sender ?? "retired"]}</span>{" "}
          <ProviderName provider={chat.provider} />
        </span>
        <span class="number">{showNumber(chat.number)}</span>
      </span>
    </span>
  );
}

const letters = { A: "A", B: "B", sms: "#", retired: "–" } as const;
const titles = { A: "Sender A", B: "Sender B", sms: "Phone pool", retired: "Retired" } as const;
