import { ChatName } from "./chat-name";
import { type Chat, unreadIn } from "./chats";

interface ChatTabsProps {
  readonly chats: readonly Chat[];
  readonly open: Chat;
  readonly onOpen: (chat: Chat) => void;
}

/** One tab a chat. The arrow keys go from tab to tab, as the ARIA practices for tabs ask. */
export function ChatTabs({ chats, open, onOpen }: ChatTabsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = chats[(chats.indexOf(open) + step + chats.length) % chats.length];
    if (!next) return;
    onOpen(next);
    document.getElementById(`tab-${next.number}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="WhatsApp chats" onKeyDown={onKeyDown}>
      {chats.map((chat) => (
        <ChatTab key={chat.number} chat={chat} isOpen={chat === open} onOpen={onOpen} />
      ))}
    </div>
  );
}

const steps: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

interface ChatTabProps {
  readonly chat: Chat;
  readonly isOpen: boolean;
  readonly onOpen: (chat: Chat) => void;
}

function ChatTab({ chat, isOpen, onOpen }: ChatTabProps) {
  const unread = isOpen ? 0 : unreadIn(chat);
  return (
    <button
      type="button"
      class="tab"
      role="tab"
      id={`tab-${chat.number}`}
      data-sender={chat.sender}
      aria-selected={isOpen}
      aria-controls="whatsapp-chat"
      tabIndex={isOpen ? 0 : -1}
      onClick={() => onOpen(chat)}
    >
      <ChatName chat={chat} />
      {unread > 0 && (
        <span class="unread">
          {unread}
          <span class="only-spoken"> unread</span>
        </span>
      )}
    </button>
  );
}
