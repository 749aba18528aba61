"use strict";

const { format } = require("node:util");

/**
 * Posts what the function writes, as log messages: the global console with its level, as Lambda's
 * runtime does, and each line that a logger of its own writes to stdout or stderr.
 * @returns a function that posts a line which has no end yet.
 */
function captureOutput(post) {
  const levels = {
    log: "info",
    info: "info",
    warn: "warn",
    error: "error",
    debug: "debug",
    trace: "debug",
  };
  for (const [method, level] of Object.entries(levels)) {
    console[method] = (...parts) => post({ kind: "log", level, text: textOf(parts) });
  }
  const flushes = [
    captureStream(process.stdout, "stdout", post),
    captureStream(process.stderr, "stderr", post),
  ];
  return () => {
    for (const flush of flushes) flush();
  };
}

/**
 * Where the log format is JSON, a single object stands in the record as it is, so that its members
 * can be asked for (AWS Lambda developer guide, "Log and monitor Node.js Lambda functions"); all
 * else is put together as Node.js does.
 */
function textOf(parts) {
  const [first] = parts;
  const isObject = typeof first === "object" && first !== null && !(first instanceof Error);
  if (process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" && parts.length === 1 && isObject)
    return JSON.stringify(first);
  return format(...parts);
}

function captureStream(stream, name, post) {
  let rest = "";
  stream.write = (chunk, encodingOrDone, done) => {
    const lines = (
      rest + (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))
    ).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) post({ kind: "log", stream: name, text });
    const callback = typeof encodingOrDone === "function" ? encodingOrDone : done;
    if (callback) queueMicrotask(callback);
    return true;
  };
  return () => {
    if (rest !== "") post({ kind: "log", stream: name, text: rest });
    rest = "";
  };
}

module.exports = { captureOutput };
