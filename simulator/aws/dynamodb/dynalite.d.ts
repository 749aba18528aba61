declare module "dynalite" {
  import type { Server } from "node:http";

  interface Options {
    /** Milliseconds that a table stays in CREATING. */
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }

  function dynalite(options?: Options): Server;
  export = dynalite;
}
