import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { useStickToEnd } from "./reading";
import type { LogLine } from "./state";
import { pageState } from "./store";
import { showPreciseTime } from "./wording";

const ALL = "";

/** What the functions log, newest at the bottom. */
export function LogPanel() {
  const chosen = useSignal(ALL);
  const state = pageState.value;
  const log = useMemo(
    () => inProgramsWords(state?.log ?? [], state?.product.functionNames ?? {}),
    [state?.log, state?.product.functionNames],
  );
  const names = useMemo(() => [...new Set(log.map(({ name }) => name))].sort(), [log]);
  const lines = useMemo(
    () => log.filter(({ name }) => chosen.value === ALL || name === chosen.value),
    [log, chosen.value],
  );
  return (
    <section class="panel log" id="log" aria-labelledby="log-title">
      <div class="log-head">
        <h2 id="log-title">Functions’ log</h2>
        <label class="only-spoken" for="log-function">
          Show lines of
        </label>
        <select
          id="log-function"
          value={chosen.value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          <option value={ALL}>All functions</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <LogLines lines={lines} />
    </section>
  );
}

interface NamedLine {
  readonly line: LogLine;
  /** `conversation`, not `conversation-1a2b3c4`. */
  readonly name: string;
}

function inProgramsWords(
  lines: readonly LogLine[],
  functionNames: Readonly<Record<string, string>>,
): readonly NamedLine[] {
  return lines.map((line) => ({
    line,
    name: functionNames[line.functionName] ?? line.functionName,
  }));
}

function LogLines({ lines }: { readonly lines: readonly NamedLine[] }) {
  const list = useRef<HTMLDivElement>(null);
  const { atEnd, stayAtEnd } = useStickToEnd(list, lines);
  return (
    <div class="log-place">
      <div
        class="log-lines"
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Log lines, newest last"
      >
        {lines.length === 0 && (
          <p class="log-none">No line yet. Write a message and watch it go through.</p>
        )}
        <ol>
          {lines.map(({ line, name }) => (
            <li key={lineKey(line)} data-level={line.level}>
              <p class="log-line-head">
                <time>{showPreciseTime(line.at)}</time> <b>{name}</b>
                {line.level !== "info" && <span class="level">{line.level}</span>}
              </p>
              <p class="log-text">{line.text}</p>
            </li>
          ))}
        </ol>
      </div>
      {!atEnd && (
        <button type="button" class="to-newest" onClick={stayAtEnd}>
          To the newest
        </button>
      )}
    </div>
  );
}

/** What went wrong in the simulated cloud; nothing at all while all is well. Newest first. */
export function FaultsPanel() {
  const faults = pageState.value?.faults ?? [];
  return (
    <div role="alert" aria-live="polite" class="faults-place">
      {faults.length > 0 && (
        <section class="panel faults" aria-labelledby="faults-title">
          <h2 id="faults-title">
            {faults.length === 1 ? "1 fault" : `${faults.length} faults`}{" "}
            <span>in the simulated cloud</span>
          </h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it */}
          <ol tabIndex={0} aria-label="Faults, newest first">
            {faults.toReversed().map((fault) => (
              <li key={lineKey(fault)}>
                <time>{showPreciseTime(fault.at)}</time> <b>{fault.service}</b> {fault.message}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const keys = new WeakMap<object, number>();
let last = 0;

/** A key for a line that has no id of its own: the same for as long as the page knows the line. */
function lineKey(line: object): number {
  const key = keys.get(line) ?? ++last;
  keys.set(line, key);
  return key;
}
