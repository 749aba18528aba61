/** Ids, codes and counts of one event. Never a message body, never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** One line an event of interest. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields: LogFields, error: unknown): void;
}
