import { ChatName } from "./chat-name";
import { ChatView } from "./chat-view";
import { PhoneFrame } from "./phone-frame";
import { smsChat } from "./store";

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
          <ChatView key={chat.number} chat={chat} />
        </div>
      )}
    </PhoneFrame>
  );
}
