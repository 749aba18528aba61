import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

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
