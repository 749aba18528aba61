import { useRef, useState } from "preact/hooks";
import type { SenderView } from "../product";
import type { Chat } from "./chats";
import { sendMessage } from "./control";
import { TraceView } from "./inspect";
import { useReading, useStickToEnd } from "./reading";
import type { PhoneMessage } from "./state";
import { drafts } from "./store";
import { ProviderName, showDay, showNumber, showTime } from "./wording";

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
        <Trace id={message.id} />
        {tick === "failed" && <p class="failure">Not delivered{failure ? `: ${failure}` : "."}</p>}
      </li>
    </>
  );
}

/** The message's way through the system, for who asks. */
function Trace({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="trace">
      <button
        type="button"
        class="small-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Trace
      </button>
      {open && <TraceView id={id} />}
    </div>
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

/**
 * The Cloud API's limit for a text body, in characters (Meta, WhatsApp Cloud API, text messages).
 */
const longestMessage = 4096;

interface WriteBoxProps {
  readonly chat: Chat;
  readonly sender: SenderView["key"];
  readonly onSend: () => void;
  /** Something else that went wrong in this chat. */
  readonly notice: string | undefined;
}

const writeBoxId = (sender: SenderView["key"]) => `write-${sender}`;

/**
 * Enter sends, Shift+Enter begins a new line. The text stays until it was taken, so an error loses
 * nothing.
 */
function WriteBox({ chat, sender, onSend, notice }: WriteBoxProps) {
  const { channel } = chat;
  const box = useRef<HTMLTextAreaElement>(null);
  const { sending, error, setError, send } = useSending(chat, sender, onSend);
  const id = writeBoxId(sender);
  const shownError = error ?? notice;

  const submit = (event: Event) => {
    event.preventDefault();
    box.current?.focus();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
  const onInput = (event: Event) => {
    if (event.currentTarget instanceof HTMLTextAreaElement)
      setDraft(sender, event.currentTarget.value);
    setError(undefined);
  };
  return (
    <form class="write" onSubmit={submit} aria-busy={sending}>
      <p class="write-error" id={`${id}-error`} role="alert">
        {shownError}
      </p>
      <label class="only-spoken" for={id}>
        {channel === "whatsapp" ? `WhatsApp message to ${sender}` : "Text message"}
      </label>
      <textarea
        id={id}
        ref={box}
        rows={1}
        maxLength={longestMessage}
        value={drafts.value[sender] ?? ""}
        placeholder={channel === "whatsapp" ? "Message" : "Text message"}
        readOnly={sending}
        aria-invalid={shownError !== undefined}
        aria-describedby={`${id}-error`}
        enterkeyhint="send"
        onInput={onInput}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" disabled={sending} aria-label="Send">
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
          <path d="M4 12l16-8-5.5 16-3-6.5z" />
        </svg>
      </button>
    </form>
  );
}

function useSending(chat: Chat, sender: SenderView["key"], onSend: () => void) {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);

  const send = async () => {
    if (sending) return;
    const text = (drafts.value[sender] ?? "").trim();
    if (text === "") {
      setError("Write something first.");
      return;
    }
    setSending(true);
    setError(undefined);
    try {
      onSend();
      await sendMessage(chat, text);
      setDraft(sender, "");
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setSending(false);
    }
  };
  return { sending, error, setError, send };
}

function setDraft(sender: SenderView["key"], text: string): void {
  drafts.value = { ...drafts.value, [sender]: text };
}
