import { useEffect, useReducer, useState } from "preact/hooks";
import { type WorldClock, worldClock } from "./store";

/* What the page's parts need to act on the world, to wait for it and to read its clock. */

/** The world's time now, milliseconds since the epoch. */
export function worldTime({ now, speed, readAt }: WorldClock): number {
  return now + (performance.now() - readAt) * speed;
}

/** The world's clock; the component is shown anew so often, on the person's clock. */
export function useWorldClock(everyMs: (speed: number) => number): WorldClock | undefined {
  const clock = worldClock.value;
  const milliseconds = everyMs(clock?.speed ?? 1);
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const ticking = setInterval(() => tick(undefined), milliseconds);
    return () => clearInterval(ticking);
  }, [milliseconds]);
  return clock;
}

export function Problem({ error }: { readonly error: string | undefined }) {
  return (
    <p class="problem" role="alert">
      {error}
    </p>
  );
}

/** Something that the person does to the world, one at a time. The stream tells what comes of it. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}

/**
 * What the world answers to a question; asked anew when `key` changes. What was known before stays
 * until the answer is there.
 */
export function useAsked<Answer>(ask: () => Promise<Answer>, key: unknown) {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    ask().then(
      (found) => {
        if (gone) return;
        setAnswer(() => found);
        setError(undefined);
      },
      (reason: Error) => {
        if (!gone) setError(reason.message);
      },
    );
    return () => {
      gone = true;
    };
  }, [key]);
  return { answer, error };
}
