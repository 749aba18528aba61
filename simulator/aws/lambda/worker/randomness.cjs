"use strict";

const crypto = require("node:crypto");

/**
 * Lets what a function draws by `Math.random` and `crypto.randomUUID` come from the seed of the
 * invocation that runs: the same seed gives the same ids and the same jitter.
 * @returns a function that begins anew with another seed.
 */
function drawFromSeed() {
  let state = 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (digits) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  Math.random = next;
  crypto.randomUUID = () =>
    `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab"[Math.floor(next() * 4)]}${hex(3)}-${hex(12)}`;
  return (seed) => {
    state = seed >>> 0;
  };
}

module.exports = { drawFromSeed };
