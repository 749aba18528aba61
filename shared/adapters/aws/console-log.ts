import { StatedError } from "../../domain/stated-error";
import type { Log, LogFields } from "../../ports";

type Write = (entry: Readonly<Record<string, unknown>>) => void;

/**
 * One object an event, by the console: where a function's log format is JSON, Lambda writes it with
 * the level, the time and the request's id, and its members can be asked for
 * (`{ $.message.event = "delivery" }`). A text would stand there as a text. (A logging library would
 * add 23 KiB to each bundle for what the runtime does by itself.)
 */
export function consoleLog(
  functionName: string,
  sink: Record<"info" | "warn" | "error", Write> = console,
): Log {
  const entry = (event: string, fields: LogFields) => ({
    event,
    function: functionName,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  });
  return {
    info: (event, fields = {}) => sink.info(entry(event, fields)),
    warn: (event, fields = {}) => sink.warn(entry(event, fields)),
    error: (event, fields, error) => sink.error({ ...entry(event, fields), ...errorFields(error) }),
  };
}

/**
 * Of an error of ours its words; of any other one its name, its code and where it came from, for
 * its words may quote a number or a body.
 */
function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    ...(error instanceof StatedError ? { reason: error.message } : {}),
    ...codeFields(error),
    ...stackField(error),
  };
}

function codeFields(error: Error): LogFields {
  const { code, $metadata } = error as {
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  };
  return {
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...($metadata?.httpStatusCode ? { httpStatus: $metadata.httpStatusCode } : {}),
    ...($metadata?.requestId ? { requestId: $metadata.requestId } : {}),
  };
}

/** A stack begins with the error's words, which may look like anything, places too. */
function stackField({ stack = "", message }: Error): LogFields {
  const places = stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim());
  return places.length > 0 ? { stack: places.join("\n") } : {};
}
