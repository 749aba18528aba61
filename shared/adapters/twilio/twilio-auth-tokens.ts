import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as v from "valibot";
import type { Clock } from "../../ports";
import { parseJson, readAs } from "../payload";

/**
 * Twilio's auth tokens, the one to sign in with first. While a token is being changed there are two
 * (Twilio, "Auth Tokens and How to Change Them").
 */
export type AuthTokens = readonly [primary: string, ...others: string[]];

const token = v.pipe(v.string(), v.minLength(1));

/**
 * The secret's value: `{"authToken": "…"}`, or `{"primary": "…", "secondary": "…"}` while it
 * is being changed.
 */
const secretValue = v.union([
  v.pipe(
    v.looseObject({ authToken: token }),
    v.transform(({ authToken }): AuthTokens => [authToken]),
  ),
  v.pipe(
    v.looseObject({ primary: token, secondary: v.optional(token) }),
    v.transform(
      ({ primary, secondary }): AuthTokens => (secondary ? [primary, secondary] : [primary]),
    ),
  ),
]);

/**
 * Reads the tokens once and keeps them; `fresh` reads them again, but not more often than once a
 * minute.
 */
export class TwilioAuthTokens {
  #kept: { readonly tokens: Promise<AuthTokens>; readonly readAt: number } | undefined;

  constructor(
    private readonly secretArn: string,
    private readonly clock: Clock,
    private readonly client = new SecretsManagerClient({}),
  ) {}

  tokens(): Promise<AuthTokens> {
    return this.#kept?.tokens ?? this.#load();
  }

  /** @returns undefined where those at hand are still new. */
  async fresh(): Promise<AuthTokens | undefined> {
    if (this.#kept && this.clock.now() < this.#kept.readAt + 60_000) return undefined;
    return this.#load();
  }

  #load(): Promise<AuthTokens> {
    const tokens = this.#read();
    this.#kept = { tokens, readAt: this.clock.now() };
    // The caller gets the error; what failed is not kept.
    tokens.catch(() => {
      this.#kept = undefined;
    });
    return tokens;
  }

  async #read(): Promise<AuthTokens> {
    const { SecretString } = await this.client.send(
      new GetSecretValueCommand({ SecretId: this.secretArn }),
    );
    const what = `Secret ${this.secretArn}`;
    return readAs(secretValue, parseJson(SecretString ?? "", what), what);
  }
}
