import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument } from "yaml";

/**
 * The stacks of the local state. Pulumi writes a new stack's encryption salt into the stack's file;
 * so that it leaves the repository's files alone, a stack is made in a folder of its own, and
 * commands get a copy of the repository's file with that salt.
 */
export class StackFiles {
  readonly #folder: string;

  constructor(
    private readonly root: string,
    home: string,
  ) {
    this.#folder = join(home, "settings");
  }

  isMade(stack: string): boolean {
    return existsSync(this.#settings(stack));
  }

  /** Where commands that write a stack's file, such as `pulumi stack init`, are to be run. */
  folder(): string {
    mkdirSync(this.#folder, { recursive: true });
    const { name } = parse(readFileSync(join(this.root, "Pulumi.yaml"), "utf8"));
    writeFileSync(join(this.#folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    return this.#folder;
  }

  /**
   * A copy of the stack's file, or of the one that the person names, fit for the local state.
   * @returns its path.
   */
  configFile(stack: string, named?: string): string {
    const salt: unknown = parse(readFileSync(this.#settings(stack), "utf8"))?.encryptionsalt;
    const source = named ?? join(this.root, `Pulumi.${stack}.yaml`);
    if (!existsSync(source))
      throw new Error(
        `Stack "${stack}" has no file ${source}: name a stack that has one, or write it.`,
      );
    const document = parseDocument(readFileSync(source, "utf8"));
    for (const key of ["secretsprovider", "encryptedkey"]) document.delete(key);
    document.set("encryptionsalt", salt);
    const path = join(this.#folder, `config.${stack}.yaml`);
    writeFileSync(path, document.toString());
    return path;
  }

  #settings(stack: string): string {
    return join(this.#folder, `Pulumi.${stack}.yaml`);
  }
}
