import type { FaultLog } from "../kernel/fault-log";
import type { OutsideHost, WireRequest, WireResponse } from "./aws-service";
import { ResponseLost } from "./response-lost";

/**
 * Requests below it carry the host that they are meant for: `/_host/api.twilio.com/2010-04-01/…`.
 */
export const hostPrefix = "/_host/";

/**
 * Tells a function's `fetch` that the host is not simulated, so that it fails as an unreachable
 * host does.
 */
const refusalHeader = "x-simulated-refusal";

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

  /** Answers a request below `/_host/`. */
  async serve(request: WireRequest): Promise<WireResponse> {
    const rest = request.path.slice(hostPrefix.length);
    const slash = rest.indexOf("/");
    const name = (slash < 0 ? rest : rest.slice(0, slash)).replace(/:\d+$/, "");
    const path = slash < 0 ? "/" : rest.slice(slash);
    const host = this.find(name);
    if (!host) return this.#refuse(name);
    try {
      return await host.handle({ ...request, path, headers: { ...request.headers, host: name } });
    } catch (error) {
      if (error instanceof ResponseLost) throw error;
      this.faults.report(name, `The simulated host ${name} failed: ${(error as Error).message}`);
      return { status: 500, headers: { "content-type": "text/plain" }, body: "" };
    }
  }

  #refuse(name: string): WireResponse {
    const message = `The host ${name} is not simulated, and functions reach no host outside this machine.`;
    this.faults.report("network", message);
    return {
      status: 502,
      headers: { "content-type": "text/plain", [refusalHeader]: "1" },
      body: message,
    };
  }
}
