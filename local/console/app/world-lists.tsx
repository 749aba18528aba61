import { useState } from "preact/hooks";
import { Problem, useAct, useAsked } from "./acting";
import { call } from "./control";
import { indentedJson } from "./inspect";
import { countOf, stepText } from "./rollout";
import type { Alarm, Deployment, Email, Ignored, QueueView, Subscription } from "./state";
import { showSeconds, showTime } from "./wording";

/** Each queue with what it holds; a queue opens to its messages. */
export function QueueList({ queues }: { readonly queues: readonly QueueView[] }) {
  const [open, setOpen] = useState<string | undefined>(undefined);
  if (queues.length === 0) return <p class="none">There is no queue.</p>;
  const byName = queues.toSorted((one, other) => one.name.localeCompare(other.name));
  return (
    <ul class="entries">
      {byName.map((queue) => (
        <li key={queue.arn}>
          <QueueLine
            queue={queue}
            isOpen={open === queue.name}
            onToggle={() => setOpen(open === queue.name ? undefined : queue.name)}
          />
        </li>
      ))}
    </ul>
  );
}

interface QueueLineProps {
  readonly queue: QueueView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function QueueLine({ queue, isOpen, onToggle }: QueueLineProps) {
  const { name, takesDeadLetters, visible } = queue;
  const { busy, error, run } = useAct();
  const redrive = () => run(() => call("POST /queues/{name}/redrive", { name }));
  return (
    <>
      <div class="entry-line" data-queue={name}>
        <button type="button" class="unfold" aria-expanded={isOpen} onClick={onToggle}>
          {name}
        </button>
        <span data-bad={takesDeadLetters && visible > 0}>{depthText(queue)}</span>
        {takesDeadLetters && visible > 0 && (
          <button
            type="button"
            class="small-button"
            disabled={busy}
            aria-label={`Send what lies in ${name} back to its queue`}
            onClick={redrive}
          >
            Redrive
          </button>
        )}
      </div>
      <Problem error={error} />
      {isOpen && <Messages queue={queue} />}
    </>
  );
}

/** What lies in the queue; looked at, not taken out. */
function Messages({ queue }: { readonly queue: QueueView }) {
  const { name, visible, inFlight, delayed } = queue;
  const { busy, error, run } = useAct();
  // Another depth is another content.
  const key = [name, visible, inFlight, delayed].join();
  const { answer: messages } = useAsked(() => call("GET /queues/{name}/messages", { name }), key);
  if (!messages) return null;
  if (messages.length === 0) return <p class="none">It is empty.</p>;
  return (
    <ol class="queued">
      {messages.map(({ messageId, sentAt, receiveCount, groupId, body }) => (
        <li key={messageId}>
          <p>
            <time>{showSeconds(sentAt)}</time> received {receiveCount} ×
            {groupId !== undefined && `, group ${groupId}`}
            <button
              type="button"
              class="small-button"
              disabled={busy}
              aria-label={`Drop message ${messageId}`}
              onClick={() =>
                run(() => call("DELETE /queues/{name}/messages/{messageId}", { name, messageId }))
              }
            >
              Drop
            </button>
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it */}
          <pre tabIndex={0}>{indentedJson(body)}</pre>
        </li>
      ))}
      <Problem error={error} />
    </ol>
  );
}

