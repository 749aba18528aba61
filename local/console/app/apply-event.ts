import type { PhoneMessage } from "end-user-messaging-simulator";
import type { PageEvent, PageState } from "../page-state";

/** How much the page keeps of what only grows. The oldest goes first. */
export const kept = { messages: 1000, log: 600, faults: 100 } as const;

/**
 * The page's state after one change. A message with a known id replaces it in its place: it is the
 * same bubble with a new tick.
 */
export function applyEvent(state: PageState, event: PageEvent): PageState {
  switch (event.kind) {
    case "message":
      return { ...state, messages: withMessage(state.messages, event.message) };
    case "log":
      return { ...state, log: appended(state.log, event.line, kept.log) };
    case "fault":
      return { ...state, faults: appended(state.faults, event.fault, kept.faults) };
    case "rollout":
      return {
        ...state,
        rollout: event.rollout,
        senders: event.senders,
        lastDeployment: event.deployment,
      };
  }
}

/** The state as it came from the server, without what is too old for the page to keep. */
export function trimmed(state: PageState): PageState {
  return {
    ...state,
    messages: state.messages.slice(-kept.messages),
    log: state.log.slice(-kept.log),
    faults: state.faults.slice(-kept.faults),
  };
}

function withMessage(
  messages: readonly PhoneMessage[],
  message: PhoneMessage,
): readonly PhoneMessage[] {
  const known = messages.findIndex(({ id }) => id === message.id);
  return known === -1 ? appended(messages, message, kept.messages) : messages.with(known, message);
}

function appended<T>(list: readonly T[], item: T, most: number): readonly T[] {
  return [...list, item].slice(-most);
}
