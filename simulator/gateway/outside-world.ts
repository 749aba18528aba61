import type { FaultLog } from "../kernel/fault-log";
import type { OutsideHost, WireRequest, WireResponse } from "./aws-service";
import type { Destination, RequestHead } from "./destination";

/**
 * Over loopback, requests below it carry the host that they are meant for:
 * `/_host/api.twilio.com/2010-04-01/…`.
 */
export const hostPrefix = "/_host/";

/** Finds the one who answers for a host name: a simulated provider, or an API of the account. */
export class OutsideWorld {
  readonly #hosts = new Map<string, OutsideHost>();
  readonly #finders: ((host: string) => OutsideHost | undefined)[] = [];

  constructor(private readonly faults: FaultLog) {}

  add(host: OutsideHost): void {
    this.#hosts.set(host.host.toLowerCase(), host);
  }

  /** For hosts that come and go with the program, such as an API's own. */
  addFinder(finder: (host: string) => OutsideHost | undefined): void {
    this.#finders.push(finder);
  }

  find(host: string): OutsideHost | undefined {
    const name = host.toLowerCase();
    return (
      this.#hosts.get(name) ??
      this.#finders.map((finder) => finder(name)).find((found) => found !== undefined)
    );
  }

  /** By what failures and counts call the hosts that were added. */
  names(): readonly string[] {
    return [...new Set([...this.#hosts.values()].map(({ host, service }) => service ?? host))];
  }

  /** Who answers for a host; one that nobody knows answers that it is not simulated. */
  destination(name: string, head: RequestHead): Destination {
    const { method, path } = head;
    const host = this.find(name);
    const failed = (status: number, code?: string, message?: string) =>
      host?.failed?.(status, code, message) ?? plain(status, message ?? code ?? "");
    return {
      service: host?.service ?? name,
      operation: host?.operation?.(head) ?? `${method} ${path}`,
      answer: (request) => this.#answer(host, name, request),
      throttled: () => failed(429),
      failed,
    };
  }

  /** Who answers a request below `/_host/`. */
  prefixed(head: RequestHead): Destination {
    const rest = head.path.slice(hostPrefix.length);
    const slash = rest.indexOf("/");
    const name = (slash < 0 ? rest : rest.slice(0, slash)).replace(/:\d+$/, "");
    const path = slash < 0 ? "/" : rest.slice(slash);
    const destination = this.destination(name, { ...head, path });
    return {
      ...destination,
      answer: (request) =>
        destination.answer({ ...request, path, headers: { ...request.headers, host: name } }),
    };
  }

  async #answer(
    host: OutsideHost | undefined,
    name: string,
    request: WireRequest,
  ): Promise<WireResponse> {
    if (!host) {
      const message = `The host ${name} is not simulated.`;
      this.faults.report("network", message);
      return plain(502, message);
    }
    try {
      return await host.handle(request);
    } catch (error) {
      this.faults.report(name, `The simulated host ${name} failed: ${(error as Error).message}`);
      return plain(500, "");
    }
  }
}

function plain(status: number, body: string): WireResponse {
  return { status, headers: { "content-type": "text/plain" }, body };
}
