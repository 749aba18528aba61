import { lineKey } from "./line-key";
import { pageState } from "./store";
import { showPreciseTime } from "./wording";

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
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
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
