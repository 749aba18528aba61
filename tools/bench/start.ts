import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { quantile } from "./statistics";

const runs = 5;

/**
 * `npm start`'s own program, from the start of its process to the printed address, and the most
 * memory it held. Aim: under 3 s.
 */
export async function benchStart(): Promise<void> {
  const times: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { milliseconds, peakMib } = await startOnce();
    times.push(milliseconds);
    peaks.push(peakMib);
  }
  console.log(
    `start to ready         ${(quantile(times, 0.5) / 1000).toFixed(1)} s (median of ${runs})`,
  );
  console.log(
    `peak memory            ${Number.isNaN(peaks[0]) ? "not told by this system" : mib(peaks)}`,
  );
}

function mib(peaks: readonly number[]): string {
  return `${quantile(peaks, 0.5).toFixed(0)} MiB`;
}

async function startOnce(): Promise<{ milliseconds: number; peakMib: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "local/main.ts", "--port", "0"], {
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
