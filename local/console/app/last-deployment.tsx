import { pageState } from "./store";
import { showTime } from "./wording";

interface LastDeploymentProps {
  /** The weight that is being evaluated. */
  readonly evaluating: number | undefined;
  readonly error: string | undefined;
}

/** What the last change of the config did to the program, or that it is being found out. */
export function LastDeployment({ evaluating, error }: LastDeploymentProps) {
  const deployment = pageState.value?.lastDeployment;
  return (
    <div
      class="deployment"
      role="status"
      data-deployment={evaluating !== undefined ? "evaluating" : error ? "failed" : "done"}
    >
      {evaluating !== undefined ? (
        <p class="deployment-line">
          Evaluating the program with <code>rollout.awsWeight = {evaluating}</code> …
        </p>
      ) : error ? (
        <p class="deployment-error">{error}</p>
      ) : deployment ? (
        <>
          <p class="deployment-line">
            {countOf(deployment.changes.length)} in {Math.round(deployment.milliseconds)} ms, at{" "}
            {showTime(deployment.at)}
          </p>
          <ul>
            {deployment.changes.map((change) => (
              <li key={change}>
                <code>{change}</code>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="deployment-line">
          Move the slider: the program is evaluated again and the difference applied.
        </p>
      )}
    </div>
  );
}

function countOf(changes: number): string {
  if (changes === 0) return "Nothing changed";
  return changes === 1 ? "1 resource changed" : `${changes} resources changed`;
}
