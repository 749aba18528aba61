import { useRef, useState } from "preact/hooks";
import type { SenderView } from "../product";
import type { Chat } from "./chats";
import { sendMessage } from "./control";
import { drafts } from "./store";

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

export const writeBoxId = (sender: SenderView["key"]) => `write-${sender}`;

/**
 * Enter sends, Shift+Enter begins a new line. The text stays until it was taken, so an error loses
 * nothing.
 */
export function WriteBox({ chat, sender, onSend, notice }: WriteBoxProps) {
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
