import type { Alias } from "./domain/contact/alias";
import type { ConsentStatement } from "./domain/contact/consent";
import type { Contact, ContactId } from "./domain/contact/contact";
import type { AliasMove, Owners } from "./domain/contact/identity";
import type { OutboundContent } from "./domain/content/content";
import type { DeliveryEvent } from "./domain/delivery/event";
import type { Refusal, SendOutcome } from "./domain/delivery/outcome";
import type { Language } from "./domain/language/language";
import type { Arm, PhoneNumber, Provider } from "./domain/message/channel";
import type { ConversationItem, SendItem, WakeUp } from "./domain/message/conversation-item";
import type {
  Attempt,
  Message,
  MessageContent,
  MessageRecord,
} from "./domain/message/ledger-record";
import type { InboundMessage, PersonEvent } from "./domain/message/message";
import type { AttemptId, OutboundMessageId } from "./domain/message/message-id";
import type { ReceivedFile } from "./domain/message/received-file";
import type { RequestEnding, StartRequest, StoredRequest } from "./domain/message/start-request";
import type { DimensionsOf, MetricName } from "./domain/metric-names";
import type { RolloutInForce } from "./domain/rollout/weight-in-force";

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
  answer(question: Question): Promise<Answer>;
}

export interface Answer {
  /** What to send back, short enough for one message of any provider. */
  readonly text: string;
  /** What a person is told once a day, below the day's first answer that has one. */
  readonly disclaimer?: string;
}

/**
 * What a person asks. A model's needs (earlier turns, profile, locale) come here as optional
 * fields, so that no implementation breaks.
 */
export interface Question {
  readonly text: string;
  /** The language the person writes. */
  readonly language?: Language;
}

