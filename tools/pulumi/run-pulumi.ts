import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  AccountFile,
  ProviderOperations,
  ProviderServer,
  simulatedAccount,
  WabaEndpoint,
} from "end-user-messaging-simulator";
import { besideShims, writeShims } from "./cli";
import { type CommandLine, readCommandLine, readsConfigFile } from "./command-line";
import { StackFiles } from "./stack-files";

export interface PulumiRun {
  readonly cli: string;
  readonly root: string;
  /** Where the local state, the simulated accounts and the CLI's own files live. */
  readonly home: string;
  readonly args: readonly string[];
}

/**
 * Runs one `pulumi` command against the simulated account; the stack is made when the state has
 * none.
 * @returns the exit code.
 */
export async function runPulumi({ cli, root, home, args }: PulumiRun): Promise<number> {
  const line = readCommandLine(args);
  const stack = line.stack ?? process.env.PULUMI_STACK ?? "dev";
  const account = await AccountFile.open(join(home, `account-${stack}.json`));
  const provider = new ProviderServer(new ProviderOperations(account.controlPlane));
  const wabas = new WabaEndpoint(account);
  try {
    const shims = await writeShims(root);
    const environment = environmentOf({
      root,
      shims,
      home,
      stack,
      providerPort: await provider.listen(),
      endpoint: await wabas.listen(),
    });
    const run = (words: readonly string[], cwd = root, quiet = false) =>
      exitOf(besideShims(cli, shims), words, { cwd, environment, quiet });
    const stacks = new StackFiles(root, home);
    if (changesStackFile(line)) return await run(args, stacks.folder());
    if (needsStack(line) && !stacks.isMade(stack)) {
      const made = await run(["stack", "init", stack, "--non-interactive"], stacks.folder(), true);
      if (made !== 0) return made;
    }
    return await run(withConfigFile(line, stacks, stack));
  } finally {
    provider.close();
    wabas.close();
  }
}

function needsStack({ words: [first] }: CommandLine): boolean {
  return !["version", "help", "about", "plugin", "schema", "whoami", undefined].includes(first);
}

/**
 * Commands that write or delete a stack's file; the repository's is not the local state's to touch.
 */
function changesStackFile({ words: [first, second] }: CommandLine): boolean {
  return (
    first === "stack" && ["init", "rm", "rename", "change-secrets-provider"].includes(second ?? "")
  );
}

function withConfigFile(line: CommandLine, stacks: StackFiles, stack: string): readonly string[] {
  if (readsConfigFile(line))
    return [...line.rest, "--config-file", stacks.configFile(stack, line.configFile)];
  return line.configFile === undefined
    ? line.rest
    : [...line.rest, "--config-file", line.configFile];
}

interface CliEnvironment {
  readonly root: string;
  readonly shims: string;
  readonly home: string;
  readonly stack: string;
  readonly providerPort: number;
  /** The simulated AWS endpoint that the program's dynamic resource calls. */
  readonly endpoint: string;
}

function environmentOf({
  root,
  shims,
  home,
  stack,
  providerPort,
  endpoint,
}: CliEnvironment): NodeJS.ProcessEnv {
  const state = join(home, "state");
  mkdirSync(state, { recursive: true });
  withoutAutomaticLog(join(home, "home"));
  const path = [shims, join(root, "node_modules/.bin"), process.env.PATH ?? ""].join(delimiter);
  return {
    ...process.env,
    PATH: path,
    PULUMI_HOME: join(home, "home"),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_STACK: stack,
    // The local state holds no secret; the passphrase is asked for nowhere.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DEBUG_PROVIDERS: `aws:${providerPort}`,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The state holds the functions' code: written once per command, not after each resource.
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_SOCIALMESSAGING: endpoint,
    AWS_REGION: simulatedAccount.region,
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
  };
}

/**
 * The CLI logs all that it does, code and all, 70 MB per command; no setting stops it, a file in
 * the place of its folder does.
 */
function withoutAutomaticLog(cliHome: string): void {
  mkdirSync(cliHome, { recursive: true });
  if (!existsSync(join(cliHome, "logs"))) writeFileSync(join(cliHome, "logs"), "");
}

interface CliRun {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Shows what the command says only when it fails. */
  readonly quiet: boolean;
}

function exitOf(
  cli: string,
  args: readonly string[],
  { cwd, environment, quiet }: CliRun,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(cli, args, {
    cwd,
    env: environment,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
  });
  const said: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => said.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
  child.once("error", reject).once("close", (code) => {
    if (quiet && code !== 0) process.stderr.write(Buffer.concat(said));
    resolve(code ?? 1);
  });
  return promise;
}
