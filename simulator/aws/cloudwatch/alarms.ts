import type { Activity } from "../../kernel/activity";
import type { SimulatedClock } from "../../kernel/clock";
import type { FaultLog } from "../../kernel/fault-log";
import { simulatedAccount } from "../account/account";
import type { Change, ControlPlane } from "../account/control-plane";
import type { Sns } from "../sns/sns";
import type { Sqs } from "../sqs/sqs";
import {
  type AlarmDeclaration,
  alarmDeclaration,
  alarmType,
  breaches,
  watchedQueue,
} from "./metric-alarm";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmView {
  readonly name: string;
  readonly state: AlarmState;
  /** Milliseconds since the epoch, on the simulated clock. */
  readonly since: number;
}

interface Watched {
  readonly declaration: AlarmDeclaration;
  state: AlarmState;
  since: number;
  /** Calls off the change to ALARM that waits for the alarm's evaluation periods. */
  pending: (() => void) | undefined;
}

/**
 * The declared alarms on the depth of a queue. A depth that breaches for all evaluation periods but
 * the first raises the alarm; the first period is not waited for. Alarms on other metrics stay at
 * INSUFFICIENT_DATA.
 */
export class Alarms {
  readonly #watched = new Map<string, Watched>();
  readonly #listeners = new Set<(alarm: AlarmView) => void>();

  constructor(
    private readonly deps: {
      readonly controlPlane: ControlPlane;
      readonly clock: SimulatedClock;
      readonly activity: Activity;
      readonly faults: FaultLog;
      readonly sqs: Sqs;
      readonly sns: Sns;
    },
  ) {
    deps.controlPlane.onChange((change) => this.#follow(change));
    deps.sqs.onChange((queue) => {
      for (const alarm of this.#watched.values()) {
        if (watchedQueue(alarm.declaration) === queue.declaration.name)
          this.#evaluate(alarm, queue.depth().visible);
      }
    });
  }

  all(): AlarmView[] {
    return [...this.#watched.values()].map(viewOf);
  }

  /** @returns a function that stops listening. */
  onChange(listener: (alarm: AlarmView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #follow(change: Change): void {
    const record = change.kind === "deleted" ? change.before : change.after;
    if (record.type !== alarmType) return;
    this.#watched.get(record.id)?.pending?.();
    this.#watched.delete(record.id);
    if (change.kind === "deleted") return;
    const declaration = alarmDeclaration(record);
    const alarm: Watched = {
      declaration,
      state: "INSUFFICIENT_DATA",
      since: this.deps.clock.now(),
      pending: undefined,
    };
    this.#watched.set(record.id, alarm);
    const queue = this.deps.sqs.find(watchedQueue(declaration) ?? "");
    if (queue) this.#evaluate(alarm, queue.depth().visible);
  }

  #evaluate(alarm: Watched, depth: number): void {
    if (!breaches(alarm.declaration, depth)) {
      alarm.pending?.();
      alarm.pending = undefined;
      this.#become(alarm, "OK", depth);
      return;
    }
    if (alarm.state === "ALARM" || alarm.pending) return;
    const { evaluationPeriods, period } = alarm.declaration;
    const raise = () => {
      alarm.pending = undefined;
      this.#become(alarm, "ALARM", depth);
    };
    if (evaluationPeriods <= 1) raise();
    else alarm.pending = this.deps.clock.after((evaluationPeriods - 1) * period * 1000, raise);
  }

  #become(alarm: Watched, state: AlarmState, depth: number): void {
    if (alarm.state === state) return;
    const before = alarm.state;
    alarm.state = state;
    alarm.since = this.deps.clock.now();
    for (const listener of this.#listeners) listener(viewOf(alarm));
    const { declaration } = alarm;
    const actions =
      state === "ALARM"
        ? declaration.alarmActions
        : before === "ALARM"
          ? declaration.okActions
          : [];
    for (const topicArn of actions)
      void this.deps.activity.during(() => this.#publish(topicArn, alarm, before, depth));
  }

  async #publish(
    topicArn: string,
    { declaration, state, since }: Watched,
    before: AlarmState,
    depth: number,
  ): Promise<void> {
    const message = JSON.stringify({
      AlarmName: declaration.name,
      AlarmArn: declaration.arn,
      AWSAccountId: simulatedAccount.accountId,
      NewStateValue: state,
      NewStateReason: `Threshold Crossed: the datapoint ${depth} was compared with the threshold ${declaration.threshold}.`,
      StateChangeTime: new Date(since).toISOString(),
      OldStateValue: before,
      Trigger: {
        MetricName: declaration.metricName,
        Namespace: declaration.namespace,
        Threshold: declaration.threshold,
      },
    });
    const publisher = {
      servicePrincipal: "cloudwatch.amazonaws.com",
      sourceArn: declaration.arn,
      subject: `${state}: "${declaration.name}"`,
    };
    try {
      await this.deps.sns.publish(topicArn, message, publisher);
    } catch (error) {
      this.deps.faults.report(
        "cloudwatch",
        `Alarm ${declaration.name} could not be published: ${(error as Error).message}`,
      );
    }
  }
}

function viewOf({ declaration, state, since }: Watched): AlarmView {
  return { name: declaration.name, state, since };
}
