import { Listeners } from "../../kernel/listeners";
import type { Change, ResourceRecord } from "../account/control-plane";
import type { ServiceDeps } from "../service-deps";
import type { Sns } from "../sns/sns";
import { Alarm, type AlarmDeclaration, type AlarmView, actionsOf } from "./alarm";
import type { AlarmState } from "./alarm-evaluation";
import {
  notificationOf,
  subjectOf,
  type Transition,
  timestamp,
  triggerOf,
} from "./alarm-notification";
import { reasonDataOf, reasonOf } from "./alarm-reason";
import { alarmsIn, compositeAlarm, compositeAlarmType, holds } from "./composite-alarm";
import { evaluateAlarm } from "./evaluate-alarm";
import { type MetricAlarmDeclaration, metricAlarm, metricAlarmType } from "./metric-alarm";
import type { MetricStore } from "./metric-store";

export interface AlarmDeps extends ServiceDeps {
  readonly sns: Sns;
  readonly metrics: MetricStore;
}

/** An alarm that looks back on more than a day is evaluated once an hour (user guide). */
const day = 24 * 3600;
const longAlarmsEvery = 3600;

/** The alarms that the evaluated program declares, on the simulated clock. */
export class Alarms {
  readonly #alarms = new Map<string, Alarm>();
  readonly #listeners: Listeners<AlarmView>;

  constructor(private readonly deps: AlarmDeps) {
    this.#listeners = new Listeners(
      deps.faults.failure("cloudwatch", "What listens to the alarms"),
    );
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  all(): AlarmView[] {
    return [...this.#alarms.values()].map((alarm) => alarm.view());
  }

  /** @returns a function that stops listening. */
  onChange(listener: (alarm: AlarmView) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** By name or ARN. */
  find(nameOrArn: string): Alarm | undefined {
    return [...this.#alarms.values()].find(
      ({ name, arn }) => name === nameOrArn || arn === nameOrArn,
    );
  }

  each(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /** How often (seconds) some alarm wants to be evaluated; alarms of short periods more often. */
  get interval(): 10 | 60 {
    return this.each().some((alarm) => intervalOf(alarm.declaration) < 60) ? 10 : 60;
  }

  /** Evaluates what is due. @param at milliseconds since the epoch, the end of a period. */
  evaluate(at: number): void {
    for (const alarm of this.#alarms.values()) {
      const { declaration } = alarm;
      if (declaration.kind !== "metric") continue;
      if (at % (intervalOf(declaration) * 1000) === 0)
        this.#evaluateMetric(alarm, declaration.is, at);
    }
    this.#evaluateComposites(at);
  }

  /** SetAlarmState: holds until the next evaluation. */
  setState(alarm: Alarm, state: AlarmState, reason: string, reasonData?: string): void {
    const at = this.deps.clock.now();
    this.#become(alarm, state, at, reason, reasonData);
    this.#evaluateComposites(at);
  }

  #follow(change: Change): void {
    const record = change.kind === "deleted" ? change.before : change.after;
    const read = declarations[record.type];
    if (!read) return;
    const key = `${record.type}::${record.id}`;
    if (change.kind === "deleted") {
      this.#alarms.delete(key);
      return;
    }
    const declaration = read(record);
    this.#check(declaration, record);
    const now = this.deps.clock.now();
    const before = this.#alarms.get(key);
    if (before) before.redeclare(declaration, now);
    else this.#alarms.set(key, new Alarm(declaration, now));
    this.#evaluateComposites(now);
  }

  #check(declaration: AlarmDeclaration, { logicalName }: ResourceRecord): void {
    const { is } = declaration;
    const actions = [...is.alarmActions, ...is.okActions, ...is.insufficientDataActions];
    const other = actions.find((action) => action.split(":")[2] !== "sns");
    if (other !== undefined)
      throw new Error(
        `Alarm ${logicalName}: the action ${other} is not simulated; SNS topics are.`,
      );
    if (declaration.kind !== "composite") return;
    const missing = alarmsIn(declaration.is.rule).find((named) => !this.find(named));
    if (missing !== undefined)
      throw new Error(
        `Composite alarm ${logicalName}: its rule names the alarm ${missing}, which does not ` +
          "exist.",
      );
  }

  #evaluateMetric(alarm: Alarm, declaration: MetricAlarmDeclaration, at: number): void {
    const evaluation = evaluateAlarm(declaration, this.deps.metrics, at);
    const { state } = evaluation.judgement;
    if (state === "retain" || state === alarm.state) return;
    const reason = reasonOf(declaration, evaluation, { from: alarm.state, to: state });
    this.#become(alarm, state, at, reason, reasonDataOf(declaration, evaluation));
  }

