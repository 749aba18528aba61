import { randomBytes } from "node:crypto";
import type { Session } from "../../gateway/access-control";

/** Temporary credentials as `sts:AssumeRole` gives them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Credentials made at run time for one run of the simulated cloud; each session has its own access
 * key, by which it is recognised. They are not drawn from the seed, which everybody can know.
 */
export class CredentialStore {
  readonly #sessions = new Map<string, Session>();
  readonly #secrets = new Map<string, string>();
  readonly #issued = new Map<string, Credentials>();

  /** The credentials of a session; the same session gets the same ones again. */
  issue(session: Session): Credentials {
    const owner = session.caller.kind === "role" ? session.caller.roleArn : "deployer";
    const key = `${owner}/${session.sessionName}`;
    const before = this.#issued.get(key);
    if (before) return before;
    const credentials = {
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64url"),
      sessionToken: randomBytes(60).toString("base64url"),
    };
    this.#issued.set(key, credentials);
    this.#sessions.set(credentials.accessKeyId, session);
    this.#secrets.set(credentials.accessKeyId, credentials.secretAccessKey);
    return credentials;
  }

  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  secretOf(accessKeyId: string): string | undefined {
    return this.#secrets.get(accessKeyId);
  }
}
