import { ChangedMeanwhile } from "../../shared/store/dynamo-people";
import { UsageError } from "./command-line";
import { ListError } from "./consent-lines";
import { runContact } from "./run";

// `npm run contact`: see `command-line.ts` for what it can be asked.

runContact(process.argv.slice(2)).then(
  (text) => {
    process.stdout.write(`${text}\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);

/** A person's mistake and AWS's refusal are told in a sentence; only a fault of ours with where. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople =
    error instanceof UsageError ||
    error instanceof ListError ||
    error instanceof ChangedMeanwhile ||
    "$metadata" in error ||
    "code" in error ||
    error.name === "CredentialsProviderError" ||
    // The SDK's own words, without a name of their own.
    error.message === "Region is missing";
  return isForPeople ? error.message : (error.stack ?? error.message);
}