/** What is counted, by the table in `domain/metric-names.ts`; what is not there does not compile. */
export interface Metrics {
  /** Adds one. @param dimensions all that the table gives the metric. */
  count<Name extends MetricName>(name: Name, dimensions: DimensionsOf<Name>): void;
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
      /** SMS: how many parts the carrier charges for. */
      readonly parts?: number;
      /** Calls the provider once. Never rejects: what a provider or the network does is an outcome. */
      perform(): Promise<SendOutcome>;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface MessageSender {
  readonly provider: Provider;
  /** How long `perform` takes at most, in milliseconds. */
  readonly performMs: number;
  /**
   * Begins to read what `prepare` will need and does not have at hand, such as a secret, while
   * others read too; absent where there is nothing. Nothing waits for it, and it never throws:
   * what fails, fails in `prepare`.
   */
  readAhead?(): void;
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

/** A file that messages carry, in our own bucket. */
export interface StoredFile {
  /** Its first bytes. */
  readonly head: Uint8Array;
  readonly bytes: number;
  /** As it is stored. */
  readonly mimeType: string;
  /** Another one as soon as the key has another file. */
  readonly version: string;
}

export interface MediaFiles {
  /** @returns undefined where there is none. @throws where it cannot be read now */
  look(key: string): Promise<StoredFile | undefined>;
  /** Where anybody can fetch it for the next hour. */
  urlOf(key: string, mimeType: string): Promise<string>;
}

/** Files that were uploaded: a provider keeps each for a while, for the number it was given to. */
export interface MediaIds {
  /** @returns undefined where the upload is not known, or too old to rely on. */
  find(upload: MediaUpload): Promise<string | undefined>;
  keep(upload: MediaUpload, mediaId: string): Promise<void>;
}

export interface MediaUpload {
  /** Who may send it. */
  readonly number: PhoneNumber;
  readonly key: string;
  readonly version: string;
}

/** Files that people sent, on their way to our bucket. */
export interface MediaQueue {
  handOver(item: ReceivedFile): Promise<void>;
}

/** Which message a file came with. */
export type ReceivedMessage = Omit<ReceivedFile, "source">;

/** A person's file in our bucket. */
export interface FetchedFile {
  readonly key: string;
  readonly mimeType: string;
  /** As nearly as the provider says. */
  readonly bytes?: number;
}

/** Brings a file from a provider into our bucket. @throws what may be better the next time */
export type FileSource<At extends ReceivedFile["source"]["at"]> = (
  source: Extract<ReceivedFile["source"], { readonly at: At }>,
  message: ReceivedMessage,
) => Promise<FetchedFile>;

/** By the number that the file came to. */
export interface FileSources {
  readonly B: FileSource<"meta">;
  /** Absent once Twilio is removed. */
  readonly A?: FileSource<"twilio">;
}

/** Where the files of messages are. */
export interface KeptFiles {
  /** @param file with the time at which it was kept, in milliseconds since the epoch. */
  record(of: ReceivedFile, file: FetchedFile & { readonly at: number }): Promise<void>;
}

/** A sender that is one WhatsApp number. */
export interface WhatsAppSender extends MessageSender {
  readonly number: PhoneNumber;
  /**
   * Shows the person that their message was read and that an answer is being written. For the
   * looks alone: it never rejects, and nothing waits for it.
   */
  showTyping(providerMessageId: string): Promise<void>;
}

export type ClaimResult =
  | { readonly kind: "claimed"; readonly claim: Claim }
  /** It was dealt with before; its answers may still have a way to go. */
  | { readonly kind: "done"; readonly answers: readonly OutboundMessageId[] }
  /** Another run is at it, or died while it was: come back when its lease is over. */
  | { readonly kind: "held" };

/** Who deals with an inbound message: the authority on "answered once". */
export interface Claim {
  readonly message: InboundMessage;
  readonly token: string;
}

/** What one turn writes: all of it or nothing. */
export interface Commit {
  readonly claim?: Claim;
  readonly people: PeopleChange;
  /** Appended to what the person said before; the contact holds what counts of them. */
  readonly statements: readonly ConsentStatement[];
  readonly messages: readonly NewMessage[];
  readonly held: readonly HeldMessage[];
  readonly released: readonly HeldTurn[];
  /** What a provider told of the person: told again, it changes nothing more. */
  readonly event?: Pick<PersonEvent, "provider" | "eventId">;
}

/** What a commit has besides people, where it changes them alone. */
export const nothingMore = {
  statements: [],
  messages: [],
  held: [],
  released: [],
} as const satisfies Partial<Commit>;

/** Contacts as they are to be, each conditional on the version that it was read with. */
export interface PeopleChange {
  readonly contact: Contact;
  /** As it was read; the very same object as `contact` where nothing is to change. */
  readonly read?: Contact;
  readonly changed: readonly Contact[];
  readonly merged: readonly Contact[];
  readonly moved: readonly AliasMove[];
}

export interface NewMessage {
  readonly record: MessageRecord;
  readonly content: MessageContent;
  /** Absent where the message has to wait before anything is attempted. */
  readonly attempt?: NewAttempt;
}

export type NewAttempt = Pick<
  Attempt,
  "number" | "sender" | "provider" | "routing" | "outcome" | "outsideWindow" | "parts"
> & {
  readonly run: string;
};

/** A question that waits for the person to write where they can be answered. */
export interface HeldMessage {
  readonly message: InboundMessage;
  /** All of a round are answered at once, however many they are: the contact names it no more. */
  readonly round: string;
  /** It is answered no more after this time; milliseconds since the epoch. */
  readonly until: number;
}

export interface HeldTurn extends HeldMessage {
  /** Where the store keeps it. */
  readonly key: { readonly contactId: ContactId; readonly sort: string };
}

export interface Conversations {
  /** @param leaseMs how long the claim holds when its owner is not heard of again. */
  claim(message: InboundMessage, leaseMs: number): Promise<ClaimResult>;
  /** Gives the claim back, so that a retry need not wait for the lease. */
  release(claim: Claim): Promise<void>;
  owners(aliases: readonly Alias[]): Promise<Owners>;
  /** Follows signposts. */
  contact(id: ContactId): Promise<Contact | undefined>;
  heldTurns(contact: Contact): Promise<HeldTurn[]>;
  /**
   * @returns `conflict` where somebody else changed what the turn had read: read and decide again;
   * `lost` where the claim is no longer ours, or the event was taken before.
   */
  commit(commit: Commit): Promise<"committed" | "conflict" | "lost">;
  /** A person took back or changed what they wrote: the record of their message says so. */
  noteChange(provider: Provider, providerMessageId: string, change: string): Promise<void>;
}

export interface Ledger {
  message(id: OutboundMessageId): Promise<Message | undefined>;
  /**
   * @param contact as it was read: what was decided by it must still hold.
   * @returns false where it changed, or where somebody else makes the attempt of that number.
   */
  intend(record: MessageRecord, attempt: NewAttempt, contact: Contact): Promise<boolean>;
  /**
   * The attempt may be begun after all, by whoever gets `true`: once.
   * @param contact as it was read: what was decided by it must still hold.
   */
  begin(messageId: OutboundMessageId, attempt: NewAttempt, contact: Contact): Promise<boolean>;
  recordOutcome(messageId: OutboundMessageId, attempt: number, outcome: SendOutcome): Promise<void>;
  /** The provider was not called by this run: whoever finds its attempt may begin it. */
  recordNeverBegun(
    messageId: OutboundMessageId,
    attempt: Pick<NewAttempt, "number" | "run">,
  ): Promise<void>;
  /** @param lookUps how often the provider was asked by now. */
  recordLookUp(messageId: OutboundMessageId, attempt: number, lookUps: number): Promise<void>;
  /** The outcome will never be known. @returns false where that was written before. */
  recordClosed(messageId: OutboundMessageId, attempt: number): Promise<boolean>;
}

/** The attempt that events were found to belong to, also where they did not carry our own id. */
export interface RecordedAttempt {
  readonly attemptId: AttemptId;
}

export interface DeliveryLedger {
  /**
   * Writes what a batch of events tells of one attempt, at once. Events that come late or twice
   * change nothing.
   */
  record(
    events: readonly [DeliveryEvent, ...DeliveryEvent[]],
  ): Promise<RecordedAttempt | "unknown message">;
}

export interface RolloutSource {
  /** The weight in force now, as of a few seconds ago at most. @throws when it was never readable. */
  read(): Promise<RolloutInForce>;
}

/** For whom the rollout may be missing: the source has counted and logged it. */
export async function rolloutIfRead(source: RolloutSource): Promise<RolloutInForce | undefined> {
  try {
    return await source.read();
  } catch {
    return undefined;
  }
}

/** Marks an arm as down for a while, for all that may choose another one. */
export interface Breaker {
  trip(arm: Arm, until: number): Promise<void>;
}

/** Stored when it resolves; the order of calls is the order of the conversation. */
export interface ConversationQueue {
  handOver(item: ConversationItem): Promise<void>;
}

/** Messages that the business starts, on their way out. */
export interface SendsQueue {
  handOver(item: SendItem): Promise<void>;
}

/** What the business asked for, until it is sent or refused. */
export interface SendRequests {
  /**
   * @returns `same` where it was asked for before, `other` where something else was asked for under
   * the same key.
   */
  put(request: StartRequest): Promise<"stored" | "same" | "other">;
  get(messageId: OutboundMessageId): Promise<StoredRequest | undefined>;
  /** It will not be sent; the first ending stays. */
  end(messageId: OutboundMessageId, ending: RequestEnding): Promise<void>;
}

/** Where an item goes that could not be read, by itself, for somebody to look at. */
export interface Quarantine {
  /** @param reason holds nothing of the item. */
  put(item: unknown, reason: string): Promise<void>;
}

/** What waits, outside any turn. */
export interface WakeUps {
  park(wakeUp: WakeUp): Promise<void>;
}
