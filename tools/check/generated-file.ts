import { readFileSync, writeFileSync } from "node:fs";

export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
  /** What it is written from, such as "the routes". */
  readonly from: string;
  /** The command that writes it. */
  readonly command: string;
}

/** Writes a file that is made from the code; with `--check` it only says whether it is that. */
export function writeGenerated({ file, text, from, command }: GeneratedFile): void {
  if (!process.argv.includes("--check")) {
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  } else if (readFileSync(file, "utf8") === text) {
    console.log(`${file} is what ${from} say.`);
  } else {
    console.error(`${file} is not what ${from} say: ${command} writes it anew.`);
    process.exitCode = 1;
  }
}
