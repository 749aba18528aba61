import { render } from "preact";
import { followWorld } from "./control";
import { FaultsPanel, LogPanel } from "./log-panel";
import { SmsPhone, WhatsappPhone } from "./phones";
import { RolloutPanel } from "./rollout";
import { connection, pageState } from "./store";
import { showNumber } from "./wording";
import { WorldPanel } from "./world-panel";

function Page() {
  return (
    <>
      <PageHeader />
      <main class="page">
        <div class="phones">
          <WhatsappPhone />
          <SmsPhone />
        </div>
        <div class="panels">
          <RolloutPanel />
          <FaultsPanel />
          <WorldPanel />
          <LogPanel />
        </div>
      </main>
      <nav class="jump" aria-label="Parts of the page">
        <a href="#whatsapp">WhatsApp</a>
        <a href="#sms">SMS</a>
        <a href="#rollout">Rollout</a>
        <a href="#world">World</a>
        <a href="#log">Log</a>
      </nav>
    </>
  );
}

const connectionWords = {
  connecting: "Connecting",
  live: "Live",
  lost: "Connection lost, trying again",
} as const;

function PageHeader() {
  const product = pageState.value?.product;
  return (
    <header class="header">
      <h1>
        AI Nutritionist <span class="header-stack">{product ? `stack ${product.stack}` : ""}</span>
      </h1>
      <p class="header-person">
        {product && (
          <>
            The phones of <strong>{product.person.name}</strong>{" "}
            <span class="number">{showNumber(product.person.number)}</span>
          </>
        )}
      </p>
      <p class="connection" data-connection={connection.value} role="status">
        {connectionWords[connection.value]}
      </p>
    </header>
  );
}

const root = document.getElementById("app");
if (!root) throw new Error("The page has no #app element.");
render(<Page />, root);
followWorld();
