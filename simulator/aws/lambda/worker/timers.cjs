"use strict";

const timers = require("node:timers");
const timersPromises = require("node:timers/promises");

/** In so many turns of the event loop whatever the last message set off has shown itself. */
const turnsToRest = 2;
/** What a thread at rest may hold; all else is work that Node does for it beside its loop. */
const atRest = new Set(["MessagePort", "Timeout", "TTYWrap", "PipeWrap"]);

/**
 * Puts the thread's timers on the world's clock: they fire when the world rings, which is told how
 * long the thread waits whenever it has nothing else to do. Node's own (those below `fetch`) stay
 * real.
 * @returns `heard`, to be called with each message of the world; `ring`, which fires what is due.
 */
function timersOnClock(post) {
  const pending = new Set();
  let heard = 0;
  let order = 0;

  class Timer {
    constructor(call, wait, repeats) {
      this.order = order++;
      Object.assign(this, { call, wait: Math.max(1, Number(wait) || 1), repeats });
      this.refresh();
    }
    refresh() {
      this.due = Date.now() + this.wait;
      pending.add(this);
      return this;
    }
    close() {
      pending.delete(this);
      return this;
    }
    fire() {
      if (this.repeats) this.refresh();
      else this.close();
      this.call();
    }
    ref() {
      return this;
    }
    unref() {
      return this;
    }
    hasRef() {
      return true;
    }
    [Symbol.toPrimitive]() {
      return this.order;
    }
    [Symbol.dispose]() {
      this.close();
    }
  }

  const set =
    (repeats) =>
    (call, wait, ...given) =>
      new Timer(given.length > 0 ? () => call(...given) : call, wait, repeats);
  const clear = (timer) => {
    if (timer instanceof Timer) timer.close();
    else for (const one of pending) if (one.order === Number(timer)) one.close();
  };
  const onClock = {
    setTimeout: set(false),
    setInterval: set(true),
    clearTimeout: (timer) => timer !== undefined && timer !== null && clear(timer),
    clearInterval: (timer) => timer !== undefined && timer !== null && clear(timer),
  };
  Object.assign(globalThis, onClock);
  Object.assign(timers, onClock);
  timersPromises.setTimeout = (wait, value) =>
    new Promise((resolve) => onClock.setTimeout(resolve, wait, value));
  AbortSignal.timeout = (wait) => {
    const controller = new AbortController();
    const reason = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    onClock.setTimeout(() => controller.abort(reason), wait);
    return controller.signal;
  };

  const first = () =>
    [...pending].reduce((one, other) => (one && !isBefore(other, one) ? one : other), undefined);

  /** Due ones in their order, those that a run left behind too: it was frozen meanwhile. */
  function ring() {
    for (let next = first(); next && next.due <= Date.now(); next = first()) next.fire();
  }

  function whenAtRest(since, turns) {
    if (since !== heard) return;
    if (process.getActiveResourcesInfo().some((name) => !atRest.has(name)))
      setImmediate(whenAtRest, since, turnsToRest);
    else if (turns > 0) setImmediate(whenAtRest, since, turns - 1);
    else post({ kind: "waits", heard, until: first()?.due });
  }

  return {
    ring,
    heard: () => {
      heard += 1;
      setImmediate(whenAtRest, heard, turnsToRest);
    },
  };
}

function isBefore(one, other) {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}

module.exports = { timersOnClock };
