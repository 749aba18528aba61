import { parseArgs } from "node:util";
import { nearest } from "../../infra/config/schema";

/** What `npm start` is asked to do. */
export interface Options {
  readonly stack: "dev" | "prod";
  /** Stack config values by Pulumi's path form, in the order given. */
  readonly set: readonly string[];
  readonly port: number;
  readonly task:
    | { readonly kind: "serve" }
    | { readonly kind: "demo" }
    | { readonly kind: "event"; readonly file: string };
}

export const usage = `npm start -- [options]

  --stack dev|prod     which stack file to run (default dev)
  --set path=value     a stack config value, by Pulumi's path form; repeatable:
                       --set rollout.awsWeight=25 --set twilio.stage=backup
  --port number        where the page listens on 127.0.0.1 (default 8080; a taken port moves on
                       to the next one)
  --demo               a scripted tour in the terminal, then exit: 0 if every expectation held,
                       1 otherwise
  --event FILE         publish this recorded event (examples/events has one of every kind) at the
                       time that it names, print what the system did with it, exit: 0 if it was
                       read, 1 if nothing could read it or it ended as a dead letter
  --help               this text
`;

const known = {
  stack: { type: "string" },
  set: { type: "string", multiple: true },
  port: { type: "string" },
  demo: { type: "boolean" },
  event: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** A command line that cannot be taken; the message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @returns the options, or `help` when the usage was asked for. @throws UsageError */
export function parseOptions(args: readonly string[]): Options | "help" {
  const { values } = parsed(args);
  if (values.help) return "help";
  if (values.demo && values.event !== undefined)
    throw new UsageError("--demo and --event do not go together.");
  return {
    stack: stackOf(values.stack ?? "dev"),
    set: values.set ?? [],
    port: portOf(values.port ?? "8080"),
    task: taskOf(values),
  };
}

function parsed(args: readonly string[]) {
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional")
      throw new UsageError(`"${token.value}" is not an option. See npm start -- --help.`);
    if (token.kind === "option" && !Object.hasOwn(known, token.name))
      throw unknownOption(token.rawName);
  }
  try {
    return parseArgs({ args: [...args], options: known });
  } catch (error) {
    // Node's own message is about its API; what is wrong is always the value.
    const name = /--(\w+)/.exec((error as Error).message)?.[1] ?? "an option";
    throw new UsageError(
      `The value of --${name} is missing or not allowed. See npm start -- --help.`,
    );
  }
}

function unknownOption(rawName: string): UsageError {
  const name = rawName.replace(/^-+/, "");
  const near = nearest(name, Object.keys(known), 3);
  const meant = near ? ` Did you mean --${near}?` : "";
  return new UsageError(`${rawName} is not an option.${meant} See npm start -- --help.`);
}

function stackOf(text: string): Options["stack"] {
  if (text === "dev" || text === "prod") return text;
  throw new UsageError(`--stack is dev or prod, not "${text}".`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port is a number from 0 to 65535, not "${text}".`);
}

function taskOf({
  demo,
  event,
}: {
  demo?: boolean | undefined;
  event?: string | undefined;
}): Options["task"] {
  if (demo) return { kind: "demo" };
  if (event !== undefined) return { kind: "event", file: event };
  return { kind: "serve" };
}
