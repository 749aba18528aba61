import type { LogLevel } from "./invocation";

const levels: Readonly<Record<string, LogLevel>> = {
  trace: "debug",
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  critical: "error",
  fatal: "error",
};

/**
 * The level of a raw line: what a JSON line says of itself, otherwise by the stream it was written
 * to.
 */
export function levelOfLine(text: string, stream: "stdout" | "stderr"): LogLevel {
  const usual = stream === "stderr" ? "error" : "info";
  if (!text.startsWith("{")) return usual;
  try {
    const { level } = JSON.parse(text) as { level?: unknown };
    return (typeof level === "string" && levels[level.toLowerCase()]) || usual;
  } catch {
    // A line that only looks like JSON.
    return usual;
  }
}
