import { createKey } from "dynalite/db";
import type { Change } from "../account/control-plane";
import type { Draws, ServiceDeps } from "../service-deps";
import { Engine } from "./engine";
import { Expiry } from "./expiry";
import { invalid } from "./item-rules";
import { type Item, ItemStore } from "./item-store";
import {
  itemDeclaration,
  keyOf,
  type TableDeclaration,
  tableDeclaration,
  tableDescription,
  tableItemType,
  tableShape,
  tableType,
} from "./table-declaration";
import { Transactions } from "./transactions";

export type DynamoDbDeps = ServiceDeps & Draws;

/**
 * The simulated DynamoDB: the tables and items that the evaluated program declares, and what has
 * been written to them since.
 */
export class DynamoDb {
  readonly store: ItemStore;
  readonly engine: Engine;
  readonly transactions: Transactions;
  readonly #expiry: Expiry;

  constructor(private readonly deps: DynamoDbDeps) {
    const { clock, random, unkindness } = deps;
    this.store = new ItemStore({ clock, random, staleReads: unkindness.staleReads });
    this.engine = new Engine(this.store);
    this.transactions = new Transactions(this.engine, this.store, {
      clock,
      random,
      conflicts: unkindness.transactionConflicts,
    });
    this.#expiry = new Expiry({
      clock,
      random,
      expiresAt: (table, key) => this.#expiresAt(table, key),
      remove: (table, key) => this.#remove(table, this.store.item(table, key)),
    });
    this.store.onPut((table, key) => this.#expiry.follow(table, key));
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  /** Every item of a table as it is now, in DynamoDB JSON. */
  async items(tableName: string): Promise<Item[]> {
    return this.store.items(tableName);
  }

  declaration(tableName: string): TableDeclaration | undefined {
    const record = this.deps.controlPlane.find(tableType, "name", tableName);
    return record && tableDeclaration(record);
  }

  #expiresAt(tableName: string, key: string): number | undefined {
    const ttl = this.declaration(tableName)?.ttl;
    if (!ttl?.enabled || !ttl.attributeName) return undefined;
    const seconds = this.store.item(tableName, key)?.[ttl.attributeName]?.N;
    return seconds === undefined ? undefined : Number(seconds) * 1000;
  }

  #follow(change: Change): void {
    const { type } = change.kind === "deleted" ? change.before : change.after;
    if (type === tableType) this.#followTable(change);
    if (type === tableItemType) this.#followItem(change);
  }

  #followTable(change: Change): void {
    if (change.kind === "created") this.#add(tableDeclaration(change.after), []);
    if (change.kind === "deleted") this.#drop(tableDeclaration(change.before));
    if (change.kind === "updated")
      this.#change(tableDeclaration(change.before), tableDeclaration(change.after));
  }

  #change(before: TableDeclaration, after: TableDeclaration): void {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const items = this.store.items(before.name);
    // Another index is filled from the items; who reads them meanwhile finds them all.
    const isRebuilt = JSON.stringify(tableShape(before)) !== JSON.stringify(tableShape(after));
    if (isRebuilt) this.store.dropTable(before.name);
    this.#add(after, isRebuilt ? items : []);
    if (!isRebuilt) this.#expireAll(after.name, items);
  }

  #add(table: TableDeclaration, items: readonly Item[]): void {
    const id = this.store.table(table.name)?.TableId ?? this.deps.ids.uuid();
    this.store.addTable(tableDescription(table, id, this.deps.clock.now()));
    for (const Item of items) this.engine.write("PutItem", { TableName: table.name, Item });
  }

  #drop(table: TableDeclaration): void {
    if (table.deletionProtectionEnabled)
      throw invalid(
        "Resource cannot be deleted as it is currently protected against deletion. " +
          "Disable deletion protection first.",
      );
    this.store.dropTable(table.name);
  }

  #expireAll(tableName: string, items: readonly Item[]): void {
    const table = this.store.table(tableName);
    if (table) for (const item of items) this.#expiry.follow(tableName, createKey(item, table));
  }

  #followItem(change: Change): void {
    if (change.kind !== "created") {
      const { tableName, ...before } = itemDeclaration(change.before);
      const key = JSON.stringify(keyOf({ tableName, ...before }));
      const isKept =
        change.kind === "updated" && key === JSON.stringify(keyOf(itemDeclaration(change.after)));
      // A table that goes takes its items with it.
      if (!isKept && this.store.table(tableName)) this.#remove(tableName, before.item);
    }
    if (change.kind === "deleted") return;
    const { tableName: TableName, item: Item } = itemDeclaration(change.after);
    this.engine.write("PutItem", { TableName, Item });
  }

  #remove(tableName: string, item: Item | undefined): void {
    const table = this.store.table(tableName);
    if (!table || !item) return;
    const Key = Object.fromEntries(
      table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
    );
    this.engine.write("DeleteItem", { TableName: tableName, Key });
  }
}
