import { checkConditional, createKey, validateItem, validateKey } from "dynalite/db";
import { AwsError } from "../../gateway/aws-error";
import type { SimulatedClock } from "../../kernel/clock";
import type { SeededRandom } from "../../kernel/random";
import { awsError, type Checked, type Engine, type Write } from "./engine";
import { invalid, itemBytes } from "./item-rules";
import type { ItemStore } from "./item-store";
import {
  type TransactGet,
  type TransactWrite,
  transactGetTypes,
  transactWriteTypes,
  type WriteKind,
  writeKinds,
} from "./transaction-input";

const idempotencyMs = 10 * 60_000;
const maxBytes = 4 * 1024 * 1024;

/** Why one action of a transaction stood in its way, or did not. */
interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: object;
}

interface Action {
  readonly kind: WriteKind;
  readonly checked: Checked;
  /** Names table and item. */
  readonly target: string;
}

export interface TransactionDeps {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  /** See `Unkindness.transactionConflicts`. */
  readonly conflicts: number;
}

/**
 * Transactions, which dynalite does not have. Conditions are dynalite's own: each action is carried
 * out by dynalite with its condition, one after the other, and when one of them is refused what the
 * others wrote is undone. All of that happens in one go of the event loop (dynalite's actions on
 * our store call back at once), so nobody reads or writes in between, and there is nothing to lock.
 * No two actions are on one item, so that none of them sees what another one wrote.
 */
export class Transactions {
  /** By token; only those that were carried out. */
  readonly #carriedOut = new Map<string, { readonly at: number; readonly text: string }>();
  /** Tokens of transactions that are under way. */
  readonly #tokens = new Set<string>();
  /** What transactions that are under way write to. */
  readonly #underWay = new Map<string, number>();

  constructor(
    private readonly engine: Engine,
    private readonly store: ItemStore,
    private readonly deps: TransactionDeps,
  ) {}

