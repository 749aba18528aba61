import type { ControlClient } from "end-user-messaging-simulator";

/**
 * Long enough for a queue to report its depth, which it does each minute, and for the alarm to look
 * at it, which it does each minute too.
 */
const untilItShows = 3 * 60_000;

/** What the people on call see of the system: alarms, and the mails about them. */
export class Watch {
  constructor(private readonly client: ControlClient) {}

  /** The recipient opens the link of the confirmation mail, as after the first deployment. */
  async confirm(recipient: string): Promise<void> {
    await this.client.call("POST /emails/confirm", { to: recipient });
  }

  /** Milliseconds since the epoch, on the world's clock. */
  async now(): Promise<number> {
    return (await this.client.call("GET /clock", {})).now;
  }

  /** Lets time pass until an alarm has seen what is the matter now. */
  async settle(): Promise<void> {
    await this.client.call("POST /clock/pass", { milliseconds: untilItShows });
  }

  /** The names of the alarms in ALARM. */
  async ringing(): Promise<readonly string[]> {
    const alarms = await this.client.call("GET /alarms", {});
    return alarms.filter(({ state }) => state === "ALARM").map(({ name }) => name);
  }

  /** The subjects of the mails that the recipient got since a time. */
  async mailsTo(recipient: string, since: number): Promise<readonly string[]> {
    const emails = await this.client.call("GET /emails", {});
    return emails
      .filter(({ to, publishedAt }) => to === recipient && publishedAt >= since)
      .map(({ subject = "" }) => subject);
  }
}
