import { ProgramError, ResourceError, StackSettingsError } from "end-user-messaging-simulator";
import { parseOptions, UsageError, usage } from "./command-line/options";
import { EventFileError, publishEvent } from "./command-line/publish-event";
import { serve } from "./command-line/serve";
import { walkTour } from "./command-line/walk-tour";

/** `npm start`: see `command-line/options.ts` for what it can be asked. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === "help") {
    process.stdout.write(usage);
    return 0;
  }
  switch (options.task.kind) {
    case "serve":
      return serve(options);
    case "demo":
      return walkTour(options);
    case "event":
      return publishEvent(options, options.task.file);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // A person's mistake is told in one message; only a fault of ours shows where it happened.
    process.stderr.write(
      `${isForPeople(error) ? error.message : ((error as Error).stack ?? String(error))}\n`,
    );
    if (error instanceof ProgramError && process.argv.includes("--set")) {
      process.stderr.write("(What --set gives is checked as if it stood in that file.)\n");
    }
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);

function isForPeople(error: unknown): error is Error {
  if (error instanceof ProgramError) return error.forThePerson;
  return (
    error instanceof UsageError ||
    error instanceof EventFileError ||
    error instanceof ResourceError ||
    error instanceof StackSettingsError
  );
}
