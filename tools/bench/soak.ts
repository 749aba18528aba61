import type { Bench } from "./figures";
import { lastLineOf } from "./own-process";
import type { SoakResult } from "./soak-run";

/** What the heap may have grown by at the end, since it was filled up. */
const mostGrowth = 1.1;

/** By then all that is kept with a bound, or for 400 days, is as much as it will ever be. */
const filledUp = 25_000;

/** Memory over 50,000 messages and 100 changes of the weight. Takes a while, so it goes by name. */
export const benchSoak: Bench = async (report) => {
  const results: SoakResult[] = [];
  await lastLineOf("tools/bench/soak-run.ts", [], (line) => {
    const result = JSON.parse(line) as SoakResult;
    results.push(result);
    const { messages, weightChanges, heapMib, rssMib } = result;
    const after = `${messages} messages and ${weightChanges} changes`;
    report.progress(`${after}: heap ${heapMib.toFixed(0)} MiB, RSS ${rssMib.toFixed(0)} MiB`);
  });
  const begun = results.find(({ messages }) => messages >= filledUp);
  const ended = results.at(-1);
  if (!begun || !ended) throw new Error("The soak ended before it was measured.");
  report.figure({
    name: `heap after ${ended.messages} messages, ${ended.weightChanges} changes`,
    value: ended.heapMib,
    unit: "MiB",
  });
  report.figure({
    name: `against ${begun.messages} messages`,
    value: ended.heapMib / begun.heapMib,
    unit: "times",
    aim: { most: mostGrowth },
  });
};
