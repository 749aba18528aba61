import { ChatTabs } from "./chat-tabs";
import { ChatView } from "./chat-view";
import { PhoneFrame } from "./phone-frame";
import { chosenNumber, openWhatsappChat, whatsappChats } from "./store";

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
