import type { SimulatedClock } from "../../kernel/clock";
import type { SeededRandom } from "../../kernel/random";

const minute = 60_000;
const hour = 60 * minute;
/** DynamoDB leaves alone what expired longer ago: it takes it for a mistake. */
const oldestMs = 5 * 365 * 24 * hour;

export interface ExpiryDeps {
  readonly clock: SimulatedClock;
  readonly random: SeededRandom;
  /** When an item expires, in milliseconds since the epoch; undefined for one that never does. */
  readonly expiresAt: (table: string, key: string) => number | undefined;
  readonly remove: (table: string, key: string) => void;
}

/** A row that somebody looks at in its hour. */
interface Row {
  readonly table: string;
  readonly key: string;
}

/**
 * Deletes items some time after they have expired. AWS promises "within a few days" only: here it
 * takes between a minute and 48 hours, on the seed. Until then reads show them. A timer serves all
 * that fall due in an hour: a table has many rows that live for a year.
 */
export class Expiry {
  /** The hour in which somebody next looks at a row, by table and key. */
  readonly #planned = new Map<string, Map<string, number>>();
  /** By hour; a row that was planned anew for an earlier one is still in the later one too. */
  readonly #hours = new Map<number, Row[]>();

  constructor(private readonly deps: ExpiryDeps) {}

  /** Call it whenever an item was put, and when its table's attribute became another one. */
  follow(table: string, key: string): void {
    const expiresAt = this.deps.expiresAt(table, key);
    if (expiresAt === undefined) return;
    const { clock, random } = this.deps;
    const now = clock.now();
    if (expiresAt < now - oldestMs) return;
    const planned = this.#planned.get(table) ?? new Map<string, number>();
    this.#planned.set(table, planned);
    const at = Math.ceil((Math.max(expiresAt, now) + minute) / hour) + random.below(47);
    // An expiry that was put off is found when somebody looks.
    if ((planned.get(key) ?? Number.POSITIVE_INFINITY) <= at) return;
    planned.set(key, at);
    const rows = this.#hours.get(at);
    if (rows) rows.push({ table, key });
    else {
      this.#hours.set(at, [{ table, key }]);
      clock.after(at * hour - now, () => this.#lookAll(at));
    }
  }

  #lookAll(at: number): void {
    const rows = this.#hours.get(at) ?? [];
    this.#hours.delete(at);
    for (const { table, key } of rows)
      if (this.#planned.get(table)?.get(key) === at) this.#look(table, key);
  }

  #look(table: string, key: string): void {
    this.#planned.get(table)?.delete(key);
    const expiresAt = this.deps.expiresAt(table, key);
    if (expiresAt === undefined) return;
    if (expiresAt > this.deps.clock.now()) this.follow(table, key);
    else this.deps.remove(table, key);
  }
}
