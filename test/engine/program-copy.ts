import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root as original } from "./pulumi-command";

/** The program in a folder of its own, where a test may edit it. */
export class ProgramCopy {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-program-"));

  constructor() {
    const copied = ["infra", "tools", "urns.lock"];
    for (const entry of readdirSync(original).filter((name) => name !== ".git")) {
      const [from, to] = [join(original, entry), join(this.root, entry)];
      if (copied.includes(entry)) cpSync(from, to, { recursive: true });
      else symlinkSync(from, to);
    }
  }

  /** @throws when nothing is to be replaced. */
  edit(file: string, change: (text: string) => string): void {
    const before = readFileSync(join(this.root, file), "utf8");
    const after = change(before);
    if (after === before) throw new Error(`The edit changes nothing in ${file}.`);
    writeFileSync(join(this.root, file), after);
  }

  /** As it is in the repository. */
  restore(file: string): void {
    cpSync(join(original, file), join(this.root, file));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
