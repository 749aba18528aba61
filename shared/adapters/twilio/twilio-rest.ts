import type { Clock } from "../../ports";
import { type OnceAnswer, type SendOnce, sendTimeouts } from "../send-once";
import type { AuthTokens, HeldTokens } from "./twilio-auth-tokens";

export type TwilioForm = Readonly<Record<string, string | readonly string[]>>;

/** A second call is begun only with this much time left. */
const leastMs = 1_000;

/**
 * Twilio's REST API, signed in with the account's auth token (the SDK is ten times the size of
 * everything else in the bundle). A sign-in that is refused was surely not taken: it is tried once
 * more with another token, if there is one, all within the usual time of one request.
 */
export class TwilioRest {
  /** Refused while another was not: no longer the first to be tried. */
  #stale: string | undefined;

  constructor(
    private readonly accountSid: string,
    private readonly credentials: HeldTokens,
    private readonly clock: Clock,
    private readonly once: Pick<SendOnce, "request">,
  ) {}

  tokens(): Promise<AuthTokens> {
    return this.credentials.tokens();
  }

  /** @throws NotTakenError, NoAnswerError */
  async call(
    tokens: AuthTokens,
    method: "GET" | "POST",
    url: URL,
    form?: TwilioForm,
  ): Promise<OnceAnswer> {
    const endsAt = this.clock.now() + sendTimeouts.totalMs;
    const first = tokens.find((token) => token !== this.#stale) ?? tokens[0];
    const answer = await this.#request(first, method, url, form);
    if (!isRefusedSignIn(answer)) return answer;
    const left = () => endsAt - this.clock.now();
    const other = await within(left() - leastMs, this.#otherToken(tokens, first));
    if (other === undefined || left() < leastMs) return answer;
    const second = await this.#request(other, method, url, form, left());
    if (!isRefusedSignIn(second)) this.#stale = first;
    return second;
  }

  #request(token: string, method: string, url: URL, form?: TwilioForm, totalMs?: number) {
    const sid = `${this.accountSid}:${token}`;
    return this.once.request(
      {
        method,
        url,
        headers: {
          authorization: `Basic ${Buffer.from(sid, "utf8").toString("base64")}`,
          accept: "application/json",
          ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        },
        ...(form ? { body: encoded(form) } : {}),
      },
      totalMs,
    );
  }

  async #otherToken(tokens: AuthTokens, refused: string): Promise<string | undefined> {
    const fresh = await this.credentials
      .fresh()
      .then((read) => read ?? this.credentials.tokens())
      // The secret cannot be read now: what is at hand must do.
      .catch(() => []);
    return [...fresh, ...tokens].find((token) => token !== refused);
  }
}

function isRefusedSignIn({ status }: OnceAnswer): boolean {
  return status === 401 || status === 403;
}

/** A list is one field several times (twilio-node, `arrayFormat: "repeat"`). */
function encoded(form: TwilioForm): string {
  const pairs = Object.entries(form).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as [string, string]),
  );
  return new URLSearchParams(pairs).toString();
}

/** @returns undefined where the time is over first. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, milliseconds), undefined);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
