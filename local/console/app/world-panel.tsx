import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { DashboardView } from "./dashboards";
import type { Alarm } from "./state";
import { pageState } from "./store";
import { lookAround, type Surroundings, surroundings, useTicking, worldTime } from "./surroundings";
import { showDate, showSeconds } from "./wording";
import { ClockSection, FailureSection } from "./world-controls";
import { AlarmList, DeploymentList, EmailList, IgnoredList, QueueList } from "./world-lists";

const lookEveryMs = 2_000;

/** What is around the phones and the program: the clock, alarms, queues, mails, deployments. */
export function WorldPanel() {
  const open = useSignal(false);
  const seen = surroundings.value;
  useEffect(() => {
    if (!open.value) return;
    void lookAround();
    const looking = setInterval(() => {
      if (document.visibilityState === "visible") void lookAround();
    }, lookEveryMs);
    return () => clearInterval(looking);
  }, [open.value]);
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
        {seen && <WorldTime seen={seen} />}
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
  const failures = surroundings.value?.failures.length ?? 0;
  const dead = deadLettersIn(surroundings.value);
  return (
    <p class="matters" role="status">
      {ringing > 0 && <span>{count(ringing, "alarm rings", "alarms ring")}</span>}
      {failures > 0 && <span>{count(failures, "failure set", "failures set")}</span>}
      {dead > 0 && <span>{count(dead, "dead letter", "dead letters")}</span>}
    </p>
  );
}

function WorldTime({ seen }: { readonly seen: Surroundings }) {
  useTicking(seen.clock.speed > 1 ? 200 : 1000);
  const now = worldTime(seen);
  return (
    <time class="world-time" dateTime={new Date(now).toISOString()}>
      {showDate(now)}, {showSeconds(now)}
    </time>
  );
}

function WorldBody() {
  const state = pageState.value;
  const seen = surroundings.value;
  if (!state || !seen) return null;
  return (
    <>
      <ClockSection seen={seen} />
      <Section title="Failures" summary={failureSummary(seen.failures.length)}>
        <FailureSection failures={seen.failures} />
      </Section>
      <Section title="Alarms" summary={alarmSummary(state.alarms)}>
        <AlarmList alarms={state.alarms} />
      </Section>
      <Section title="Queues" summary={queueSummary(seen)}>
        <QueueList queues={seen.queues} />
      </Section>
      <Section
        title="Mails"
        summary={{ text: seen.emails.length === 0 ? "none" : String(seen.emails.length) }}
      >
        <EmailList emails={seen.emails} subscriptions={seen.subscriptions} />
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

function queueSummary(seen: Surroundings): Summary {
  const dead = deadLettersIn(seen);
  if (dead > 0) return { text: count(dead, "dead letter", "dead letters"), isBad: true };
  const held = seen.queues.reduce((sum, queue) => sum + heldIn(queue), 0);
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

function deadLettersIn(seen: Surroundings | undefined): number {
  const queues = seen?.queues.filter(({ takesDeadLetters }) => takesDeadLetters) ?? [];
  return queues.reduce((sum, queue) => sum + heldIn(queue), 0);
}

function heldIn({ visible, inFlight, delayed }: Surroundings["queues"][number]): number {
  return visible + inFlight + delayed;
}

function count(many: number, one: string, several: string): string {
  return `${many} ${many === 1 ? one : several}`;
}
