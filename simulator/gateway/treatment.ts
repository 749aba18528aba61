import { setTimeout as wait } from "node:timers/promises";
import type { RequestFailure } from "../kernel/failures";
import type { WireRequest, WireResponse } from "./aws-service";
import type { Destination } from "./destination";

/** `dropped`: the connection ends instead. `none`: it stays, and nothing comes. */
export type Outcome = WireResponse | "dropped" | "none";

/** What becomes of a request. */
export interface Treatment {
  /** Whether the request's body is read at all. */
  readonly reads: boolean;
  readonly answer: (destination: Destination, request: WireRequest) => Promise<Outcome>;
}

/** @param failure what was drawn for the request; none, if it is served as usual. */
export function treat(failure: RequestFailure | undefined): Treatment {
  if (!failure) return usual;
  const treatment = treatments[failure.kind] as (failure: RequestFailure) => Partial<Treatment>;
  return { ...usual, ...treatment(failure) };
}

const usual: Treatment = {
  reads: true,
  answer: (destination, request) => destination.answer(request),
};

type Of<Kind> = RequestFailure & { readonly kind: Kind };

const treatments: {
  readonly [Kind in RequestFailure["kind"]]: (failure: Of<Kind>) => Partial<Treatment>;
} = {
  "reset-before-reading": () => ({ reads: false }),
  "reset-after-reading": () => ({ answer: async () => "dropped" }),
  hang: () => ({ answer: async () => "none" }),
  slow: ({ milliseconds }) => ({
    answer: async (destination, request) => {
      await wait(milliseconds, undefined, { ref: false });
      return await destination.answer(request);
    },
  }),
  error: ({ status, code, message }) => ({
    answer: async (destination) => destination.failed(status, code, message),
  }),
  throttle: () => ({ answer: async (destination) => destination.throttled() }),
  "answer-lost": () => ({
    answer: async (destination, request) => {
      await destination.answer(request);
      return "dropped";
    },
  }),
};
