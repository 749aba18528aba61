// One execution environment of a function, in a worker thread: loads the bundle once, then runs one
// invocation after the other. Plain JavaScript, because a worker thread starts without the
// TypeScript loader of the thread that starts it.
"use strict";

const Module = require("node:module");
const { parentPort, workerData } = require("node:worker_threads");
const { followClock } = require("./clock.cjs");
const { describeError } = require("./errors.cjs");
const { stayOnThisMachine } = require("./network.cjs");
const { captureOutput } = require("./output.cjs");
const { drawFromSeed } = require("./randomness.cjs");
const { timersOnClock } = require("./timers.cjs");

const post = (message) => parentPort.postMessage(message);
const flushOutput = captureOutput(post);
followClock(workerData.sharedTime);
const beginWithSeed = workerData.inTurns ? drawFromSeed() : () => {};
const clock = workerData.inTurns ? timersOnClock(post) : { ring: () => {}, heard: () => {} };
const elapsed = workerData.inTurns ? () => Date.now() : () => performance.now();
const link = stayOnThisMachine(parentPort);

/**
 * Ends the environment as the runtime does when nobody caught an error: the invocation under way
 * fails with it.
 */
function crash(error, errorType) {
  flushOutput();
  post({
    kind: "crashed",
    error: { ...describeError(error), ...(errorType ? { errorType } : {}) },
  });
  // The thread's messages go out before it ends.
  setImmediate(() => process.exit(129));
}
process.on("uncaughtException", (error) => crash(error));
process.on("unhandledRejection", (reason) => crash(reason, "Runtime.UnhandledPromiseRejection"));

const handler = load();
if (handler) {
  parentPort.on("message", (message) => {
    clock.ring();
    if (message.frames) link.take(message.frames);
    else if (message.requestId) void run(handler, message);
    clock.heard();
  });
  post({ kind: "ready" });
}

/**
 * Evaluates the bundle as the CommonJS module /var/task/index.js, with nothing but Node's own
 * modules to require.
 */
function load() {
  try {
    const [moduleName, exportName] = splitHandler(workerData.handler);
    if (moduleName !== "index")
      throw Object.assign(new Error(`Cannot find module '${moduleName}'`), {
        name: "Runtime.ImportModuleError",
      });
    const bundle = new Module("/var/task/index.js");
    bundle.filename = "/var/task/index.js";
    bundle.paths = [];
    bundle._compile(workerData.code, bundle.filename);
    const found = bundle.exports[exportName];
    if (typeof found === "function") return found;
    throw Object.assign(new Error(`${workerData.handler} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  } catch (error) {
    const described = describeError(error);
    const errorType =
      error?.code === "MODULE_NOT_FOUND" ? "Runtime.ImportModuleError" : described.errorType;
    flushOutput();
    post({ kind: "init-failed", error: { ...described, errorType } });
    return undefined;
  }
}

async function run(found, invocation) {
  beginWithSeed(invocation.seed);
  try {
    const result = await found(JSON.parse(invocation.event), contextOf(invocation));
    flushOutput();
    post({
      kind: "result",
      requestId: invocation.requestId,
      payload: JSON.stringify(result) ?? "null",
    });
  } catch (error) {
    flushOutput();
    post({ kind: "error", requestId: invocation.requestId, error: describeError(error) });
  }
}

function contextOf(invocation) {
  const deadline = elapsed() + invocation.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: workerData.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: workerData.functionArn,
    memoryLimitInMB: String(workerData.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${workerData.functionName}`,
    logStreamName: workerData.logStreamName,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - elapsed())),
  };
}

function splitHandler(text) {
  const dot = text.lastIndexOf(".");
  return [text.slice(0, dot), text.slice(dot + 1)];
}
