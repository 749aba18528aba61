import { AwsError } from "../../gateway/aws-error";
import type { WireResponse } from "../../gateway/aws-service";
import type { Change, ControlPlane } from "../account/control-plane";
import { EmbeddedDynalite } from "./embedded-dynalite";
import {
  createTableInput,
  itemDeclaration,
  keyOf,
  type TableDeclaration,
  tableDeclaration,
  tableItemType,
  tableType,
} from "./table-declaration";

export type Item = Readonly<Record<string, unknown>>;

/**
 * The simulated DynamoDB: dynalite, with the tables and items that the evaluated program declares.
 */
export class DynamoDb {
  readonly #dynalite = new EmbeddedDynalite();

  constructor(private readonly controlPlane: ControlPlane) {
    controlPlane.onChange((change) => this.#follow(change));
  }

  request(operation: string, body: string): Promise<WireResponse> {
    return this.#dynalite.request(operation, body);
  }

  /**
   * Calls an operation in process, in DynamoDB JSON.
   * @throws AwsError with DynamoDB's own code and message.
   */
  async call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.request(operation, JSON.stringify(input));
    const body = JSON.parse(response.body.toString()) as Record<string, unknown>;
    if (response.status < 300) return body;
    throw new AwsError(
      String(body.__type).replace(/^.*#/, ""),
      String(body.message ?? body.Message ?? ""),
      response.status,
    );
  }

  /** Every item of a table, in DynamoDB JSON. */
  async items(tableName: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: unknown;
    do {
      const page = await this.call("Scan", {
        TableName: tableName,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      items.push(...(page.Items as Item[]));
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  }

  async #follow(change: Change): Promise<void> {
    const { type } = change.kind === "deleted" ? change.before : change.after;
    if (type === tableType) await this.#followTable(change);
    if (type === tableItemType) await this.#followItem(change);
  }

  async #followTable(change: Change): Promise<void> {
    if (change.kind === "created") return this.#create(tableDeclaration(change.after));
    if (change.kind === "deleted") return this.#drop(tableDeclaration(change.before).name);
    const [before, after] = [tableDeclaration(change.before), tableDeclaration(change.after)];
    if (JSON.stringify(createTableInput(before)) === JSON.stringify(createTableInput(after)))
      return;
    const items = await this.items(before.name);
    await this.#drop(before.name);
    await this.#create(after);
    for (const item of items) await this.call("PutItem", { TableName: after.name, Item: item });
  }

  async #create(table: TableDeclaration): Promise<void> {
    await this.call("CreateTable", createTableInput(table));
    await this.#until(async () => {
      const { Table } = await this.call("DescribeTable", { TableName: table.name });
      return (Table as { TableStatus: string }).TableStatus === "ACTIVE";
    });
  }

  async #drop(name: string): Promise<void> {
    await this.call("DeleteTable", { TableName: name });
    await this.#until(
      async () => !((await this.call("ListTables", {})).TableNames as string[]).includes(name),
    );
  }

  /** dynalite changes a table's status in the background, within a few turns of the event loop. */
  async #until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
  }

  async #followItem(change: Change): Promise<void> {
    if (change.kind === "deleted") {
      const item = itemDeclaration(change.before);
      // A table that goes takes its items with it.
      if (!this.controlPlane.find(tableType, "name", item.tableName)) return;
      await this.call("DeleteItem", { TableName: item.tableName, Key: keyOf(item) });
      return;
    }
    const item = itemDeclaration(change.after);
    if (change.kind === "updated") {
      const before = itemDeclaration(change.before);
      if (JSON.stringify(keyOf(before)) !== JSON.stringify(keyOf(item))) {
        await this.call("DeleteItem", { TableName: before.tableName, Key: keyOf(before) });
      }
    }
    await this.call("PutItem", { TableName: item.tableName, Item: item.item });
  }
}
