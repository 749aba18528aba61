/**
 * A function's log line as a person reads it: a JSON line of ours becomes `event key=value …`, one
 * of metrics `metric key=value …`; anything else stays as it is.
 */
export function readableLogText(text: string): string {
  const fields = logFields(text);
  if (!fields) return text;
  const { event, function: _, stack: __, _aws: embedded, ...rest } = fields;
  const what = typeof event === "string" ? event : embedded === undefined ? undefined : "metric";
  if (what === undefined) return text;
  return [what, ...Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`)].join(
    " ",
  );
}

/** The fields of a JSON line; undefined for anything else. */
export function logFields(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A line that only looks like JSON is shown as it is.
    return undefined;
  }
}
