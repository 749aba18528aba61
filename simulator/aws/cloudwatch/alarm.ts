import type { AlarmState } from "./alarm-evaluation";
import type { CompositeAlarmDeclaration } from "./composite-alarm";
import type { MetricAlarmDeclaration } from "./metric-alarm";

export type AlarmDeclaration =
  | { readonly kind: "metric"; readonly is: MetricAlarmDeclaration }
  | { readonly kind: "composite"; readonly is: CompositeAlarmDeclaration };

/** A line of an alarm's history, as DescribeAlarmHistory has it. */
export interface AlarmHistoryItem {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly type: "ConfigurationUpdate" | "StateUpdate" | "Action";
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}

export interface AlarmView {
  readonly name: string;
  readonly arn: string;
  readonly kind: AlarmDeclaration["kind"];
  readonly description?: string | undefined;
  readonly state: AlarmState;
  /** Milliseconds since the epoch, on the simulated clock: when it came into its state. */
  readonly since: number;
  readonly reason: string;
  readonly actionsEnabled: boolean;
}

/** CloudWatch keeps thirty days; an alarm that flutters is cut sooner. */
const mostHistory = 100;

/** One alarm: what was declared, and what has become of it. */
export class Alarm {
  state: AlarmState = "INSUFFICIENT_DATA";
  reason = "Unchecked: Initial alarm creation";
  reasonData: string | undefined;
  /** Milliseconds since the epoch. */
  since: number;
  updatedAt: number;
  actionsEnabled: boolean;
  readonly #history: AlarmHistoryItem[] = [];

  constructor(
    public declaration: AlarmDeclaration,
    now: number,
  ) {
    this.since = now;
    this.updatedAt = now;
    this.actionsEnabled = declaration.is.actionsEnabled;
    this.remember(now, "ConfigurationUpdate", `Alarm "${this.name}" created`);
  }

  get name(): string {
    return this.declaration.is.name;
  }

  get arn(): string {
    return this.declaration.is.arn;
  }

  /** The state stays what it was (PutMetricAlarm: "its state is left unchanged"). */
  redeclare(declaration: AlarmDeclaration, now: number): void {
    this.declaration = declaration;
    this.updatedAt = now;
    this.actionsEnabled = declaration.is.actionsEnabled;
    this.remember(now, "ConfigurationUpdate", `Alarm "${this.name}" updated`);
  }

  remember(at: number, type: AlarmHistoryItem["type"], summary: string, data: object = {}): void {
    const text = JSON.stringify({ version: "1.0", ...data });
    this.#history.push({ at, type, summary, data: text });
    if (this.#history.length > mostHistory) this.#history.shift();
  }

  /** Oldest first. */
  get history(): readonly AlarmHistoryItem[] {
    return this.#history;
  }

  view(): AlarmView {
    const { name, arn, state, since, reason, actionsEnabled, declaration } = this;
    const description = declaration.is.alarmDescription;
    return { name, arn, kind: declaration.kind, description, state, since, reason, actionsEnabled };
  }
}

export function actionsOf({ is }: AlarmDeclaration, state: AlarmState): readonly string[] {
  return {
    OK: is.okActions,
    ALARM: is.alarmActions,
    INSUFFICIENT_DATA: is.insufficientDataActions,
  }[state];
}
