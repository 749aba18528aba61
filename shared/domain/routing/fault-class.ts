/**
 * Why a provider would not take or deliver a message, in the terms that decide what to do next.
 * Each adapter holds the table from its provider's codes to these.
 */
export type FaultClass =
  /** The provider, or our account or sender there, cannot send: another sender may. */
  | "provider"
  /** Too fast. Not taken, so it may be tried again. */
  | "throttled"
  /** The person does not want it. */
  | "opt-out"
  /** The person cannot be reached there. */
  | "recipient"
  /** The message is wrong: it would be refused everywhere. */
  | "content"
  /** Outside the customer service window: only a template would do. */
  | "window";

export interface Fault {
  readonly class: FaultClass;
  /**
   * The provider's own code, such as `63016` or
   * `ConflictException:DESTINATION_PHONE_NUMBER_OPTED_OUT`.
   */
  readonly code: string;
  /** For people; never holds what a person wrote. */
  readonly explanation: string;
}

/** Whether the message was surely not taken and could be taken later as it is. */
export function isWorthRetrying(fault: Fault): boolean {
  return fault.class === "provider" || fault.class === "throttled";
}
