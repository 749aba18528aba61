"use strict";

/** An error as Lambda reports it: the class's name, the message, the stack by lines. */
function describeError(error) {
  if (error instanceof Error) {
    return {
      errorType: error.name,
      errorMessage: error.message,
      trace: (error.stack ?? "").split("\n"),
    };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

module.exports = { describeError };
