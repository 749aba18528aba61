import { type FunctionNeeds, mayAskToSend, mayHandOver, mayPark } from "../needs";

/** Hands what waited back to whose it is, once it is due. */
export const needs = {
  name: "wake-ups",
  trigger: { kind: "queue", queue: "wakeUps", batchSize: 10, maximumConcurrency: 5 },
  memoryMb: 256,
  timeoutSeconds: 10,
  grants: [mayHandOver, mayAskToSend, mayPark],
  settings: [],
} as const satisfies FunctionNeeds;
