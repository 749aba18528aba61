import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type GuardName, guardNames, withoutGuard } from "./guards";
import { judge, type Verdict, wrongs } from "./observer";
import { runFaults } from "./run";

const usage =
  "npm run faults -- --seed N --messages N [--hours N] [--without GUARD] [--lines FILE]";
/** Of what is wrong, so many are named. */
const shown = 10;

/** The local system in rough weather, judged by an observer at the phones. Exits with 1 for wrongs. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      messages: { type: "string", default: "200" },
      hours: { type: "string", default: "24" },
      without: { type: "string" },
      lines: { type: "string" },
    },
  });
  const [seed, messages, hours] = [values.seed, values.messages, values.hours].map(positive);
  const guard = guardOf(values.without);
  const sighting = await runFaults({
    seed: seed ?? 1,
    messages: messages ?? 200,
    hours: hours ?? 24,
    ...(guard ? { edit: await withoutGuard(guard) } : {}),
    progress: (text) => console.error(`  … ${text} messages`),
  });
  const verdict = judge(sighting);
  if (values.lines) writeFileSync(values.lines, `${verdict.lines.join("\n")}\n`);
  tell(verdict);
  process.exitCode = verdict.findings.length > 0 ? 1 : 0;
}

function positive(text: string | undefined): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`"${text}" is not a whole number above 0: ${usage}`);
}

function guardOf(name: string | undefined): GuardName | undefined {
  if (name === undefined) return undefined;
  const found = guardNames.find((one) => one === name);
  if (found) return found;
  throw new Error(`There is no guard "${name}": there are ${guardNames.join(", ")}.`);
}

function tell(verdict: Verdict): void {
  const { sent, answered, silent, unknown, swallowed, findings, struck, digest } = verdict;
  const line = (name: string, value: number | string) => console.log(name.padEnd(24), value);
  line("sent", sent);
  line("answered", answered);
  line("rightly silent", silent);
  line("unknown", `${unknown}  (at most ${swallowed}: what the world swallowed)`);
  for (const wrong of wrongs)
    line(wrong, findings.filter((finding) => finding.wrong === wrong).length);
  for (const [kind, count] of Object.entries(struck)) line(`struck: ${kind}`, count);
  line("digest", digest);
  for (const { wrong, what, trace } of findings.slice(0, shown))
    console.log(`${wrong}: ${what}  (trace ${trace})`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
