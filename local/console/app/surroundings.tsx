import { signal } from "@preact/signals";
import type { ControlAnswer } from "end-user-messaging-simulator/client";
import { useEffect, useReducer, useState } from "preact/hooks";
import { call } from "./control";

export type QueueView = ControlAnswer<"GET /queues">[number];
export type Subscription = ControlAnswer<"GET /emails/subscriptions">[number];
export type FailureView = ControlAnswer<"GET /failures">[number];
export type Email = ControlAnswer<"GET /emails">[number];

/** What the stream does not tell of: the page looks from time to time. */
export interface Surroundings {
  readonly clock: ControlAnswer<"GET /clock">;
  /** When the clock was read, by `performance.now()`. */
  readonly clockReadAt: number;
  readonly queues: readonly QueueView[];
  readonly emails: readonly Email[];
  /** The e-mail subscriptions, confirmed or not. */
  readonly subscriptions: readonly Subscription[];
  /** What is set to fail. */
  readonly failures: readonly FailureView[];
}

export const surroundings = signal<Surroundings | undefined>(undefined);

let looking: Promise<void> | undefined;

/** Looks again, unless a look is under way. */
export function lookAround(): Promise<void> {
  looking ??= look()
    // A lost connection is told by the stream; until it is back, what was seen stays.
    .catch(() => undefined)
    .finally(() => {
      looking = undefined;
    });
  return looking;
}

async function look(): Promise<void> {
  const [queues, emails, subscriptions, failures] = await Promise.all([
    call("GET /queues", {}),
    call("GET /emails", {}),
    call("GET /emails/subscriptions", {}),
    call("GET /failures", {}),
  ]);
  const clock = await call("GET /clock", {});
  const clockReadAt = performance.now();
  surroundings.value = { clock, clockReadAt, queues, emails, subscriptions, failures };
}

/** Does something to the world and looks what has become of it. @throws a sentence. */
async function act(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } finally {
    // One that began before may have seen the old state.
    await looking;
    await lookAround();
  }
}

/** The world's time now, milliseconds since the epoch. */
export function worldTime({ clock, clockReadAt }: Surroundings): number {
  return clock.now + (performance.now() - clockReadAt) * clock.speed;
}

export function Problem({ error }: { readonly error: string | undefined }) {
  return (
    <p class="problem" role="alert">
      {error}
    </p>
  );
}

/** Something that the person does to the world, one at a time. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await act(work);
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}

/** Shows the component again from time to time. */
export function useTicking(milliseconds: number): void {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const ticking = setInterval(() => tick(undefined), milliseconds);
    return () => clearInterval(ticking);
  }, [milliseconds]);
}
