import { computed, signal } from "@preact/signals";
import type { SenderView } from "../product";
import { type Chat, chatsOn } from "./chats";
import type { PageState } from "./state";

/* All that the page shows and remembers, apart from how it is worked out, which tests look at. */

/** What the page is told; components read it, `control.ts` writes it. */
export const pageState = signal<PageState | undefined>(undefined);

export const connection = signal<"connecting" | "live" | "lost">("connecting");

/** The world's clock, as it stood when the page last heard of it. */
export interface WorldClock {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly speed: number;
  /** By `performance.now()`. */
  readonly readAt: number;
}

export const worldClock = signal<WorldClock | undefined>(undefined);

/** The number whose chat is open on the WhatsApp phone; the first one until the person chooses. */
export const chosenNumber = signal<string | undefined>(undefined);

/** What stands in the write boxes, so that another chat can be looked at in between. */
export const drafts = signal<Partial<Record<SenderView["key"], string>>>({});

export const whatsappChats = computed<readonly Chat[]>(() =>
  pageState.value ? chatsOn(pageState.value, "whatsapp") : [],
);

export const smsChat = computed<Chat | undefined>(() =>
  pageState.value ? chatsOn(pageState.value, "sms")[0] : undefined,
);

export const openWhatsappChat = computed<Chat | undefined>(
  () =>
    whatsappChats.value.find(({ number }) => number === chosenNumber.value) ??
    whatsappChats.value[0],
);
