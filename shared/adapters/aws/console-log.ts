import type { Log, LogFields } from "../../ports";

type Write = (line: string) => void;

/**
 * One JSON line an event, by the console, which Lambda takes to CloudWatch Logs with the level and
 * the request's id. (A logging library would add 23 KiB to each bundle for what the runtime does by
 * itself.)
 */
export function consoleLog(
  functionName: string,
  sink: Record<"info" | "warn" | "error", Write> = console,
): Log {
  const line = (event: string, fields: LogFields) =>
    JSON.stringify({ event, function: functionName, ...fields });
  return {
    info: (event, fields = {}) => sink.info(line(event, fields)),
    warn: (event, fields = {}) => sink.warn(line(event, fields)),
    error: (event, fields, error) => sink.error(line(event, { ...fields, ...errorFields(error) })),
  };
}

function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.name, reason: error.message, stack: error.stack };
}
