import type { Disposition, Refusal, Suppression } from "./outcome";

/** What one code of a provider means for us, and who says so. */
export interface CodeMeaning {
  readonly disposition: Disposition;
  readonly alarm: boolean;
  readonly isOfSender?: boolean;
  readonly suppression?: Suppression;
  readonly waitMs?: number;
  /** In our words; for people. */
  readonly means: string;
  /** The page or file that documents the code. */
  readonly source: string;
}

/** One provider's codes. */
export interface CodeTable {
  readonly codes: Readonly<Record<string, CodeMeaning>>;
  /** What a code that is not in the table counts as, in its own right counted as unknown. */
  readonly unknown: CodeMeaning;
}

/** Looks a code up; `Exception:REASON` falls back to `Exception`. */
export function refusalOf(table: CodeTable, code: string): Refusal {
  const known = table.codes[code] ?? table.codes[code.split(":")[0] ?? code];
  const { disposition, alarm, isOfSender, suppression, waitMs, means } = known ?? table.unknown;
  return {
    disposition,
    alarm,
    code,
    known: known !== undefined,
    ...(isOfSender ? { isOfSender } : {}),
    ...(suppression ? { suppression } : {}),
    ...(waitMs === undefined ? {} : { waitMs }),
    explanation: means,
  };
}
