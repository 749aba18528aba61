import type { HandOver } from "./event-post";

/** The last deliveries of persons' messages, so that one of them can be made again. */
export class RecentEvents {
  readonly #deliveries = new Map<string, () => Promise<HandOver>>();

  keep(messageId: string, deliver: () => Promise<HandOver>): void {
    this.#deliveries.set(messageId, deliver);
    const oldest = this.#deliveries.keys().next().value;
    if (this.#deliveries.size > 1000 && oldest !== undefined) this.#deliveries.delete(oldest);
  }

  has(messageId: string): boolean {
    return this.#deliveries.has(messageId);
  }

  /** @throws when no message with this id came lately. */
  get(messageId: string): () => Promise<HandOver> {
    const deliver = this.#deliveries.get(messageId);
    if (!deliver)
      throw new Error(
        `No message ${messageId} of a person came lately, so it cannot be delivered again.`,
      );
    return deliver;
  }
}
