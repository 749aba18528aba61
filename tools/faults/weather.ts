import type { ControlClient, FailureRule } from "end-user-messaging-simulator";
import type { Chances, Meeting } from "./script";

/** What goes wrong all the time, with its chance a request. */
const everyday: readonly (readonly [FailureRule["failure"], number])[] = [
  [{ kind: "throttle" }, 0.01],
  [{ kind: "error", status: 500 }, 0.006],
  [{ kind: "reset-before-reading" }, 0.006],
  [{ kind: "reset-after-reading" }, 0.004],
  [{ kind: "answer-lost" }, 0.006],
  [{ kind: "hang" }, 0.003],
  [{ kind: "slow", milliseconds: 700 }, 0.003],
  [{ kind: "caller-dies", when: "before" }, 0.0015],
  [{ kind: "caller-dies", when: "after" }, 0.0015],
];

/** Providers are worse than AWS's own services: the calls that may not simply be repeated. */
const worse: Readonly<Record<string, number>> = {
  dynamodb: 1,
  sqs: 1,
  secretsmanager: 4,
  "social-messaging": 3,
  "sms-voice": 3,
  twilio: 3,
};

/** Down for so long, once in half a day. */
const outageMs = 12 * 60_000;
const outageEveryMs = 12 * 3_600_000;

/** Something that begins or ends at a time of the run. */
export interface Change {
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly what: { readonly outage: "twilio" | "social-messaging" } | "outage over" | "rotation";
}

/** The rules that hold all the time; the seed makes each more or less likely. */
export function everydayRules(random: Chances): readonly FailureRule[] {
  return Object.entries(worse).flatMap(([service, factor]) =>
    everyday.map(([failure, share]): FailureRule => {
      const chance = share * factor * (0.5 + random.next());
      return { service, share: chance, failure } as FailureRule;
    }),
  );
}

/** Each provider of WhatsApp is down now and then, never both; a secret is rotated once a run. */
export function changesOf(random: Chances, hours: number): readonly Change[] {
  const length = hours * 3_600_000;
  const changes: Change[] = [{ at: Math.floor(random.next() * length), what: "rotation" }];
  for (let from = 0; from < length; from += outageEveryMs) {
    const half = Math.min(outageEveryMs, length - from) / 2;
    for (const [index, outage] of (["twilio", "social-messaging"] as const).entries()) {
      const room = Math.max(0, half - outageMs);
      const at = Math.floor(from + index * half + random.next() * room);
      const down = Math.min(outageMs, half * 0.8);
      changes.push({ at, what: { outage } }, { at: Math.floor(at + down), what: "outage over" });
    }
  }
  return changes.toSorted((one, other) => one.at - other.at);
}

/** None but turns read a batch of items, or write by a transaction. */
const meetings: Readonly<Record<Exclude<Meeting, "late">, FailureRule>> = {
  "cut short": {
    service: "dynamodb",
    operation: "BatchGetItem",
    failure: { kind: "caller-dies", when: "before" },
  },
  "held up": {
    service: "dynamodb",
    operation: "TransactWriteItems",
    failure: { kind: "slow", milliseconds: 900 },
  },
};

/** How the providers deliver events while the run lasts. */
export const roughPost = {
  duplicates: 0.05,
  reorderings: 0.1,
  lateStatuses: 0.05,
  lostStatuses: 0.02,
  latestMs: 8 * 60_000,
} as const;

export const gentlePost = {
  duplicates: 0,
  reorderings: 0,
  lateStatuses: 0,
  lateMessages: 0,
  lostStatuses: 0,
} as const;

/** Sets the weather; an outage begins and ends in it. */
export class Weather {
  readonly #outages: string[] = [];

  constructor(private readonly client: Pick<ControlClient, "call">) {}

  async begin(rules: readonly FailureRule[]): Promise<void> {
    for (const rule of rules) await this.client.call("POST /failures", rule);
    await this.client.call("PUT /provider-unkindness", roughPost);
  }

  async down(service: string): Promise<void> {
    const rule = { service, failure: { kind: "refuse" } } as const;
    this.#outages.push((await this.client.call("POST /failures", rule)).id);
  }

  async up(): Promise<void> {
    for (const id of this.#outages.splice(0))
      await this.client.call("DELETE /failures/{id}", { id });
  }

  /** Writes something in a weather of its own. */
  async meet<T>(meeting: Meeting, write: () => Promise<T>): Promise<T> {
    if (meeting === "late") return this.#late(write);
    const { id } = await this.client.call("POST /failures", meetings[meeting]);
    const written = await this.#begun(write);
    await this.client.call("DELETE /failures/{id}", { id });
    return written;
  }

  async #late<T>(write: () => Promise<T>): Promise<T> {
    await this.client.call("PUT /provider-unkindness", { lateMessages: 1 });
    const written = await this.#begun(write);
    await this.client.call("PUT /provider-unkindness", { lateMessages: 0 });
    return written;
  }

  /** All that follows at once happens in the weather of now. */
  async #begun<T>(write: () => Promise<T>): Promise<T> {
    const written = await write();
    await this.client.call("POST /clock/pass", { milliseconds: 0 });
    return written;
  }

  async end(): Promise<void> {
    this.#outages.length = 0;
    await this.client.call("DELETE /failures", {});
    await this.client.call("PUT /provider-unkindness", gentlePost);
  }
}
