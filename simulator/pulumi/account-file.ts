import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ControlPlane, type Properties, type ResourceRecord } from "../aws/account/control-plane";
import { modelOf } from "../aws/all-models";
import type { EventDestination } from "../aws/eum-social/linked-wabas";

/** A resource as the file keeps it: what the cloud has, not what a program once asked for. */
interface KeptResource {
  readonly type: string;
  readonly logicalName: string;
  readonly id: string;
  readonly properties: Properties;
}

interface Content {
  readonly resources: readonly KeptResource[];
  /** The event destinations, by WABA id. */
  readonly eventDestinations: Readonly<Record<string, EventDestination>>;
  /** The tags, by WABA id; older files have none. */
  readonly wabaTags?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The simulated account between two commands, one JSON file a stack. A person may edit it: that is
 * drift, and `pulumi refresh` finds it. An account with nothing in it has no file.
 */
export class AccountFile {
  readonly controlPlane = new ControlPlane();
  readonly eventDestinations = new Map<string, EventDestination>();
  readonly wabaTags = new Map<string, Readonly<Record<string, string>>>();

  private constructor(private readonly path: string) {}

  /** @throws when the file is not an account's. */
  static async open(path: string): Promise<AccountFile> {
    const account = new AccountFile(path);
    if (existsSync(path)) await account.#fill(contentOf(path));
    account.controlPlane.onChange(() => account.save());
    return account;
  }

  save(): void {
    const resources = this.controlPlane.everything().map(kept);
    if (resources.length + this.eventDestinations.size + this.wabaTags.size === 0) {
      rmSync(this.path, { force: true });
      return;
    }
    const content: Content = {
      resources,
      eventDestinations: Object.fromEntries(this.eventDestinations),
      ...(this.wabaTags.size === 0 ? {} : { wabaTags: Object.fromEntries(this.wabaTags) }),
    };
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, `${JSON.stringify(content, undefined, 2)}\n`);
    renameSync(`${this.path}.new`, this.path);
  }

  async #fill({ resources, eventDestinations, wabaTags = {} }: Content): Promise<void> {
    for (const resource of resources) await this.controlPlane.put(recordOf(resource));
    for (const [waba, destination] of Object.entries(eventDestinations))
      this.eventDestinations.set(waba, destination);
    for (const [waba, tags] of Object.entries(wabaTags)) this.wabaTags.set(waba, tags);
  }
}

function contentOf(path: string): Content {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(
      `${path}, the simulated account, is not JSON any more: mend it, or delete it to start ` +
        "with an empty account.",
      { cause },
    );
  }
}

function kept({ type, logicalName, id, outputs }: ResourceRecord): KeptResource {
  return { type, logicalName, id, properties: outputs };
}

function recordOf({ type, logicalName, id, properties }: KeptResource): ResourceRecord {
  const inputs = Object.fromEntries(
    Object.entries(properties).filter(([property]) => property in modelOf(type).inputs),
  );
  return { type, logicalName, id, inputs, outputs: properties };
}
