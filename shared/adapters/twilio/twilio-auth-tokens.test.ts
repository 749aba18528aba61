import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { TwilioAuthTokens } from "./twilio-auth-tokens";

let now = 0;
let reads = 0;
let secret: () => Promise<string>;

beforeEach(() => {
  now = 0;
  reads = 0;
  secret = async () => '{"authToken":"one"}';
});

function credentials(): TwilioAuthTokens {
  const send = async () => {
    reads += 1;
    return { SecretString: await secret() };
  };
  const clock = { now: () => now, wait: async () => {} };
  return new TwilioAuthTokens("arn:secret", clock, { send } as unknown as SecretsManagerClient);
}

describe("TwilioAuthTokens", () => {
  it("reads the secret once", async () => {
    const kept = credentials();
    expect(await Promise.all([kept.tokens(), kept.tokens()])).toEqual([["one"], ["one"]]);
    expect(reads).toBe(1);
  });

  it("reads it again when asked, but not more often than once a minute", async () => {
    const kept = credentials();
    await kept.tokens();
    secret = async () => '{"primary":"two","secondary":"one"}';
    now = 59_999;
    expect(await kept.fresh()).toBeUndefined();
    now = 60_000;
    expect(await kept.fresh()).toEqual(["two", "one"]);
    expect(await kept.tokens()).toEqual(["two", "one"]);
  });

  it("does not keep a failure", async () => {
    const kept = credentials();
    secret = () => Promise.reject(new Error("throttled"));
    await expect(kept.tokens()).rejects.toThrow("throttled");
    secret = async () => '{"authToken":"one"}';
    expect(await kept.tokens()).toEqual(["one"]);
  });

  it("says which secret is unreadable and nothing of it", async () => {
    secret = async () => "hunter2";
    await expect(credentials().tokens()).rejects.toThrow(
      "Secret arn:secret is not JSON (7 characters).",
    );
    secret = async () => '{"token":"hunter2"}';
    await expect(credentials().tokens()).rejects.toThrow(
      /^Secret arn:secret cannot be read: (?!.*hunter2)/,
    );
  });
});