function depthText({ visible, inFlight, delayed }: QueueView): string {
  const parts = [
    visible > 0 && `${visible} waiting`,
    inFlight > 0 && `${inFlight} in flight`,
    delayed > 0 && `${delayed} delayed`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "empty" : parts.join(", ");
}

const alarmWords: Record<Alarm["state"], string> = {
  OK: "OK",
  ALARM: "ALARM",
  INSUFFICIENT_DATA: "no data",
};

export function AlarmList({ alarms }: { readonly alarms: readonly Alarm[] }) {
  if (alarms.length === 0) return <p class="none">The program declares no alarm.</p>;
  return (
    <ul class="entries">
      {alarms.map(({ name, state, since, reason, description }) => (
        <li key={name}>
          <details class="entry">
            <summary>
              <b>{name}</b>
              <span class="state" data-state={state}>
                {alarmWords[state]}
              </span>
              <time>since {showTime(since)}</time>
            </summary>
            {description && <p>{description}</p>}
            <p>{reason}</p>
            <AlarmHistory name={name} since={since} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What the alarm went through, the newest first; read anew when its state changes. */
function AlarmHistory({ name, since }: Pick<Alarm, "name" | "since">) {
  const ask = () => call("GET /alarms/{name}/history", { name });
  const { answer: history } = useAsked(ask, `${name} ${since}`);
  if (!history || history.length === 0) return null;
  return (
    <ol class="steps" aria-label={`History of ${name}`}>
      {history.toReversed().map(({ at, summary }, index) => (
        <li key={`${at} ${index}`}>
          <time>{showSeconds(at)}</time> {summary}
        </li>
      ))}
    </ol>
  );
}

interface EmailListProps {
  readonly emails: readonly Email[];
  readonly subscriptions: readonly Subscription[];
}

export function EmailList({ emails, subscriptions }: EmailListProps) {
  const open = new Set(subscriptions.filter(({ confirmed }) => !confirmed).map(({ to }) => to));
  return (
    <>
      {[...open].map((to) => (
        <Unconfirmed key={to} to={to} />
      ))}
      {emails.length === 0 && <p class="none">Nobody has received a mail.</p>}
      <ul class="entries">
        {emails.toReversed().map((email) => (
          <li key={`${email.messageId} ${email.to}`}>
            <details class="entry">
              <summary>
                <b>{email.subject ?? "(no subject)"}</b>
                <span>
                  to {email.to}, <time>{showTime(email.publishedAt)}</time>
                </span>
              </summary>
              <pre>{email.message}</pre>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A subscription's recipient gets nothing before they have opened the link of the first mail. */
function Unconfirmed({ to }: { readonly to: string }) {
  const { busy, error, run } = useAct();
  return (
    <>
      <p class="entry-line">
        <span>{to} has not confirmed: no alarm reaches them.</span>
        <button
          type="button"
          class="small-button"
          disabled={busy}
          aria-label={`Confirm the subscriptions of ${to}`}
          onClick={() => run(() => call("POST /emails/confirm", { to }))}
        >
          Confirm
        </button>
      </p>
      <Problem error={error} />
    </>
  );
}

export function DeploymentList({ deployments }: { readonly deployments: readonly Deployment[] }) {
  const newestFirst = deployments.map((each, index) => ({ ...each, index })).toReversed();
  return (
    <ol class="entries">
      {newestFirst.map(({ index, at, steps, milliseconds, set }) => (
        <li key={index}>
          <details class="entry">
            <summary>
              <b>{countOf(steps.length)}</b>
              <span>
                in {Math.round(milliseconds)} ms, <time>{showTime(at)}</time>
              </span>
            </summary>
            {set.length > 0 && (
              <p>
                with <code>{set.join(" ")}</code>
              </p>
            )}
            <ul class="steps">
              {steps.map((step) => (
                <li key={stepText(step)}>
                  <code>{stepText(step)}</code>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ol>
  );
}

/** What the simulated account leaves out of what is declared, by the reason why that is no loss. */
export function IgnoredList({ ignored }: { readonly ignored: readonly Ignored[] }) {
  if (ignored.length === 0) return <p class="none">All that is declared has its effect.</p>;
  const byReason = [...Map.groupBy(ignored, ({ reason }) => reason)];
  return (
    <ul class="entries">
      {byReason.map(([reason, properties]) => (
        <li key={reason}>
          <details class="entry">
            <summary>
              <b>{reason}</b>
              <span>{properties.length}</span>
            </summary>
            <ul class="steps">
              {properties.map(({ type, name, property }) => (
                <li key={`${type} ${name} ${property}`}>
                  <code>
                    {name} {property}
                  </code>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
