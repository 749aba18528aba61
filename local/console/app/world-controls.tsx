import { useSignal } from "@preact/signals";
import type { ControlInput } from "end-user-messaging-simulator/client";
import { Problem, useAct, useWorldClock, worldTime } from "./acting";
import { type Chat, windowEnd } from "./chats";
import { call } from "./control";
import type { FailureView } from "./state";
import { whatsappChats, worldClock } from "./store";
import { showDuration } from "./wording";

const jumps = [
  { label: "+1 min", name: "Jump by 1 minute", milliseconds: 60_000 },
  { label: "+1 h", name: "Jump by 1 hour", milliseconds: 3_600_000 },
  { label: "+24 h", name: "Jump by 24 hours", milliseconds: 86_400_000 },
] as const;

const speeds = [1, 10, 60, 600, 3600];

export function ClockSection() {
  const { busy, error, run } = useAct();
  const speed = worldClock.value?.speed ?? 1;
  return (
    <div class="clock">
      <fieldset disabled={busy} aria-busy={busy}>
        <legend>Clock</legend>
        {jumps.map(({ label, name, milliseconds }) => (
          <button
            key={label}
            type="button"
            class="small-button"
            aria-label={name}
            onClick={() => run(() => call("POST /clock/pass", { milliseconds }))}
          >
            {label}
          </button>
        ))}
        <label>
          <span class="only-spoken">The clock’s speed</span>
          <select
            value={String(speed)}
            onChange={({ currentTarget }) =>
              run(() => call("PUT /clock", { speed: Number(currentTarget.value) }))
            }
          >
            {[...new Set([...speeds, speed])].map((each) => (
              <option key={each} value={String(each)}>
                {each}× speed
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <p class="clock-note" role="status">
        {busy ? "Everything that falls due is happening …" : <Windows />}
      </p>
      <Problem error={error} />
    </div>
  );
}

/** The customer service windows of WhatsApp, which a jump of 24 hours closes. */
function Windows() {
  const clock = useWorldClock((speed) => (speed > 1 ? 1000 : 10_000));
  if (!clock) return null;
  const now = worldTime(clock);
  const inUse = whatsappChats.value.filter(({ sender }) => sender !== undefined);
  return (
    <>
      WhatsApp’s 24-hour window:{" "}
      {inUse.map((chat) => (
        <span key={chat.number} class="window">
          {windowText(chat, now)}
        </span>
      ))}
    </>
  );
}

function windowText(chat: Chat, now: number): string {
  const end = windowEnd(chat);
  if (end === undefined) return `${chat.sender} not open yet`;
  return end > now
    ? `${chat.sender} open, ${showDuration(end - now)} left`
    : `${chat.sender} closed`;
}

/** Whose requests can fail, as the control API and as a person names them. */
const services: Readonly<Record<string, string>> = {
  "social-messaging": "WhatsApp at AWS",
  "sms-voice": "SMS at AWS",
  twilio: "Twilio",
  secretsmanager: "Secrets Manager",
  dynamodb: "DynamoDB",
  sqs: "SQS",
};

type Failure = FailureView["failure"];

const failureWords: {
  readonly [Kind in Failure["kind"]]: (failure: Extract<Failure, { kind: Kind }>) => string;
} = {
  refuse: () => "refuses connections",
  "reset-before-reading": () => "drops the connection before it reads",
  "reset-after-reading": () => "drops the connection after it has read",
  hang: () => "never answers",
  slow: ({ milliseconds }) => `answers ${milliseconds / 1000} s late`,
  error: ({ status, code }) => `answers ${[status, code].filter(Boolean).join(" ")}`,
  throttle: () => "throttles",
  "caller-dies": ({ when }) => `is the end of whoever asks it, ${when} it does it`,
  "answer-lost": () => "does it, but its answer is lost",
};

const offered: readonly Failure[] = [
  { kind: "refuse" },
  { kind: "reset-before-reading" },
  { kind: "reset-after-reading" },
  { kind: "hang" },
  { kind: "slow", milliseconds: 2000 },
  { kind: "error", status: 500 },
  { kind: "error", status: 503 },
  { kind: "throttle" },
  { kind: "answer-lost" },
];

const shares = [1, 0.5, 0.1];

/** What is set to fail, and a way to set more. */
export function FailureSection({ failures }: { readonly failures: readonly FailureView[] }) {
  const { busy, error, run } = useAct();
  return (
    <>
      {failures.length > 0 && (
        <ul class="entries">
          {failures.map((rule) => (
            <li key={rule.id} class="entry-line">
              <span>{ruleText(rule)}</span>
              <button
                type="button"
                class="small-button"
                disabled={busy}
                aria-label={`End: ${ruleText(rule)}`}
                onClick={() => run(() => call("DELETE /failures/{id}", { id: rule.id }))}
              >
                End
              </button>
            </li>
          ))}
        </ul>
      )}
      <NewFailure busy={busy} onSet={(rule) => run(() => call("POST /failures", rule))} />
      <Problem error={error} />
    </>
  );
}

interface NewFailureProps {
  readonly busy: boolean;
  readonly onSet: (rule: ControlInput<"POST /failures">) => void;
}

function NewFailure({ busy, onSet }: NewFailureProps) {
  const service = useSignal("social-messaging");
  const which = useSignal(0);
  const share = useSignal(1);
  const submit = (event: Event) => {
    event.preventDefault();
    const failure = offered[which.value];
    if (failure) onSet({ service: service.value, share: share.value, failure });
  };
  return (
    <form class="new-failure" onSubmit={submit}>
      <label>
        <span class="only-spoken">Who fails</span>
        <select
          value={service.value}
          onChange={({ currentTarget }) => {
            service.value = currentTarget.value;
          }}
        >
          {Object.entries(services).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="only-spoken">How often</span>
        <select
          value={String(share.value)}
          onChange={({ currentTarget }) => {
            share.value = Number(currentTarget.value);
          }}
        >
          {shares.map((each) => (
            <option key={each} value={String(each)}>
              {shareText(each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="only-spoken">How it fails</span>
        <select
          value={String(which.value)}
          onChange={({ currentTarget }) => {
            which.value = Number(currentTarget.value);
          }}
        >
          {offered.map((failure, index) => (
            <option key={failureText(failure)} value={String(index)}>
              {failureText(failure)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="small-button" disabled={busy}>
        Let it fail
      </button>
    </form>
  );
}

function ruleText({ service, share, failure, operation }: FailureView): string {
  const what = typeof operation === "string" ? ` (${operation})` : "";
  return `${services[service] ?? service}${what} ${failureText(failure)}, ${shareText(share)}`;
}

function failureText(failure: Failure): string {
  // The table has a function for each kind; only the compiler cannot see that this is its own.
  const words = failureWords[failure.kind] as (failure: Failure) => string;
  return words(failure);
}

function shareText(share: number): string {
  return share === 1 ? "always" : `${Math.round(share * 100)} % of the time`;
}
