import { connection, pageState } from "./store";
import { showNumber } from "./wording";

const connectionWords = {
  connecting: "Connecting",
  live: "Live",
  lost: "Connection lost, trying again",
} as const;

export function PageHeader() {
  const state = pageState.value;
  return (
    <header class="header">
      <h1>
        AI Nutritionist <span class="header-stack">{state ? `stack ${state.stack}` : ""}</span>
      </h1>
      <p class="header-person">
        {state && (
          <>
            The phones of <strong>{state.person.name}</strong>{" "}
            <span class="number">{showNumber(state.person.number)}</span>
          </>
        )}
      </p>
      <p class="connection" data-connection={connection.value} role="status">
        {connectionWords[connection.value]}
      </p>
    </header>
  );
}
