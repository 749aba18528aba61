"use strict";

/**
 * Makes `Date` tell the simulated time: real time plus the offset that the main thread shares.
 * Timers keep real time.
 */
function followClock(sharedOffset) {
  const offset = new BigInt64Array(sharedOffset);
  const RealDate = Date;
  const realNow = RealDate.now;
  const now = () => realNow() + Number(Atomics.load(offset, 0));
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

module.exports = { followClock };