  /** @throws AwsError; then nothing was written. */
  async write(input: object): Promise<object> {
    const request = this.engine.checkMembers(input, transactWriteTypes) as unknown as TransactWrite;
    const actions = request.TransactItems.map((item) => this.#action(item));
    const text = JSON.stringify(sorted(request.TransactItems));
    if (this.#isRepeated(request.ClientRequestToken, text)) {
      const checked = actions.map((action) => action.checked);
      return capacity(request.ReturnConsumedCapacity, checked, "ReadCapacityUnits");
    }
    this.#refuseUnfit(actions);
    this.#refuseConflicts(actions);
    await this.#whileOthersArrive(actions, request.ClientRequestToken);
    const output = this.#carryOut(actions, request.ReturnConsumedCapacity);
    if (request.ClientRequestToken !== undefined)
      this.#carriedOut.set(request.ClientRequestToken, { at: this.deps.clock.now(), text });
    return output;
  }

  /** All items as they are at one moment. @throws AwsError */
  read(input: object): object {
    const request = this.engine.checkMembers(input, transactGetTypes) as unknown as TransactGet;
    const gets = request.TransactItems.map(({ Get }) => this.engine.check("GetItem", Get));
    const actions = gets.map((checked) => ({ checked, target: this.#target(checked) }));
    refuseDoubles(actions.map(({ target }) => target));
    this.#refuseConflicts(actions);
    const results = gets.map((checked) => this.#outcome(() => this.engine.getNow(checked)));
    refuseFailed(results.map(({ reason }) => reason));
    const Responses = results.map(({ output }) => (output?.Item ? { Item: output.Item } : {}));
    return { Responses, ...capacity(request.ReturnConsumedCapacity, gets, "ReadCapacityUnits") };
  }

  /** A write that is no transaction: refused while a transaction writes to the same item. */
  refuseConflict(operation: Write, input: object): void {
    if (this.#underWay.size === 0 || this.deps.conflicts === 0) return;
    const target = this.#target(this.engine.check(operation, input));
    if (!this.#underWay.has(target) || !this.deps.random.chance(this.deps.conflicts)) return;
    throw new AwsError("TransactionConflictException", "Transaction is ongoing for the item");
  }

  /** @throws AwsError where DynamoDB says so before it looks at any table. */
  #action(item: TransactWrite["TransactItems"][number]): Action {
    const given = writeKinds.filter(({ member }) => item[member] !== undefined);
    const [kind] = given;
    if (!kind)
      throw invalid(
        "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request",
      );
    if (given.length > 1)
      throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
    const checked = this.engine.check(kind.operation, item[kind.member] ?? {});
    return { kind, checked, target: this.#target(checked) };
  }

  #target(checked: Checked): string {
    const { TableName, Item, Key } = checked;
    const table = this.store.table(TableName);
    if (!table) throw new AwsError("ResourceNotFoundException", "Requested resource not found");
    const wrong = Item ? validateItem(Item, table) : validateKey(Key ?? {}, table);
    // What is wrong becomes the action's reason, once it is its turn.
    if (wrong) return JSON.stringify([TableName, Item ?? Key]);
    return `${TableName}/${createKey(Item ?? Key ?? {}, table)}`;
  }

  #isRepeated(token: string | undefined, text: string): boolean {
    if (token === undefined) return false;
    if (this.#tokens.has(token))
      throw new AwsError(
        "TransactionInProgressException",
        "The transaction with the given request token is already in progress.",
      );
    const limit = this.deps.clock.now() - idempotencyMs;
    for (const [old, { at }] of this.#carriedOut) {
      if (at > limit) break;
      this.#carriedOut.delete(old);
    }
    const before = this.#carriedOut.get(token);
    if (!before) return false;
    if (before.text === text) return true;
    throw new AwsError(
      "IdempotentParameterMismatchException",
      "The request uses the same client token as a previous, but non-identical request.",
    );
  }

  #refuseUnfit(actions: readonly Action[]): void {
    refuseDoubles(actions.map(({ target }) => target));
    const bytes = actions.reduce((sum, { checked }) => sum + itemBytes(checked.Item ?? {}), 0);
    if (bytes > maxBytes)
      throw invalid(`Transaction payload size cannot exceed 4MB. Payload Size: ${bytes}`);
  }

  #refuseConflicts(actions: readonly Pick<Action, "target">[]): void {
    if (this.#underWay.size === 0) return;
    refuseFailed(
      actions.map(({ target }) =>
        this.#underWay.has(target) && this.deps.random.chance(this.deps.conflicts)
          ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }
          : none,
      ),
    );
  }

  /** Gives way once, so that what arrives at the same time can be in conflict with it. */
  async #whileOthersArrive(actions: readonly Action[], token?: string): Promise<void> {
    if (this.deps.conflicts === 0) return;
    if (token !== undefined) this.#tokens.add(token);
    for (const { target } of actions)
      this.#underWay.set(target, (this.#underWay.get(target) ?? 0) + 1);
    await new Promise((resolve) => setImmediate(resolve));
    if (token !== undefined) this.#tokens.delete(token);
    for (const { target } of actions) {
      const left = (this.#underWay.get(target) ?? 0) - 1;
      if (left > 0) this.#underWay.set(target, left);
      else this.#underWay.delete(target);
    }
  }

  #carryOut(actions: readonly Action[], returned: string | undefined): object {
    return this.store.atomically(() => {
      const results = actions.map((action) => this.#outcome(() => this.#perform(action)));
      refuseFailed(results.map(({ reason }) => reason));
      const checked = actions.map((action) => action.checked);
      return capacity(returned, checked, "WriteCapacityUnits");
    });
  }

  #perform({ kind, checked }: Action): object {
    if (kind.member !== "ConditionCheck") return this.engine.writeChecked(kind.operation, checked);
    const table = this.store.table(checked.TableName);
    const wrong = table && validateKey(checked.Key ?? {}, table);
    if (!table || wrong) throw awsError(wrong);
    const Item = this.engine.itemOf(checked, table);
    const failed = checkConditional(checked, Item);
    if (!failed) return {};
    const shown = checked.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && Item;
    const { code, message, status } = awsError(failed);
    throw new AwsError(code, message, status, shown ? { Item } : {});
  }

  #outcome<T>(work: () => T): { readonly reason: CancellationReason; readonly output?: T } {
    try {
      return { reason: none, output: work() };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Code = reasonCodes[error.code];
      if (!Code) throw error;
      return { reason: { ...error.details, Code, Message: error.message } };
    }
  }
}

const none: CancellationReason = { Code: "None" };

/** The reason's code by that of the exception which the action would end in alone. */
const reasonCodes: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  ValidationException: "ValidationError",
};

function refuseFailed(reasons: readonly CancellationReason[]): void {
  if (reasons.every(({ Code }) => Code === "None")) return;
  const codes = reasons.map(({ Code }) => Code).join(", ");
  throw new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function refuseDoubles(targets: readonly string[]): void {
  if (new Set(targets).size < targets.length)
    throw invalid("Transaction request cannot include multiple operations on one item");
}

/**
 * A transaction costs two units an item; larger items (unverified) are not counted by size here.
 */
function capacity(
  returned: string | undefined,
  checked: readonly Checked[],
  member: "ReadCapacityUnits" | "WriteCapacityUnits",
): object {
  if (returned !== "TOTAL" && returned !== "INDEXES") return {};
  const tables = [...new Set(checked.map(({ TableName }) => TableName))];
  return {
    ConsumedCapacity: tables.map((TableName) => {
      const units = 2 * checked.filter((one) => one.TableName === TableName).length;
      return { TableName, CapacityUnits: units, [member]: units };
    }),
  };
}

/** With the members of objects in one order, so that equal requests have equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
