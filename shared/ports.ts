import type { Alias } from "./domain/contact/alias";
import type { OutboundContent } from "./domain/content/content";
import type { Refusal, SendOutcome } from "./domain/delivery/outcome";
import type { PhoneNumber, Provider } from "./domain/message/channel";
import type { AttemptId } from "./domain/message/message-id";

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Ids, codes and counts of one event. Never a message body, never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line for each event of interest. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields: LogFields, error: unknown): void;
}

/**
 * The core logic of a conversation, whatever stands behind it: a food table today, a language model
 * later. It knows nothing of channels and providers; the caller turns a rejection into an apology.
 */
export interface Answerer {
  /** The text to send back, short enough for one message of any provider. */
  answer(question: Question): Promise<string>;
}

/**
 * What a person asks. A model's needs (earlier turns, profile, locale) come here as optional
 * fields, so that no implementation breaks.
 */
export interface Question {
  readonly text: string;
}

/**
 * What is counted, with its dimensions: each becomes a metric that an alarm or a dashboard can name.
 * Values of dimensions are few (a code, a kind), never a person's.
 */
export type Dimensions = Readonly<Record<string, string>>;

export interface Metrics {
  count(name: string, dimensions?: Dimensions, value?: number): void;
}

export interface SendRequest {
  /** Goes to the provider and comes back with its delivery events. */
  readonly attemptId: AttemptId;
  /** In order of preference; the sender takes the first that its provider can write to. */
  readonly to: readonly [Alias, ...Alias[]];
  readonly content: OutboundContent;
  /** The provider's id of the person's message that this one quotes. */
  readonly quotes?: string;
}

/**
 * What stands before a call: everything that may fail and be tried again (token, rendering, limits,
 * media) is done, and nothing is recorded or sent.
 */
export type Preparation =
  | {
      readonly kind: "ready";
      /** Calls the provider once. Never rejects: what a provider or the network does is an outcome. */
      perform(): Promise<SendOutcome>;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface MessageSender {
  readonly provider: Provider;
  /** How long `perform` takes at most, in milliseconds. */
  readonly performMs: number;
  /** @throws what may be better the next time (a secret or a medium that cannot be read now). */
  prepare(request: SendRequest): Promise<Preparation>;
  /**
   * Whether an attempt of unknown outcome is known to the provider after all; absent where a
   * provider cannot be asked.
   */
  lookUp?(attempt: AttemptLookUp): Promise<LookUpResult>;
}

export interface AttemptLookUp {
  readonly attemptId: AttemptId;
  readonly to: readonly [Alias, ...Alias[]];
  readonly content: OutboundContent;
  /** When the provider was called; milliseconds since the epoch. */
  readonly at: number;
  /** Ids at the provider that are known to be other messages. */
  readonly notThese: readonly string[];
}

export type LookUpResult =
  | { readonly kind: "found"; readonly providerMessageId: string }
  | { readonly kind: "absent" };

/** A sender that is one WhatsApp number. */
export interface WhatsAppSender extends MessageSender {
  readonly number: PhoneNumber;
  /**
   * Shows the person that their message was read and that an answer is being written. For the
   * looks alone: it never rejects, and nothing waits for it.
   */
  showTyping(providerMessageId: string): Promise<void>;
}
