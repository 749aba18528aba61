import type { Chat } from "./chats";
import { drafts } from "./store";
import { writeBoxId } from "./write-box";

const examples = ["How many calories in two eggs and a banana?", "Help"];

/**
 * Where nothing was written yet: something to begin with. It goes into the write box, the person
 * sends it.
 */
export function EmptyChat({ chat }: { readonly chat: Chat }) {
  const { sender } = chat;
  if (!sender) return null;
  const take = (text: string) => {
    drafts.value = { ...drafts.value, [sender]: text };
    document.getElementById(writeBoxId(sender))?.focus();
  };
  return (
    <div class="empty-chat">
      <p>Nothing written yet. You could ask:</p>
      {examples.map((text) => (
        <button key={text} type="button" class="example" onClick={() => take(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}
