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

/**
 * Deletes items some time after they have expired. AWS promises "within a few days" only: here it
 * takes between a minute and 48 hours, on the seed. Until then reads show them.
 */
export class Expiry {
  /** When somebody next looks at an item, by table and key. */
  readonly #looks = new Map<string, { readonly due: number; readonly callOff: () => void }>();

  constructor(private readonly deps: ExpiryDeps) {}

  /** Call it whenever an item was put, and when its table's attribute became another one. */
  follow(table: string, key: string): void {
    const expiresAt = this.deps.expiresAt(table, key);
    if (expiresAt === undefined) return;
    const { clock, random } = this.deps;
    const now = clock.now();
    if (expiresAt < now - oldestMs) return;
    const due = Math.max(expiresAt, now) + minute + random.below(48 * hour - minute);
    const id = `${table}/${key}`;
    const planned = this.#looks.get(id);
    // An expiry that was put off is found when somebody looks.
    if (planned && planned.due <= due) return;
    planned?.callOff();
    const callOff = clock.after(due - now, () => this.#look(table, key));
    this.#looks.set(id, { due, callOff });
  }

  #look(table: string, key: string): void {
    this.#looks.delete(`${table}/${key}`);
    const expiresAt = this.deps.expiresAt(table, key);
    if (expiresAt === undefined) return;
    if (expiresAt > this.deps.clock.now()) this.follow(table, key);
    else this.deps.remove(table, key);
  }
}
