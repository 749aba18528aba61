"use strict";

/**
 * Makes `Date` tell the simulated time, as the main thread shares it (kernel/clock.ts, SharedTime).
 * Timers keep real time, but for those of runs that take turns (timers.cjs).
 */
function followClock(sharedTime) {
  const RealDate = Date;
  const now = sharedNow(sharedTime, RealDate.now);
  RealDate.now = now;
  const SimulatedDate = new Proxy(RealDate, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(
        target,
        parts.length === 0 ? [now()] : parts,
        newTarget === SimulatedDate ? target : newTarget,
      ),
    apply: (target) => new target(now()).toString(),
  });
  RealDate.prototype.constructor = SimulatedDate;
  globalThis.Date = SimulatedDate;
}

function sharedNow(sharedTime, realNow) {
  const version = new Int32Array(sharedTime, 0, 1);
  const values = new Float64Array(sharedTime, 8, 3);
  return () => {
    for (;;) {
      const before = Atomics.load(version, 0);
      const [simulated, real, speed] = values;
      // An odd version, or another one afterwards: the values were being written.
      if (before % 2 === 0 && Atomics.load(version, 0) === before)
        return Math.floor(simulated + (realNow() - real) * speed);
    }
  };
}

module.exports = { followClock };
