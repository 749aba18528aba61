import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useWorldClock, worldTime } from "./acting";
import { DashboardView } from "./dashboards";
import { TableList } from "./inspect";
import type { Alarm, PageState, QueueView } from "./state";
import { pageState } from "./store";
import { showDate, showSeconds } from "./wording";
import { ClockSection, FailureSection } from "./world-controls";
import { AlarmList, DeploymentList, EmailList, IgnoredList, QueueList } from "./world-lists";

/** What is around the phones and the program: the clock, alarms, queues, mails, deployments. */
export function WorldPanel() {
  const open = useSignal(false);
  return (
    <section class="panel world" id="world" aria-labelledby="world-title" data-open={open.value}>
      <div class="world-head">
        <h2 id="world-title">
          <button
            type="button"
            class="unfold"
            aria-expanded={open.value}
            aria-controls="world-body"
            onClick={() => {
              open.value = !open.value;
            }}
          >
            World
          </button>
        </h2>
        <Matters />
        <WorldTime />
      </div>
      <div id="world-body" hidden={!open.value}>
        {open.value && <WorldBody />}
      </div>
    </section>
  );
}

/** What somebody should look at; nothing while all is well. */
function Matters() {
  const ringing = ringingIn(pageState.value?.alarms ?? []);
  const failures = pageState.value?.failures.length ?? 0;
  const dead = deadLettersIn(pageState.value?.queues ?? []);
  return (
    <p class="matters" role="status">
      {ringing > 0 && <span>{count(ringing, "alarm rings", "alarms ring")}</span>}
      {failures > 0 && <span>{count(failures, "failure set", "failures set")}</span>}
      {dead > 0 && <span>{count(dead, "dead letter", "dead letters")}</span>}
    </p>
  );
}

function WorldTime() {
  const clock = useWorldClock((speed) => (speed > 1 ? 200 : 1000));
  if (!clock) return null;
  const now = worldTime(clock);
  return (
    <time class="world-time" dateTime={new Date(now).toISOString()}>
      {showDate(now)}, {showSeconds(now)}
    </time>
  );
}

function WorldBody() {
  const state = pageState.value;
  if (!state) return null;
  return (
    <>
      <ClockSection />
      <Section title="Failures" summary={failureSummary(state.failures.length)}>
        <FailureSection failures={state.failures} />
      </Section>
      <Section title="Alarms" summary={alarmSummary(state.alarms)}>
        <AlarmList alarms={state.alarms} />
      </Section>
      <Section title="Queues" summary={queueSummary(state.queues)}>
        <QueueList queues={state.queues} />
      </Section>
      <Section
        title="Mails"
        summary={{ text: state.emails.length === 0 ? "none" : String(state.emails.length) }}
      >
        <EmailList emails={state.emails} subscriptions={state.subscriptions} />
      </Section>
      <Section title="Tables" summary={tableSummary(state)} onlyOpen>
        <TableList tables={state.tables} />
      </Section>
      {state.dashboards.map((name) => (
        <Section key={name} title="Dashboard" summary={{ text: name }} onlyOpen>
          <DashboardView name={name} />
        </Section>
      ))}
      <Section title="Deployments" summary={{ text: String(state.deployments.length) }}>
        <DeploymentList deployments={state.deployments} />
      </Section>
      <Section title="Ignored by the simulator" summary={ignoredSummary(state.ignored.length)}>
        <IgnoredList ignored={state.ignored} />
      </Section>
    </>
  );
}

interface Summary {
  readonly text: string;
  readonly isBad?: boolean;
}

interface SectionProps {
  readonly title: string;
  readonly summary: Summary;
  readonly children: ComponentChildren;
  /** What is folded is not even made. */
  readonly onlyOpen?: boolean;
}

function Section({ title, summary, children, onlyOpen = false }: SectionProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class="world-section" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <h3>{title}</h3> <span data-bad={summary.isBad ?? false}>{summary.text}</span>
      </summary>
      <div class="world-section-body">{(open || !onlyOpen) && children}</div>
    </details>
  );
}

function alarmSummary(alarms: readonly Alarm[]): Summary {
  const ringing = ringingIn(alarms);
  if (ringing > 0) return { text: count(ringing, "rings", "ring"), isBad: true };
  if (alarms.length === 0) return { text: "none" };
  const silent = alarms.filter(({ state }) => state === "INSUFFICIENT_DATA").length;
  const fine = alarms.length - silent;
  const parts = [fine > 0 && `${fine} OK`, silent > 0 && `${silent} without data`];
  return { text: parts.filter((part) => part !== false).join(", ") };
}

function queueSummary(queues: readonly QueueView[]): Summary {
  const dead = deadLettersIn(queues);
  if (dead > 0) return { text: count(dead, "dead letter", "dead letters"), isBad: true };
  const held = queues.reduce((sum, queue) => sum + heldIn(queue), 0);
  return { text: held === 0 ? "empty" : count(held, "message", "messages") };
}

function ignoredSummary(properties: number): Summary {
  return { text: properties === 0 ? "nothing" : count(properties, "property", "properties") };
}

function failureSummary(set: number): Summary {
  return set === 0 ? { text: "none set" } : { text: `${set} set`, isBad: true };
}

function ringingIn(alarms: readonly Alarm[]): number {
  return alarms.filter(({ state }) => state === "ALARM").length;
}

function deadLettersIn(queues: readonly QueueView[]): number {
  const dead = queues.filter(({ takesDeadLetters }) => takesDeadLetters);
  return dead.reduce((sum, queue) => sum + heldIn(queue), 0);
}

function heldIn({ visible, inFlight, delayed }: QueueView): number {
  return visible + inFlight + delayed;
}

function tableSummary({ tables }: PageState): Summary {
  return { text: tables.length === 0 ? "none" : tables.join(", ") };
}

function count(many: number, one: string, several: string): string {
  return `${many} ${many === 1 ? one : several}`;
}
