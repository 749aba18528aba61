import type { CodeMeaning, CodeTable } from "./code-table";
import type { Suppression } from "./outcome";

/** A code's row before its table gives it the source that all of the table have. */
export type CodeRow = Omit<CodeMeaning, "source"> & { readonly source?: string };

/** @param source of every row that names none of its own. */
export function codeTable(source: string, rows: Readonly<Record<string, CodeRow>>): CodeTable {
  return {
    codes: Object.fromEntries(
      Object.entries(rows).map(([code, row]) => [code, { source, ...row }]),
    ),
    unknown: unknownCode,
  };
}

/**
 * What a code that no table has counts as. Not `failover`: it may be a limit of tomorrow, which the
 * other number would evade. Not `retry`: it may be one that is made worse by hurry. A refusal in so
 * many words was not delivered, so waiting sends nothing twice; what stays refused ends with the
 * message's `notAfter`, and each time is counted.
 */
const unknownCode: CodeMeaning = {
  disposition: "wait",
  alarm: true,
  waitMs: 60_000,
  means: "a code that the table does not have",
  source: "our own rule",
};

/** Our account or number at the provider cannot send; somebody must put it right. */
export function failover(means: string): CodeRow {
  return { disposition: "failover", alarm: true, means };
}

/** The message would be refused everywhere, and should never have been sent so. */
export function wrong(means: string): CodeRow {
  return { disposition: "reject", alarm: true, means };
}

/** The message goes nowhere, and nobody has done anything wrong. */
export function hopeless(means: string): CodeRow {
  return { disposition: "reject", alarm: false, means };
}

/** A passing fault of this one message: it says nothing of the sender. */
export function retry(means: string): CodeRow {
  return { disposition: "retry", alarm: false, means };
}

/** A passing fault of the provider or of our number there; in a row, it opens the circuit. */
export function retryFault(means: string, waitMs?: number): CodeRow {
  return { ...retry(means), isOfSender: true, ...(waitMs ? { waitMs } : {}) };
}

/** A limit that comes and goes. */
export function wait(means: string, waitMs?: number): CodeRow {
  return { disposition: "wait", alarm: false, means, ...(waitMs ? { waitMs } : {}) };
}

/** A limit that somebody must look at. */
export function waitAndAlarm(means: string, waitMs?: number): CodeRow {
  return { ...wait(means, waitMs), alarm: true };
}

export function suppress(suppression: Suppression, means: string): CodeRow {
  return { disposition: "suppress", alarm: false, suppression, means };
}

export const second = 1_000;
export const hour = 60 * 60 * second;
