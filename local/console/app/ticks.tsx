import type { Tick } from "end-user-messaging-simulator";

const words: Record<Tick, string> = {
  pending: "waiting",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "not delivered",
};

const shapes: Record<Tick, string> = {
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
export function Ticks({ tick }: { readonly tick: Tick }) {
  return (
    <span class="ticks" data-tick={tick} title={words[tick]}>
      <svg viewBox="0 0 17 12" width="17" height="12" aria-hidden="true">
        <path d={shapes[tick]} />
      </svg>
      <span class="only-spoken">{words[tick]}</span>
    </span>
  );
}
