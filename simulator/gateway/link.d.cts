import type { Duplex } from "node:stream";

/** Why a connection does not come about, as the client's error will say it. */
export interface Refusal {
  readonly code: "ECONNREFUSED" | "ENOTFOUND";
  readonly message: string;
  readonly syscall: "connect" | "getaddrinfo";
}

export interface Connection extends Duplex {
  /** The host that the client wants to talk to. */
  readonly host: string;
}

/** What goes from one end to the other; the ends alone know what is in it. */
export type Frames = readonly unknown[];

export class Link {
  constructor(
    post: (frames: Frames) => void,
    accept: (connection: Connection) => Refusal | undefined,
  );
  take(frames: Frames): void;
  close(): void;
}
