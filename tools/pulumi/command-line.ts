/** The parts of a `pulumi` command line that matter here. */
export interface CommandLine {
  /** Such as `preview`, or `stack rm`: the words before the first flag. */
  readonly words: readonly string[];
  readonly stack: string | undefined;
  readonly configFile: string | undefined;
  /** The command line without its `--config-file`. */
  readonly rest: readonly string[];
}

export function readCommandLine(args: readonly string[]): CommandLine {
  const { value: configFile, rest } = takeFlag(args, ["--config-file"]);
  const { value: stack } = takeFlag(args, ["--stack", "-s"]);
  const firstFlag = args.findIndex((arg) => arg.startsWith("-"));
  return { words: firstFlag < 0 ? args : args.slice(0, firstFlag), stack, configFile, rest };
}

/** Commands that read a stack's config and can be told where it is. */
export function readsConfigFile({ words }: CommandLine): boolean {
  return [
    "preview",
    "pre",
    "up",
    "update",
    "refresh",
    "destroy",
    "dn",
    "down",
    "import",
    "watch",
  ].includes(words[0] ?? "");
}

function takeFlag(
  args: readonly string[],
  names: readonly string[],
): { value: string | undefined; rest: readonly string[] } {
  const at = args.findIndex(
    (arg) => names.includes(arg) || names.some((name) => arg.startsWith(`${name}=`)),
  );
  const flag = args[at];
  if (flag === undefined) return { value: undefined, rest: args };
  const equals = flag.indexOf("=");
  const inOne = equals > 0;
  return {
    value: inOne ? flag.slice(equals + 1) : args[at + 1],
    rest: args.filter((_, index) => index !== at && (inOne || index !== at + 1)),
  };
}
