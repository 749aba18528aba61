import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Bench, quantile } from "./figures";

const runs = 5;

/**
 * `npm start`'s own program, from the start of its process to the printed address, and the most
 * memory it held.
 */
export const benchStart: Bench = async (report) => {
  const times: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { milliseconds, peakMib } = await startOnce();
    times.push(milliseconds);
    peaks.push(peakMib);
  }
  report.figure({
    name: `start to ready (median of ${runs})`,
    value: quantile(times, 0.5) / 1000,
    unit: "s",
    aim: { most: 3 },
  });
  report.figure({ name: "peak memory of it", value: quantile(peaks, 0.5), unit: "MiB" });
};

async function startOnce(): Promise<{ milliseconds: number; peakMib: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, "local/main.ts", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await printed(child, "http://127.0.0.1");
  const milliseconds = performance.now() - started;
  const peakMib = peakOf(child);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
  return { milliseconds, peakMib };
}

function printed(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(text)) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`The system ended with ${code} before it was ready:\n${output}`)),
    );
  });
}

/** Linux tells a process's largest resident size; elsewhere the figure is missing. */
function peakOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    // No /proc on this system: the figure is missing, and said to be.
    return Number.NaN;
  }
}
