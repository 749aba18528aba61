import type { CrowdResult } from "./crowd-run";
import type { Bench } from "./figures";
import { lastLineOf } from "./own-process";

const sizes = [100, 400, 1600] as const;
const aims = { cpuMs: 12, peakMib: 600 } as const;

/**
 * Everybody writes at once, to each of the stack's numbers in turn. CPU is that of the whole
 * process: the world and the functions in it.
 */
export const benchCrowd: Bench = async (report) => {
  for (const people of sizes) {
    report.progress(`${people} people write at once`);
    const line = await lastLineOf("tools/bench/crowd-run.ts", [String(people)]);
    const result = JSON.parse(line) as CrowdResult;
    const { answered, cpuMs, worldCpuMs, seconds, peakMib, traffic } = result;
    const of = `of ${people} at once:`;
    report.figure({
      name: `${of} answered`,
      value: answered,
      unit: "people",
      aim: { least: people },
    });
    report.figure({ name: `${of} throughput`, value: answered / seconds, unit: "answers/s" });
    report.figure({
      name: `${of} CPU`,
      value: cpuMs / answered,
      unit: "ms/answer",
      aim: { most: aims.cpuMs },
    });
    report.figure({
      name: `${of} CPU of the world's own thread`,
      value: worldCpuMs / answered,
      unit: "ms/answer",
    });
    report.figure({
      name: `${of} peak memory`,
      value: peakMib,
      unit: "MiB",
      aim: { most: aims.peakMib },
    });
    if (people === sizes.at(-1))
      for (const { kind, requests, bytes } of kindsOf(traffic))
        report.figure({
          name: `an answer's calls of ${kind} (${Math.round(bytes / answered)} bytes)`,
          value: requests / answered,
          unit: "calls",
        });
  }
};

interface Kind {
  readonly kind: string;
  readonly requests: number;
  readonly bytes: number;
}

/** By service and operation, most called first. */
function kindsOf(traffic: CrowdResult["traffic"]): readonly Kind[] {
  return traffic
    .map(({ service, operation, requests, requestBytes, responseBytes }) => ({
      kind: `${service}:${operation}`,
      requests,
      bytes: requestBytes + responseBytes,
    }))
    .toSorted((one, other) => other.requests - one.requests);
}
