import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as v from "valibot";
import type { Clock } from "../../ports";
import { clientTimeouts } from "../aws/client-timeouts";
import { parseJson, readAs } from "../payload";

/**
 * Twilio's auth tokens, the one to sign in with first. While a token is being changed there are two
 * (Twilio, "Auth Tokens and How to Change Them"), and either may have signed a webhook.
 */
export type AuthTokens = readonly [primary: string, ...others: string[]];

const token = v.pipe(v.string(), v.minLength(1));

/**
 * The secret's value: `{"authToken": "…"}`, or `{"primary": "…", "secondary": "…"}` while it
 * is being changed. The secret changes before Twilio does.
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

/** What takes and gives auth tokens knows of them. */
export interface HeldTokens {
  /** Those of the secret, read minutes ago at most. */
  tokens(): Promise<AuthTokens>;
  /**
   * Reads them again because one was refused, or a signature fits none.
   * @returns undefined where those at hand are still new.
   * @throws when the secret cannot be read: then nobody knows whether the refused one is right.
   */
  fresh(): Promise<AuthTokens | undefined>;
}

/** A token that is gone from the secret is accepted for this long. */
const timeToLiveMs = 5 * 60_000;

/** Unless the secret cannot be read: the last good ones then serve for this long. */
const longestUnreadMs = 60 * 60_000;

/** However many requests are refused, the secret is not read again before this is over. */
const betweenReadsMs = 10_000;

/** And after a read that failed, not before this is. */
const afterFailureMs = 1_000;

/** Replaced by what was read, never by a failure to read. */
export class TwilioAuthTokens implements HeldTokens {
  #held: { readonly tokens: AuthTokens; readonly readAt: number } | undefined;
  #failed: { readonly error: unknown; readonly at: number } | undefined;
  #reading: Promise<AuthTokens> | undefined;

  constructor(
    private readonly secretArn: string,
    private readonly clock: Clock,
    private readonly client = new SecretsManagerClient(clientTimeouts),
  ) {}

  async tokens(): Promise<AuthTokens> {
    const age = this.#age();
    if (this.#held && age < timeToLiveMs) return this.#held.tokens;
    try {
      return await this.#read();
    } catch (error) {
      if (this.#held && age < longestUnreadMs) return this.#held.tokens;
      throw error;
    }
  }

  async fresh(): Promise<AuthTokens | undefined> {
    return this.#age() < betweenReadsMs ? undefined : this.#read();
  }

  #age(): number {
    return this.#held ? this.clock.now() - this.#held.readAt : Number.POSITIVE_INFINITY;
  }

  /** One read at a time, whoever asks meanwhile. */
  #read(): Promise<AuthTokens> {
    const failed = this.#failed;
    if (failed && this.clock.now() - failed.at < afterFailureMs)
      return Promise.reject(failed.error);
    this.#reading ??= this.#readNow().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readNow(): Promise<AuthTokens> {
    const readAt = this.clock.now();
    try {
      const tokens = await this.#secret();
      this.#held = { tokens, readAt };
      this.#failed = undefined;
      return tokens;
    } catch (error) {
      this.#failed = { error, at: this.clock.now() };
      throw error;
    }
  }

  async #secret(): Promise<AuthTokens> {
    const { SecretString } = await this.client.send(
      new GetSecretValueCommand({ SecretId: this.secretArn }),
    );
    const what = `Secret ${this.secretArn}`;
    return readAs(secretValue, parseJson(SecretString ?? "", what), what);
  }
}
