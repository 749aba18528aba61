import batchGetItem from "dynalite/actions/batchGetItem";
import batchWriteItem from "dynalite/actions/batchWriteItem";
import deleteItem from "dynalite/actions/deleteItem";
import getItem from "dynalite/actions/getItem";
import putItem from "dynalite/actions/putItem";
import query from "dynalite/actions/query";
import scan from "dynalite/actions/scan";
import updateItem from "dynalite/actions/updateItem";
import { createKey } from "dynalite/db";
import { type CustomCheck, checkTypes, checkValidations, type Types } from "dynalite/validations";
import * as batchGetItemInput from "dynalite/validations/batchGetItem";
import * as batchWriteItemInput from "dynalite/validations/batchWriteItem";
import * as deleteItemInput from "dynalite/validations/deleteItem";
import * as getItemInput from "dynalite/validations/getItem";
import * as putItemInput from "dynalite/validations/putItem";
import * as queryInput from "dynalite/validations/query";
import * as scanInput from "dynalite/validations/scan";
import * as updateItemInput from "dynalite/validations/updateItem";
import { AwsError } from "../../gateway/aws-error";
import { checkBatchWrite, checkItem, checkUpdatedItem } from "./item-rules";
import type { DynaliteStore, Item, ItemStore } from "./item-store";
import { keepParsedExpressions } from "./parsed-expressions";
import type { TableDescription } from "./table-declaration";
import { onFailureTypes } from "./transaction-input";

keepParsedExpressions();

const operations = {
  GetItem: { act: getItem, ...getItemInput },
  BatchGetItem: { act: batchGetItem, ...batchGetItemInput },
  Query: { act: query, ...queryInput },
  Scan: { act: scan, ...scanInput },
  PutItem: { act: putItem, ...putItemInput, types: { ...putItemInput.types, ...onFailureTypes } },
  UpdateItem: {
    act: updateItem,
    ...updateItemInput,
    types: { ...updateItemInput.types, ...onFailureTypes },
  },
  DeleteItem: {
    act: deleteItem,
    ...deleteItemInput,
    types: { ...deleteItemInput.types, ...onFailureTypes },
  },
  BatchWriteItem: { act: batchWriteItem, ...batchWriteItemInput },
} as const;

export type Read = "GetItem" | "BatchGetItem" | "Query" | "Scan";
export type Write = "PutItem" | "UpdateItem" | "DeleteItem";
type Members = Readonly<Record<string, unknown>>;

/** An input that dynalite has read: with its expressions parsed. */
export interface Checked {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, { readonly ConsistentRead?: boolean }>>;
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  readonly ReturnConsumedCapacity?: string;
}

/**
 * dynalite's validation and actions, the part of DynamoDB that is a language of its own, on our
 * store. What dynalite is wrong about stands in `item-rules.ts`.
 */
export class Engine {
  constructor(private readonly store: ItemStore) {}

  /** @throws AwsError for what can be said of the input without looking at the table. */
  check(operation: keyof typeof operations, input: object): Checked {
    const { types, custom } = operations[operation];
    return this.checkMembers(input, types, custom) as unknown as Checked;
  }

  /** Reads an input by any description of its members. @throws AwsError */
  checkMembers(input: object, types: Types, custom?: CustomCheck): Members {
    try {
      // It drops members from what it is given.
      const members = checkTypes({ ...input }, types);
      checkValidations(members, types, custom, this.store.consistent);
      return members;
    } catch (error) {
      throw awsError(error);
    }
  }

  /** @throws AwsError */
  async read(operation: Read, input: object): Promise<object> {
    const checked = this.check(operation, input);
    // dynalite's own list of a Scan's members does not have it, and so drops it.
    const asked = { ...(input as Checked), ...checked };
    const consistent = (table: string) =>
      (checked.RequestItems?.[table] ?? asked).ConsistentRead === true;
    return this.#act(
      operation,
      checked,
      this.store.view((table) => !consistent(table)),
    );
  }

  /** One item, in one go. @throws AwsError and leaves everything as it was. */
  write(operation: Write, input: object): object {
    return this.writeChecked(operation, this.check(operation, input));
  }

  writeChecked(operation: Write, checked: Checked): object {
    const table = this.store.table(checked.TableName);
    if (table && checked.Item) checkItem(table, checked.Item);
    return this.store.atomically(() => {
      const output = this.#actNow(operation, checked);
      if (table && operation === "UpdateItem") checkUpdatedItem(table, this.itemOf(checked, table));
      return output;
    });
  }

  async writeBatch(input: object): Promise<object> {
    const checked = this.check("BatchWriteItem", input);
    checkBatchWrite(checked.RequestItems ?? {}, (name) => this.store.table(name));
    return this.#act("BatchWriteItem", checked, this.store.consistent);
  }

  /** The item that an input is about, as it is now. Its key must be right. */
  itemOf({ TableName, Item, Key }: Checked, table: TableDescription): Item | undefined {
    return this.store.item(TableName, createKey(Item ?? Key ?? {}, table));
  }

  getNow(checked: Checked): { readonly Item?: Item; readonly ConsumedCapacity?: object } {
    return this.#actNow("GetItem", checked);
  }

  #actNow(operation: Write | "GetItem", checked: Checked): object {
    let result: { readonly error: unknown; readonly output?: object | undefined } | undefined;
    // An action leaves traces in its input (it resolves values of an update in place).
    operations[operation].act(this.store.consistent, { ...checked }, (error, output) => {
      result = { error, output };
    });
    if (!result) throw new Error(`dynalite did not finish ${operation} in one go.`);
    if (result.error) throw this.#withConflictingItem(awsError(result.error), checked);
    return result.output ?? {};
  }

  #act(
    operation: keyof typeof operations,
    checked: Checked,
    store: DynaliteStore,
  ): Promise<object> {
    return new Promise((resolve, reject) => {
      operations[operation].act(store, checked, (error, output) => {
        if (error) reject(awsError(error));
        else resolve(output ?? {});
      });
    });
  }

  /** The item in the way of a condition, where it is asked for: dynalite does not show it. */
  #withConflictingItem(error: AwsError, checked: Checked): AwsError {
    if (checked.ReturnValuesOnConditionCheckFailure !== "ALL_OLD") return error;
    if (error.code !== "ConditionalCheckFailedException") return error;
    const table = this.store.table(checked.TableName);
    const Item = table && this.itemOf(checked, table);
    return new AwsError(error.code, error.message, error.status, Item ? { Item } : {});
  }
}

/** dynalite's errors carry the answer's status and body. */
export function awsError(error: unknown): AwsError {
  const { body, statusCode } = error as {
    readonly body?: {
      readonly __type: string;
      readonly message?: string;
      readonly Message?: string;
    };
    readonly statusCode?: number;
  };
  if (!body) throw error;
  const code = body.__type.slice(body.__type.indexOf("#") + 1);
  return new AwsError(code, body.message ?? body.Message ?? "", statusCode);
}
