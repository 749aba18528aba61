import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * A Pulumi project of a test's own, in a temporary folder: `infra/index.ts` with this text, one
 * stack `dev`.
 */
export class TemporaryProgram {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-program-"));

  constructor(program: string, config = "shop:size: 1") {
    mkdirSync(join(this.root, "infra"));
    symlinkSync(resolve(__dirname, "../../node_modules"), join(this.root, "node_modules"));
    writeFileSync(join(this.root, "package.json"), "{}");
    writeFileSync(join(this.root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: infra\n");
    writeFileSync(join(this.root, "Pulumi.dev.yaml"), `config:\n  ${config}\n`);
    this.write(program);
  }

  write(program: string): void {
    writeFileSync(join(this.root, "infra/index.ts"), program);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
