import type { RequestFailure } from "../kernel/failures";
import type { WireRequest, WireResponse } from "./aws-service";
import type { Destination } from "./destination";

/**
 * `dropped`: the connection ends instead. `none`: it stays, and nothing comes. `caller dies`: with
 * whoever asked.
 */
export type Outcome = WireResponse | "dropped" | "none" | "caller dies";

/** What becomes of a request. */
export interface Handling {
  /** Whether the request's body is read at all. */
  readonly reads: boolean;
  readonly answer: (destination: Destination, request: WireRequest) => Promise<Outcome>;
}

/** Lets so many milliseconds pass for the request. */
export type Wait = (milliseconds: number) => Promise<unknown>;

/** @param failure what was drawn for the request; none, if it is served as usual. */
export function handlingOf(failure: RequestFailure | undefined, wait: Wait): Handling {
  if (!failure) return usual;
  const handling = handlings[failure.kind] as HandlingOf;
  return { ...usual, ...handling(failure, wait) };
}

const usual: Handling = {
  reads: true,
  answer: (destination, request) => destination.answer(request),
};

type Of<Kind> = RequestFailure & { readonly kind: Kind };
type HandlingOf<Kind = unknown> = (failure: Of<Kind>, wait: Wait) => Partial<Handling>;

const handlings: {
  readonly [Kind in RequestFailure["kind"]]: HandlingOf<Kind>;
} = {
  "reset-before-reading": () => ({ reads: false }),
  "reset-after-reading": () => ({ answer: async () => "dropped" }),
  hang: () => ({ answer: async () => "none" }),
  slow: ({ milliseconds }, wait) => ({
    answer: async (destination, request) => {
      await wait(milliseconds);
      return await destination.answer(request);
    },
  }),
  error: ({ status, code, message }) => ({
    answer: async (destination) => destination.failed(status, code, message),
  }),
  throttle: () => ({ answer: async (destination) => destination.throttled() }),
  "caller-dies": ({ when }) => ({
    answer: async (destination, request) => {
      if (when === "after") await destination.answer(request);
      return "caller dies";
    },
  }),
  "answer-lost": () => ({
    answer: async (destination, request) => {
      await destination.answer(request);
      return "dropped";
    },
  }),
};
