import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface LockedUrn {
  readonly urn: string;
  /** What it was before it was renamed. */
  readonly former: readonly string[];
}

/**
 * The URNs of what must not be lost, as `urns.lock` keeps them: without stack and project, so the
 * types of the parents with the resource's own, and its name. A star at a name's end stands for
 * any rest. A resource that got another name says so: `NEW was OLD`.
 */
export class UrnsLock {
  readonly locked: readonly LockedUrn[];

  constructor(text: string) {
    this.locked = text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(" was "))
      .map(([urn = "", ...former]) => ({ urn, former }));
  }

  static read(root = resolve(__dirname, "../..")): UrnsLock {
    return new UrnsLock(readFileSync(resolve(root, "urns.lock"), "utf8"));
  }

  /** Where a resource of this type and name has stood, whatever its parents and name were. */
  placesOf(type: string, name: string): readonly string[] {
    return this.locked.flatMap(({ urn, former }) => {
      const [types = "", own = ""] = urn.split("::");
      const isIt = types.split("$").at(-1) === type && fits(own, name);
      return isIt ? [`${types}::${name}`, ...former] : [];
    });
  }
}

/** Whether a locked name, or a whole locked URN, is this one. */
export function fits(locked: string, found: string): boolean {
  return locked.endsWith("*") ? found.startsWith(locked.slice(0, -1)) : locked === found;
}
