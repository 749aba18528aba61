import type { OutsideHost, WireRequest, WireResponse } from "../gateway/aws-service";
import { notFound, TwilioError } from "./errors";

/** A request whose account is known, and whose place in the table of routes. */
export interface RestCall {
  readonly accountSid: string;
  /** A part of the path by its name in the route, such as `Sid`. */
  readonly part: (name: string) => string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is bytes; nothing for 204. */
  readonly body?: object;
}

/** What a host answers: by method and path, with `{Name}` for a part that varies. */
export type Routes = Readonly<Record<string, (call: RestCall) => RestAnswer>>;

export interface RestHostOptions {
  readonly host: string;
  readonly routes: Routes;
  /** The account whose credentials the request has. @throws TwilioError */
  readonly authenticate: (request: WireRequest) => string;
}

/** A host of Twilio's REST API: signs in, finds the route, answers in JSON. */
export class RestHost implements OutsideHost {
  readonly host: string;
  readonly service = "twilio";
  readonly #routes: readonly {
    readonly method: string;
    readonly pattern: RegExp;
    readonly answer: (call: RestCall) => RestAnswer;
  }[];

  constructor(private readonly options: RestHostOptions) {
    this.host = options.host;
    this.#routes = Object.entries(options.routes).map(([route, answer]) => {
      const [method = "", path = ""] = route.split(" ");
      const pattern = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+?)");
      return { method, pattern: new RegExp(`^${pattern}$`), answer };
    });
  }

  async handle(request: WireRequest): Promise<WireResponse> {
    try {
      return this.#answer(request);
    } catch (error) {
      if (error instanceof TwilioError) return wire(error.answer());
      throw error;
    }
  }

  /** How Twilio says that it cannot, for failures on command. */
  failed(status: number, code?: string, message?: string): WireResponse {
    const number = code !== undefined && /^\d+$/.test(code) ? Number(code) : undefined;
    const words = message ?? (status === 429 ? "Too many requests" : "Internal server error");
    return wire(new TwilioError(number ?? 20_000 + status, words, status).answer());
  }

  #answer(request: WireRequest): WireResponse {
    const signedIn = this.options.authenticate(request);
    const found = this.#routes.flatMap((route) => {
      const match = route.pattern.exec(request.path);
      return match ? [{ ...route, parts: match.groups ?? {} }] : [];
    });
    if (found.length === 0) throw notFound(request.path);
    const route = found.find(({ method }) => method === request.method);
    if (!route) throw new TwilioError(20004, "Method not allowed", 405);
    const accountSid = route.parts.AccountSid ?? signedIn;
    if (accountSid !== signedIn) throw new TwilioError(20003, "Authenticate", 401);
    return wire(
      route.answer({
        accountSid,
        part: (name) => route.parts[name] ?? "",
        path: request.path,
        query: request.query,
        form: new URLSearchParams(request.body.toString("utf8")),
      }),
    );
  }
}

function wire({ status, headers = {}, body }: RestAnswer): WireResponse {
  if (body === undefined) return { status, headers, body: "" };
  if (Buffer.isBuffer(body)) return { status, headers, body };
  const json = { "content-type": "application/json", ...headers };
  return { status, headers: json, body: JSON.stringify(body) };
}

/** How much a list shows at once: 50, and never more than 1000. */
export function pageSizeOf(query: URLSearchParams): number {
  const asked = Number(query.get("PageSize") ?? 50);
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, 1000) : 50;
}

export interface RestPage<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly size: number;
  /** Of this page, the first, the one before and the next: path and query. */
  readonly uris: {
    readonly own: string;
    readonly first: string;
    readonly previous: string | null;
    readonly next: string | null;
  };
}

/**
 * The page that a request asks for. A page begins after the item whose id its token names, so that
 * what comes in meanwhile moves nothing.
 */
export function restPage<Item extends { readonly sid: string }>(
  all: readonly Item[],
  { path, query }: Pick<RestCall, "path" | "query">,
): RestPage<Item> {
  const size = pageSizeOf(query);
  const token = query.get("PageToken");
  const page = token === null ? 0 : Number(query.get("Page") ?? 1);
  const start = token === null ? 0 : all.findIndex(({ sid }) => `PA${sid}` === token) + 1;
  const items = all.slice(start, start + size);
  const uri = (number: number, after?: string) => {
    const own = new URLSearchParams(query);
    for (const name of ["PageSize", "Page", "PageToken"]) own.delete(name);
    own.set("PageSize", String(size));
    own.set("Page", String(number));
    if (after !== undefined) own.set("PageToken", after);
    return `${path}?${own}`;
  };
  const last = items.at(-1);
  const before = all[start - size - 1];
  return {
    items,
    page,
    size,
    uris: {
      own: uri(page, token ?? undefined),
      first: uri(0),
      previous: start === 0 ? null : uri(page - 1, before && `PA${before.sid}`),
      next: last && start + size < all.length ? uri(page + 1, `PA${last.sid}`) : null,
    },
  };
}
