// dynalite has no types. Its parts are used one by one: the validation of requests, and the actions
// on a store (ours, `item-store.ts`). The version is pinned, so these paths are stable.

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

declare module "dynalite/actions/*" {
  type Callback = (error: unknown, output?: object) => void;
  function action(store: object, data: object, callback: Callback): void;
  export = action;
}

declare module "dynalite/validations" {
  /** The members of a structure, in dynalite's own words for Smithy's shapes and constraints. */
  export type Types = Readonly<Record<string, unknown>>;
  /** Says what is wrong beyond types and constraints. It leaves parsed expressions in the data. */
  export type CustomCheck = (data: never, store: object) => string | null | undefined;
  export function checkTypes(data: object, types: Types): Record<string, unknown>;
  export function checkValidations(
    data: object,
    types: Types,
    custom: CustomCheck | undefined,
    store: object,
  ): void;
  export function validateAttributeValue(value: object): string | undefined;
}

declare module "dynalite/validations/*" {
  import type { CustomCheck, Types } from "dynalite/validations";
  export const types: Types;
  export const custom: CustomCheck | undefined;
}

declare module "dynalite/db" {
  /** @returns the error of a condition that the item does not meet. */
  export function checkConditional(
    data: object,
    item: object | undefined,
  ): Error | null | undefined;
  /** @returns what is wrong with the key. */
  export function validateKey(key: object, table: object): Error | null | undefined;
  export function validateItem(item: object, table: object): Error | null | undefined;
  /** The key under which the store holds an item. */
  export function createKey(item: object, table: object): string;
  export function itemSize(item: object): number;
  export function validationError(message: string): Error;
}

declare module "dynalite/db/conditionParser" {
  const parser: { parse(expression: string, options: { readonly context: object }): unknown };
  export = parser;
}

declare module "dynalite/db/projectionParser" {
  const parser: { parse(expression: string, options: { readonly context: object }): unknown };
  export = parser;
}

declare module "dynalite/db/updateParser" {
  const parser: { parse(expression: string, options: { readonly context: object }): unknown };
  export = parser;
}
