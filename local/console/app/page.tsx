import { FaultsPanel } from "./faults-panel";
import { LogPanel } from "./log-panel";
import { PageHeader } from "./page-header";
import { RolloutPanel } from "./rollout-panel";
import { SmsPhone } from "./sms-phone";
import { WhatsappPhone } from "./whatsapp-phone";

export function Page() {
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
          <LogPanel />
        </div>
      </main>
      <nav class="jump" aria-label="Parts of the page">
        <a href="#whatsapp">WhatsApp</a>
        <a href="#sms">SMS</a>
        <a href="#rollout">Rollout</a>
        <a href="#log">Log</a>
      </nav>
    </>
  );
}
