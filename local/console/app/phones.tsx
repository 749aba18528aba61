import type { ComponentChildren } from "preact";
import { ChatView } from "./chat";
import { type Chat, unreadIn } from "./chats";
import { chosenNumber, openWhatsappChat, smsChat, whatsappChats } from "./store";
import { ProviderName, showNumber } from "./wording";

/** The phone with a chat for each WhatsApp number of the business. */
export function WhatsappPhone() {
  const chats = whatsappChats.value;
  const open = openWhatsappChat.value;
  const tabs = open && (
    <ChatTabs
      chats={chats}
      open={open}
      onOpen={(chat) => {
        chosenNumber.value = chat.number;
      }}
    />
  );
  return (
    <PhoneFrame id="whatsapp" title="WhatsApp" top={tabs}>
      {open && (
        <div
          class="chat-panel"
          role="tabpanel"
          id="whatsapp-chat"
          aria-labelledby={`tab-${open.number}`}
        >
          <ChatView key={open.number} chat={open} />
        </div>
      )}
    </PhoneFrame>
  );
}

/** The same person's text messages with the phone pool. */
export function SmsPhone() {
  const chat = smsChat.value;
  return (
    <PhoneFrame
      id="sms"
      title="SMS"
      top={chat && <div class="chat-name-alone">{<ChatName chat={chat} />}</div>}
    >
      {chat && (
        <div class="chat-panel">
          {chat.isSimulator && (
            <p class="simulator-note">
              A SIMULATOR number: it reaches simulator destinations only. This phone is one.
            </p>
          )}
          <ChatView key={chat.number} chat={chat} />
        </div>
      )}
    </PhoneFrame>
  );
}

interface PhoneFrameProps {
  readonly id: "whatsapp" | "sms";
  readonly title: string;
  /** What stands at the top of the screen: the tabs, or the one chat's number. */
  readonly top: ComponentChildren;
  readonly children: ComponentChildren;
}

function PhoneFrame({ id, title, top, children }: PhoneFrameProps) {
  return (
    <section class="phone" id={id} aria-labelledby={`${id}-title`} data-phone={id}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="phone-case">
        <div class="phone-screen">
          <div class="phone-top">{top}</div>
          {children}
        </div>
      </div>
    </section>
  );
}

interface ChatTabsProps {
  readonly chats: readonly Chat[];
  readonly open: Chat;
  readonly onOpen: (chat: Chat) => void;
}

/** One tab a chat. The arrow keys go from tab to tab, as the ARIA practices for tabs ask. */
function ChatTabs({ chats, open, onOpen }: ChatTabsProps) {
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

/** Which number this is: its letter in the rollout, its provider and the digits. */
function ChatName({ chat }: { readonly chat: Chat }) {
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