  /** A composite may name another: done when nothing changes any more. */
  #evaluateComposites(at: number): void {
    const composites = this.each().filter(({ declaration }) => declaration.kind === "composite");
    for (let round = 0; round <= composites.length; round += 1) {
      const changed = composites.filter((alarm) => this.#evaluateComposite(alarm, at));
      if (changed.length === 0) return;
    }
  }

  #evaluateComposite(alarm: Alarm, at: number): boolean {
    if (alarm.declaration.kind !== "composite") return false;
    const { rule } = alarm.declaration.is;
    const state = holds(rule, (named) => this.find(named)?.state) ? "ALARM" : "OK";
    if (state === alarm.state) return false;
    const children = alarmsIn(rule).flatMap((named) => this.find(named) ?? []);
    const latest = children.toSorted((one, other) => other.since - one.since)[0];
    const reason = latest
      ? `${latest.arn} transitioned to ${latest.state} at ${timestamp(latest.since)}`
      : `The rule is ${state === "ALARM"}`;
    this.#become(alarm, state, at, reason, undefined);
    return true;
  }

  #become(
    alarm: Alarm,
    state: AlarmState,
    at: number,
    reason: string,
    reasonData: string | undefined,
  ): void {
    const oldState = stateValue(alarm);
    const from = alarm.state;
    Object.assign(alarm, { reason, reasonData });
    if (from === state) return;
    Object.assign(alarm, { state, since: at });
    alarm.remember(at, "StateUpdate", `Alarm updated from ${from} to ${state}`, {
      oldState,
      newState: stateValue(alarm),
    });
    this.#listeners.tell(alarm.view());
    if (!alarm.actionsEnabled) return;
    for (const topicArn of actionsOf(alarm.declaration, state))
      this.deps.activity.start(
        () => this.#notify(alarm, topicArn, { from, to: state, reason, at }),
        this.deps.faults.failure("cloudwatch", `The action of alarm ${alarm.name}`),
      );
  }

  async #notify(alarm: Alarm, topicArn: string, transition: Transition): Promise<void> {
    const { declaration, arn, name, updatedAt } = alarm;
    const notifying = { ...declaration.is, updatedAt };
    const message = notificationOf(
      notifying,
      transition,
      declaration.kind === "metric"
        ? { Trigger: triggerOf(declaration.is) }
        : { AlarmRule: declaration.is.alarmRule },
    );
    const remember = (outcome: string) =>
      alarm.remember(transition.at, "Action", `${outcome} action ${topicArn}`);
    try {
      await this.deps.sns.publish(topicArn, message, {
        servicePrincipal: "cloudwatch.amazonaws.com",
        sourceArn: arn,
        subject: subjectOf(notifying, transition.to),
      });
      remember("Successfully executed");
    } catch (error) {
      remember("Failed to execute");
      this.deps.faults.report(
        "cloudwatch",
        `Alarm ${name} could not be published: ${(error as Error).message}`,
      );
    }
  }
}

const declarations: Readonly<Record<string, (record: ResourceRecord) => AlarmDeclaration>> = {
  [metricAlarmType]: (record) => ({ kind: "metric", is: metricAlarm(record) }),
  [compositeAlarmType]: (record) => ({ kind: "composite", is: compositeAlarm(record) }),
};

/** Seconds. */
function intervalOf(declaration: AlarmDeclaration): number {
  if (declaration.kind === "composite") return 60;
  const { evaluatedPeriod, evaluationPeriods } = declaration.is;
  if (evaluatedPeriod < 60) return 10;
  return evaluatedPeriod * evaluationPeriods > day ? longAlarmsEvery : 60;
}

function stateValue({ state, reason, reasonData }: Alarm): object {
  return {
    stateValue: state,
    stateReason: reason,
    ...(reasonData !== undefined && { stateReasonData: JSON.parse(reasonData) as unknown }),
  };
}
