import type { ControlAnswer, WorldEvent } from "end-user-messaging-simulator/client";
import { readableLogText } from "../log-text";
import type { ProductView } from "../product";

export type LogLine = ControlAnswer<"GET /logs">["entries"][number];
export type Fault = ControlAnswer<"GET /faults">["entries"][number];
export type Alarm = ControlAnswer<"GET /alarms">[number];
export type Deployment = ControlAnswer<"GET /deployments">[number];
export type Ignored = ControlAnswer<"GET /resources/ignored">[number];
export type PhoneMessage = Extract<WorldEvent, { kind: "message" }>["message"];

export type QueueView = ControlAnswer<"GET /queues">[number];
export type Email = ControlAnswer<"GET /emails">[number];
export type Subscription = ControlAnswer<"GET /emails/subscriptions">[number];
export type FailureView = ControlAnswer<"GET /failures">[number];

/** All that the page shows and is told of as it happens, as one value. */
export interface PageState extends Deployed {
  readonly messages: readonly PhoneMessage[];
  readonly log: readonly LogLine[];
  readonly faults: readonly Fault[];
  readonly emails: readonly Email[];
  /** What is set to fail. */
  readonly failures: readonly FailureView[];
}

/** What only a deployment changes, or changes whole: it is read again after each. */
export interface Deployed {
  readonly product: ProductView;
  readonly alarms: readonly Alarm[];
  /** Oldest first. */
  readonly deployments: readonly Deployment[];
  /** What the program asks for and the simulated account ignores. */
  readonly ignored: readonly Ignored[];
  /** The names of the declared dashboards. */
  readonly dashboards: readonly string[];
  /** The names of the declared tables. */
  readonly tables: readonly string[];
  readonly queues: readonly QueueView[];
  /** The e-mail subscriptions, confirmed or not. */
  readonly subscriptions: readonly Subscription[];
}

/** How much the page keeps of what only grows. The oldest goes first. */
export const kept = { messages: 1000, log: 600, faults: 100, emails: 1000 } as const;

/**
 * The page's state after something happened. A message with a known id replaces it in its place: it
 * is the same bubble with a new tick.
 */
export function applyChange(state: PageState, event: WorldEvent): PageState {
  switch (event.kind) {
    case "message":
      return event.message.person === state.product.person.number
        ? { ...state, messages: withMessage(state.messages, event.message) }
        : state;
    case "log":
      return { ...state, log: appended(state.log, readable(event.line), kept.log) };
    case "fault":
      return { ...state, faults: appended(state.faults, event.fault, kept.faults) };
    case "alarm":
      return { ...state, alarms: withAlarm(state.alarms, event.alarm) };
    case "queue":
      return { ...state, queues: withQueue(state.queues, event.queue) };
    case "email":
      return { ...state, emails: withEmail(state.emails, event.email) };
    case "subscription":
      return { ...state, subscriptions: withSubscription(state.subscriptions, event.subscription) };
    case "failures":
      return { ...state, failures: event.failures };
    case "clock":
    case "deployment":
      // The clock is no part of it, and what a deployment changed is read anew.
      return state;
  }
}

/** Everything that happened before the page looked. */
export interface Past extends Deployed {
  readonly news: readonly PhoneMessage[];
  readonly lines: readonly LogLine[];
  readonly faults: readonly Fault[];
  readonly emails: readonly Email[];
  readonly failures: readonly FailureView[];
}

/** The page's state when it begins to look. */
export function stateOf({ news, lines, faults, ...deployed }: Past): PageState {
  const latest = new Map(news.map((message) => [message.id, message]));
  return {
    ...deployed,
    messages: [...latest.values()].slice(-kept.messages),
    log: lines.slice(-kept.log).map(readable),
    faults: faults.slice(-kept.faults),
  };
}

/** An alarm that went on meanwhile stays as it is. */
export function withDeployed(state: PageState, { alarms, ...deployed }: Deployed): PageState {
  const known = new Map(state.alarms.map((alarm) => [alarm.name, alarm]));
  const newest = alarms.map((alarm) => {
    const seen = known.get(alarm.name);
    return seen && seen.since > alarm.since ? seen : alarm;
  });
  return { ...state, ...deployed, alarms: newest };
}

function readable(line: LogLine): LogLine {
  return { ...line, text: readableLogText(line.text) };
}

function withMessage(
  messages: readonly PhoneMessage[],
  message: PhoneMessage,
): readonly PhoneMessage[] {
  const known = messages.findIndex(({ id }) => id === message.id);
  return known === -1 ? appended(messages, message, kept.messages) : messages.with(known, message);
}

/** One that the page does not know yet comes with the deployment that declares it. */
function withAlarm(alarms: readonly Alarm[], alarm: Alarm): readonly Alarm[] {
  return alarms.map((each) => (each.name === alarm.name ? alarm : each));
}

function appended<T>(list: readonly T[], item: T, most: number): readonly T[] {
  return [...list, item].slice(-most);
}

function withQueue(queues: readonly QueueView[], queue: QueueView): readonly QueueView[] {
  return queues.map((each) => (each.arn === queue.arn ? queue : each));
}

/** One that came while the page was reading is known already. */
function withEmail(emails: readonly Email[], email: Email): readonly Email[] {
  const isKnown = emails.some(
    ({ messageId, to }) => messageId === email.messageId && to === email.to,
  );
  return isKnown ? emails : appended(emails, email, kept.emails);
}

function withSubscription(
  subscriptions: readonly Subscription[],
  changed: Subscription,
): readonly Subscription[] {
  return subscriptions.map((each) =>
    each.to === changed.to && each.topicArn === changed.topicArn ? changed : each,
  );
}
