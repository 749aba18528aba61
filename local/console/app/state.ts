import type { ControlAnswer, WorldEvent } from "end-user-messaging-simulator/client";
import { readableLogText } from "../log-text";
import type { ProductView } from "../product";

export type LogLine = ControlAnswer<"GET /logs">["entries"][number];
export type Fault = ControlAnswer<"GET /faults">["entries"][number];
export type Alarm = ControlAnswer<"GET /alarms">[number];
export type Deployment = ControlAnswer<"GET /deployments">[number];
export type Ignored = ControlAnswer<"GET /resources/ignored">[number];
export type PhoneMessage = Extract<WorldEvent, { kind: "message" }>["message"];

/** All that the page shows and is told of as it happens, as one value. */
export interface PageState extends Deployed {
  readonly messages: readonly PhoneMessage[];
  readonly log: readonly LogLine[];
  readonly faults: readonly Fault[];
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
}

/** How much the page keeps of what only grows. The oldest goes first. */
export const kept = { messages: 1000, log: 600, faults: 100 } as const;

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
    case "deployment":
      // What it changed is read anew.
      return state;
  }
}

/** Everything that happened before the page looked. */
export interface Past extends Deployed {
  readonly news: readonly PhoneMessage[];
  readonly lines: readonly LogLine[];
  readonly faults: readonly Fault[];
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
