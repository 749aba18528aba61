// Runs a TypeScript program of this repository, or with --bin a tool of node_modules, under the
// Node that package.json pins. Plain JavaScript for any Node from 20 on: on a fresh clone it is the
// first thing that runs, and installs what is missing.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, "node_modules", ".package-lock.json");
const lock = join(root, "package-lock.json");
const bin = join(root, "node_modules", ".bin");

/** What is young in a heap is soon gone: more room for it is memory held for nothing. */
const memory = ["--max-semi-space-size=8"];

requireNode20();
install();
run(process.argv.slice(2));

function requireNode20() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major >= 20) return;
  console.error(
    `This project needs Node 20 or newer to start; this is Node ${process.versions.node}.`,
  );
  process.exit(1);
}

function install() {
  const reason = !existsSync(installed)
    ? "node_modules is missing"
    : statSync(installed).mtimeMs < statSync(lock).mtimeMs
      ? "node_modules is older than package-lock.json"
      : undefined;
  if (!reason) return;
  console.error(`install  ${reason}: npm install (once, about half a minute)`);
  const started = Date.now();
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional packages.
  const npm = spawnSync(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: root,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    },
  );
  if (npm.status !== 0) {
    console.error("install  npm install failed; its own message is above.");
    process.exit(npm.status ?? 1);
  }
  process.env.INSTALL_MILLISECONDS = String(Date.now() - started);
}

function run(args) {
  const [first, ...rest] = args;
  const command =
    first === "--bin"
      ? [join(bin, rest[0]), ...rest.slice(1)]
      : [...memory, "--import", "tsx", join(root, first), ...rest];
  const child = spawn(join(bin, "node"), command, {
    cwd: root,
    stdio: "inherit",
    env: {
      // Otherwise glibc keeps freed memory apart for each of the functions' threads.
      MALLOC_ARENA_MAX: "2",
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    },
  });
  // Ctrl-C reaches the child too: it stops by itself, and this process ends with it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
