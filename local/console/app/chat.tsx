import { useRef } from "preact/hooks";
import type { Chat } from "./chats";
import { useReading, useStickToEnd } from "./reading";
import type { PhoneMessage } from "./state";
import { drafts } from "./store";
import { ProviderName, showDay, showNumber, showTime } from "./wording";
import { WriteBox, writeBoxId } from "./write-box";

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
        <WriteBox chat={chat} sender={chat.sender} onSend={stayAtEnd} notice={readingError} />
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

interface BubbleProps {
  readonly message: PhoneMessage;
  /** Written above the bubble when another day begins. */
  readonly day: string | undefined;
}

/** One message: the text, when, how far it got, and below it who carried it. */
function Bubble({ message, day }: BubbleProps) {
  const { direction, text, at, tick, provider, businessNumber, failure } = message;
  return (
    <>
      {day && <li class="day">{day}</li>}
      <li class="message" data-direction={direction} data-tick={tick}>
        <div class="bubble">
          <span class="only-spoken">
            {direction === "from-person" ? "You:" : "AI Nutritionist:"}
          </span>
          <p class="bubble-text">{text}</p>
          <p class="bubble-foot">
            <time dateTime={new Date(at).toISOString()}>{showTime(at)}</time>
            <Ticks tick={tick} />
          </p>
        </div>
        <p class="carrier">
          <ProviderName provider={provider} />{" "}
          <span class="number">{showNumber(businessNumber)}</span>
        </p>
        {tick === "failed" && <p class="failure">Not delivered{failure ? `: ${failure}` : "."}</p>}
      </li>
    </>
  );
}

const words: Record<PhoneMessage["tick"], string> = {
  pending: "waiting",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "not delivered",
};

const shapes: Record<PhoneMessage["tick"], string> = {
  pending: "M10 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10 3.6V6.2l1.7 1",
  sent: "M5.5 6.5l2.8 2.8 6-7",
  delivered: "M1.5 6.5l2.8 2.8 6-7M8.6 8.6l.9.7 6-7",
  read: "M1.5 6.5l2.8 2.8 6-7M8.6 8.6l.9.7 6-7",
  failed: "M10 1.5v5.5M10 9.6v.6",
};

/**
 * One tick for sent, two for delivered, two in blue for read; the same in words for who cannot see
 * them.
 */
function Ticks({ tick }: { readonly tick: PhoneMessage["tick"] }) {
  return (
    <span class="ticks" data-tick={tick} title={words[tick]}>
      <svg viewBox="0 0 17 12" width="17" height="12" aria-hidden="true">
        <path d={shapes[tick]} />
      </svg>
      <span class="only-spoken">{words[tick]}</span>
    </span>
  );
}

const examples = ["How many calories in two eggs and a banana?", "Help"];

/**
 * Where nothing was written yet: something to begin with. It goes into the write box, the person
 * sends it.
 */
function EmptyChat({ chat }: { readonly chat: Chat }) {
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
