/** What was asked of one operation so far. */
export interface OperationTraffic {
  readonly service: string;
  readonly operation: string;
  readonly requests: number;
  /** Bodies alone, as AWS bills them. */
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** Counts the requests that came to the gateway, by service and operation. */
export class Traffic {
  readonly #counts = new Map<
    string,
    { -readonly [Key in keyof OperationTraffic]: OperationTraffic[Key] }
  >();

  count(service: string, operation: string, requestBytes: number, responseBytes: number): void {
    const key = `${service}:${operation}`;
    const count = this.#counts.get(key) ?? {
      service,
      operation,
      requests: 0,
      requestBytes: 0,
      responseBytes: 0,
    };
    count.requests += 1;
    count.requestBytes += requestBytes;
    count.responseBytes += responseBytes;
    this.#counts.set(key, count);
  }

  /** A copy of the counts as they stand. */
  list(): readonly OperationTraffic[] {
    return [...this.#counts.values()].map((count) => ({ ...count }));
  }

  clear(): void {
    this.#counts.clear();
  }
}
