import { parseArgs } from "node:util";
import type { Alias } from "../../shared/domain/contact/alias";
import { isPhoneNumber } from "../../shared/domain/message/channel";

/** What `npm run contact` is asked to do. */
export type Task =
  | { readonly kind: "show" | "export"; readonly who: Alias }
  | { readonly kind: "erase"; readonly who: Alias; readonly really: boolean }
  | { readonly kind: "import"; readonly file: string; readonly really: boolean };

/** Which system it is done to. */
export type Where =
  | { readonly kind: "local"; readonly controlApi: string }
  | { readonly kind: "stack"; readonly stack: string }
  | {
      readonly kind: "table";
      readonly table: string;
      readonly optOutList: string | undefined;
      readonly mediaBucket: string | undefined;
    };

const usualControlApi = "http://127.0.0.1:8080/control";

export const usage = `npm run contact -- <what> <where>

what
  show <person>        who they are, what they agreed to, and their messages, without the words
  export <person>      all that is kept of them, as JSON
  erase <person>       says what would be deleted; with --yes, deletes it, with the files that they
                       sent. Of each address one keyed hash stays, if they had opted out: so that
                       nothing is sent there
  import <file.csv>    says what a list of opt-outs and opt-ins from Twilio would change; with
                       --yes, writes it. Either a consent list (contact_id, status,
                       date_of_consent; also channel, purpose) or the console's message log

  A person is a phone number, such as +12025550142, or a WhatsApp user id, such as
  US.13491208655302741918.

where
  --local              the system that npm start runs on this machine
  --control-api URL    the same, where its control API is not at ${usualControlApi}
  --stack NAME         a deployed stack, found by the Pulumi CLI; your own AWS credentials
  --table NAME [--opt-out-list NAME] [--media-bucket NAME]
                       a table; AWS_REGION, AWS_ENDPOINT_URL and so on as in any AWS client
`;

/** The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const options = {
  local: { type: "boolean" },
  "control-api": { type: "string" },
  stack: { type: "string" },
  table: { type: "string" },
  "opt-out-list": { type: "string" },
  "media-bucket": { type: "string" },
  yes: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError */
export function readCommandLine(
  args: readonly string[],
): { readonly task: Task; readonly where: Where } | "help" {
  const { values, positionals } = parsed(args);
  if (values.help || args.length === 0) return "help";
  return { task: taskOf(positionals, values.yes ?? false), where: whereOf(values) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} See npm run contact -- --help.`);
  }
}

const tasks = {
  show: (who: string): Task => ({ kind: "show", who: personOf(who) }),
  export: (who: string): Task => ({ kind: "export", who: personOf(who) }),
  erase: (who: string, really: boolean): Task => ({ kind: "erase", who: personOf(who), really }),
  import: (file: string, really: boolean): Task => ({ kind: "import", file, really }),
} as const;

function taskOf([kind = "", subject, ...more]: readonly string[], really: boolean): Task {
  if (!Object.hasOwn(tasks, kind))
    throw new UsageError("What is to be done is one of show, export, erase and import.");
  if (subject === undefined || more.length > 0)
    throw new UsageError(`${kind} takes one ${kind === "import" ? "file" : "person"}.`);
  return tasks[kind as keyof typeof tasks](subject, really);
}

/** Without repeating it: a number belongs in no error text. */
function personOf(text: string): Alias {
  if (isPhoneNumber(text)) return { kind: "phone", value: text };
  if (/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(text)) return { kind: "bsuid", value: text };
  throw new UsageError(
    "A person is a phone number with plus sign and country code, such as +12025550142, or a " +
      "WhatsApp user id, such as US.13491208655302741918.",
  );
}

function whereOf(values: {
  readonly local?: boolean;
  readonly "control-api"?: string;
  readonly stack?: string;
  readonly table?: string;
  readonly "opt-out-list"?: string;
  readonly "media-bucket"?: string;
}): Where {
  const { local, "control-api": controlApi, stack, table } = values;
  const { "opt-out-list": optOutList, "media-bucket": mediaBucket } = values;
  const given = [local || controlApi !== undefined, stack !== undefined, table !== undefined];
  if (given.filter(Boolean).length !== 1)
    throw new UsageError("Say where: one of --local, --stack NAME and --table NAME.");
  for (const name of ["opt-out-list", "media-bucket"] as const)
    if (values[name] !== undefined && table === undefined)
      throw new UsageError(`--${name} goes with --table; elsewhere it is found.`);
  if (stack !== undefined) return { kind: "stack", stack };
  if (table !== undefined) return { kind: "table", table, optOutList, mediaBucket };
  return { kind: "local", controlApi: controlApi ?? usualControlApi };
}
