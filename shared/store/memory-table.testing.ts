import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { tableShape } from "./item-shapes";
import { type Item, isHolding, type Names, updated } from "./memory-expressions.testing";
import type { Table } from "./table";

interface Write extends Names {
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
}

interface Input extends Write {
  readonly KeyConditionExpression?: string;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/**
 * For tests that play many histories: the store's own code over a table in memory, without the
 * wire. It takes what the store asks of DynamoDB and nothing else; that it does so as the simulated
 * DynamoDB does, `memory-table.test.ts` shows.
 */
export class MemoryTable {
  readonly #items = new Map<string, Item>();

  readonly table: Table = {
    name: "memory",
    client: { send: (command: unknown) => this.#send(command) } as DynamoDBDocumentClient,
  };

  items(): Item[] {
    return structuredClone([...this.#items.values()]);
  }

  async #send(command: unknown): Promise<object> {
    const { input } = command as { readonly input: Input };
    const { name } = (command as object).constructor;
    const operation = this.#operations[name];
    if (!operation) throw new Error(`The table in memory knows no ${name}.`);
    return structuredClone(operation(input));
  }

  readonly #operations: Readonly<Record<string, (input: Input) => object>> = {
    GetCommand: ({ Key = {} }) => ({ Item: this.#items.get(idOf(Key)) }),
    BatchGetCommand: ({ RequestItems = {} }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([name, { Keys }]) => [
          name,
          Keys.flatMap((key) => this.#items.get(idOf(key)) ?? []),
        ]),
      ),
    }),
    QueryCommand: (input) => ({ Items: this.#matching(input) }),
    ScanCommand: () => ({ Items: [...this.#items.values()] }),
    PutCommand: (input) => this.#alone({ Put: input }),
    UpdateCommand: (input) => this.#alone({ Update: input }, input),
    TransactWriteCommand: ({ TransactItems = [] }) => this.#transaction(TransactItems),
  };

  #matching(input: Input): Item[] {
    const found = [...this.#items.values()].filter((item) =>
      isHolding(input.KeyConditionExpression, item, input),
    );
    const { sortKey } = tableShape;
    return found.sort((one, other) => (String(one[sortKey]) < String(other[sortKey]) ? -1 : 1));
  }

  #alone(write: Readonly<Record<string, Write>>, input?: Input): object {
    if (this.#holds(write)) {
      this.#write(write);
      return {};
    }
    const old = input?.ReturnValuesOnConditionCheckFailure ? this.#before(write) : undefined;
    throw named("ConditionalCheckFailedException", old ? { Item: wireOf(old).M } : {});
  }

  #transaction(writes: readonly Readonly<Record<string, Write>>[]): object {
    const ids = writes.map((write) => idOf(keyOf(write)));
    if (writes.length > 100 || new Set(ids).size < ids.length) throw named("ValidationException");
    const reasons = writes.map((write) => ({
      Code: this.#holds(write) ? "None" : "ConditionalCheckFailed",
    }));
    if (reasons.some(({ Code }) => Code !== "None"))
      throw named("TransactionCanceledException", { CancellationReasons: reasons });
    for (const write of writes) this.#write(write);
    return {};
  }

  #holds(write: Readonly<Record<string, Write>>): boolean {
    const input = inputOf(write);
    return isHolding(input.ConditionExpression, this.#before(write) ?? {}, input);
  }

  #before(write: Readonly<Record<string, Write>>): Item | undefined {
    return this.#items.get(idOf(keyOf(write)));
  }

  #write(write: Readonly<Record<string, Write>>): void {
    const id = idOf(keyOf(write));
    if (write.Put) this.#items.set(id, plain(write.Put.Item ?? {}));
    if (write.Delete) this.#items.delete(id);
    if (write.Update) {
      const before = this.#items.get(id) ?? write.Update.Key ?? {};
      this.#items.set(id, plain(updated(before, write.Update.UpdateExpression, write.Update)));
    }
  }
}

function inputOf(write: Readonly<Record<string, Write>>): Write {
  const [input] = Object.values(write);
  if (!input) throw new Error("A write is empty.");
  return input;
}

function keyOf(write: Readonly<Record<string, Write>>): Item {
  const { Key, Item } = inputOf(write);
  return Key ?? Item ?? {};
}

function idOf(key: Item): string {
  return JSON.stringify([key[tableShape.partitionKey], key[tableShape.sortKey]]);
}

/** As it comes back over the wire: without what is undefined. */
function plain(item: Item): Item {
  return JSON.parse(JSON.stringify(item)) as Item;
}

/** In the form of the wire, as an error carries it. */
function wireOf(value: unknown): Record<string, unknown> {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(wireOf) };
  const entries = Object.entries(value as Item).map(([key, member]) => [key, wireOf(member)]);
  return { M: Object.fromEntries(entries) };
}

function named(name: string, more: object = {}): Error {
  return Object.assign(new Error(name), { name }, more);
}
