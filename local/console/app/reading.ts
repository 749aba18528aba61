import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "./chats";
import { openChat } from "./control";

/**
 * What the person has before their eyes is read: whenever something delivered stands in a chat that
 * is on the screen of a page in front, the chat counts as opened.
 * @returns what went wrong when the system was told.
 */
export function useReading(chat: Chat, view: RefObject<HTMLElement | null>): string | undefined {
  const [error, setError] = useState<string | undefined>(undefined);
  const seen = useSeen(view);
  const { sender } = chat;
  const newest = chat.messages.findLast(
    ({ direction, tick }) => direction === "from-business" && tick === "delivered",
  )?.id;

  useEffect(() => {
    if (!seen || !sender || !newest) return;
    openChat(chat).then(
      () => setError(undefined),
      (reason: Error) => setError(reason.message),
    );
  }, [seen, sender, newest]);
  return error;
}

function useSeen(view: RefObject<HTMLElement | null>): boolean {
  const onScreen = useOnScreen(view);
  const inFront = useInFront();
  return onScreen && inFront;
}

function useOnScreen(view: RefObject<HTMLElement | null>): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    if (!view.current) return;
    const observer = new IntersectionObserver((entries) =>
      setOnScreen(entries.at(-1)?.isIntersecting ?? false),
    );
    observer.observe(view.current);
    return () => observer.disconnect();
  }, [view]);
  return onScreen;
}

const isInFront = () => document.visibilityState === "visible" && document.hasFocus();

function useInFront(): boolean {
  const [inFront, setInFront] = useState(isInFront);
  useEffect(() => {
    const listening = new AbortController();
    const look = () => setInFront(isInFront());
    document.addEventListener("visibilitychange", look, listening);
    window.addEventListener("focus", look, listening);
    window.addEventListener("blur", look, listening);
    return () => listening.abort();
  }, []);
  return inFront;
}

/** So near to the end counts as at the end, pixels. */
const NEAR = 24;

/**
 * A list that grows at the bottom stays at its end, unless the person scrolled up to read.
 * @param content changes when the list does.
 */
export function useStickToEnd(list: RefObject<HTMLElement | null>, content: unknown) {
  const sticks = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const stayAtEnd = () => {
    sticks.current = true;
    list.current?.scrollTo({ top: list.current.scrollHeight });
  };
  useLayoutEffect(() => {
    if (sticks.current) stayAtEnd();
  }, [content]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => {
      sticks.current = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
      setAtEnd(sticks.current);
    };
    const onResize = new ResizeObserver(() => {
      if (sticks.current) stayAtEnd();
    });
    element.addEventListener("scroll", look, { passive: true });
    onResize.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      onResize.disconnect();
    };
  }, [list]);
  return { atEnd, stayAtEnd };
}
