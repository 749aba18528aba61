import type { TwilioMessage } from "./message-resource";

/** The messages that Twilio's API can be asked for. */
export class MessageLog {
  readonly #messages = new Map<string, TwilioMessage>();

  keep(message: TwilioMessage): TwilioMessage {
    this.#messages.set(message.sid, message);
    return message;
  }

  /** @returns the message as it is afterwards. @throws for a sid that was never kept */
  update(sid: string, change: Partial<TwilioMessage>): TwilioMessage {
    const message = this.#messages.get(sid);
    if (!message) throw new Error(`Twilio has no message ${sid}.`);
    return this.keep({ ...message, ...change });
  }

  get(accountSid: string, sid: string): TwilioMessage | undefined {
    const message = this.#messages.get(sid);
    return message?.accountSid === accountSid ? message : undefined;
  }

  /** The newest first. The dates are whole days (UTC), as the API compares them. */
  list(accountSid: string, filter: MessageFilter): TwilioMessage[] {
    const matching = [...this.#messages.values()].filter(
      (message) =>
        message.accountSid === accountSid &&
        (filter.from === undefined || message.from === filter.from) &&
        (filter.to === undefined || message.to === filter.to) &&
        isWithin(message, filter),
    );
    return matching.reverse();
  }
}

export interface MessageFilter {
  readonly from?: string;
  readonly to?: string;
  /** `YYYY-MM-DD`, or a time that begins so. */
  readonly onDay?: string;
  readonly untilDay?: string;
  readonly sinceDay?: string;
}

function isWithin(
  { sentAt, createdAt }: TwilioMessage,
  { onDay, untilDay, sinceDay }: MessageFilter,
): boolean {
  const day = new Date(sentAt ?? createdAt).toISOString().slice(0, 10);
  if (onDay !== undefined && day !== onDay.slice(0, 10)) return false;
  if (untilDay !== undefined && day > untilDay.slice(0, 10)) return false;
  return sinceDay === undefined || day >= sinceDay.slice(0, 10);
}
