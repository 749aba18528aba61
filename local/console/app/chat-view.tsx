import { useRef } from "preact/hooks";
import { Bubble } from "./bubble";
import type { Chat } from "./chats";
import { EmptyChat } from "./empty-chat";
import { useReading } from "./reading";
import { useStickToEnd } from "./stick-to-end";
import { showDay } from "./wording";
import { WriteBox } from "./write-box";

/** As many as a phone shows without the page growing slow. */
const SHOWN = 200;

export function ChatView({ chat }: { readonly chat: Chat }) {
  const list = useRef<HTMLDivElement>(null);
  const messages = chat.messages.slice(-SHOWN);
  const { stayAtEnd } = useStickToEnd(list, messages);
  const readingError = useReading(chat, list);
  return (
    <>
      <div
        class="messages"
        ref={list}
        role="log"
        aria-label={`Messages with ${chat.number}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
        tabIndex={0}
      >
        {messages.length === 0 && <EmptyChat chat={chat} />}
        <ol>
          {messages.map((message, index) => (
            <Bubble
              key={message.id}
              message={message}
              day={newDay(message.at, messages[index - 1]?.at)}
            />
          ))}
        </ol>
      </div>
      {chat.sender ? (
        <WriteBox
          sender={chat.sender}
          channel={chat.channel}
          onSend={stayAtEnd}
          notice={readingError}
        />
      ) : (
        <p class="retired">The business no longer has this number.</p>
      )}
    </>
  );
}

/**
 * @returns the day to write above a message, when it is another one than that of the message
 * before.
 */
function newDay(at: number, before: number | undefined): string | undefined {
  const day = showDay(at);
  return before !== undefined && showDay(before) === day ? undefined : day;
}
