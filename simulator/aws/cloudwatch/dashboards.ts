import * as v from "valibot";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import type { AlarmView } from "./alarm";
import type { Alarms } from "./alarms";
import {
  type DashboardBody,
  dashboardBody,
  linesOf,
  type MetricWidget,
  type Widget,
} from "./dashboard-body";
import type { MetricStore, Range } from "./metric-store";
import { periodBegin } from "./metric-store";
import { type MetricQuery, periodOf, pointsIn, QueryEvaluation } from "./queries";

export const dashboardType = "aws:cloudwatch/dashboard:Dashboard";

const dashboardSchema = v.object({
  dashboardName: v.string(),
  dashboardArn: v.string(),
  dashboardBody: v.string(),
});

/** A dashboard as a person sees it: what it draws, as data. */
export interface DashboardData {
  readonly name: string;
  readonly widgets: readonly WidgetData[];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type WidgetData = Place &
  (
    | {
        readonly type: "metric";
        readonly title: string;
        readonly view: string;
        readonly stacked: boolean;
        readonly lines: readonly LineData[];
        /** Alarms whose threshold the widget draws. */
        readonly alarms: readonly AlarmView[];
        /** The widgets in the order of the body. */
        readonly annotations: readonly Readonly<Record<string, unknown>>[];
      }
    | { readonly type: "text"; readonly markdown: string }
    | { readonly type: "alarm"; readonly title: string; readonly alarms: readonly AlarmView[] }
  );

export interface LineData {
  readonly id: string;
  readonly label: string;
  readonly axis: "left" | "right";
  readonly color?: string | undefined;
  /** Seconds. */
  readonly period: number;
  /**
   * By the begin of the period, milliseconds since the epoch; a period without data is not there.
   */
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** The dashboards that the evaluated program declares. */
export class Dashboards {
  readonly #bodies = new WeakMap<ResourceRecord, DashboardBody>();

  constructor(
    private readonly controlPlane: ControlPlane,
    private readonly metrics: MetricStore,
    private readonly alarms: Alarms,
  ) {
    controlPlane.onChange((change) => this.#check(change));
  }

  all(): readonly v.InferOutput<typeof dashboardSchema>[] {
    return this.controlPlane.all(dashboardType).map((record) => declared(dashboardSchema, record));
  }

  /**
   * @param range milliseconds since the epoch
   * @returns nothing when there is no such dashboard
   */
  data(name: string, range: Range): DashboardData | undefined {
    const record = this.controlPlane.find(dashboardType, "dashboardName", name);
    if (!record) return undefined;
    const { widgets } = this.#body(record);
    return { name, widgets: widgets.map((widget) => this.#widget(widget, range)) };
  }

  #body(record: ResourceRecord): DashboardBody {
    const before = this.#bodies.get(record);
    if (before) return before;
    const body = dashboardBody(declared(dashboardSchema, record).dashboardBody);
    this.#bodies.set(record, body);
    return body;
  }

  #check(change: Change): void {
    if (change.kind === "deleted" || change.after.type !== dashboardType) return;
    try {
      this.#body(change.after);
    } catch (error) {
      const problem = (error as Error).message;
      throw new Error(`Dashboard ${change.after.logicalName}: dashboardBody: ${problem}.`);
    }
  }

  #widget(widget: Widget, range: Range): WidgetData {
    const { x = 0, y = 0, width = 6, height = 6 } = widget;
    const place = { x, y, width, height };
    if (widget.type === "text")
      return { ...place, type: "text", markdown: widget.properties.markdown };
    if (widget.type === "metric") return { ...place, ...this.#metricWidget(widget, range) };
    const { title = "", alarms, states } = widget.properties;
    const shown = this.#alarmsOf(alarms).filter(({ state }) => states?.includes(state) ?? true);
    return { ...place, type: "alarm", title, alarms: shown };
  }

  #metricWidget(
    widget: MetricWidget,
    range: Range,
  ): Omit<WidgetData & { type: "metric" }, keyof Place> {
    const { properties } = widget;
    const { annotations } = properties;
    return {
      type: "metric",
      title: properties.title ?? "",
      view: properties.view ?? "timeSeries",
      stacked: properties.stacked ?? false,
      lines: this.#lines(widget, range),
      alarms: this.#alarmsOf(annotations?.alarms ?? []),
      // A pair of them is a band.
      annotations: [...(annotations?.horizontal ?? []), ...(annotations?.vertical ?? [])].flat(),
    };
  }

  #lines(widget: MetricWidget, { from, to }: Range): readonly LineData[] {
    const lines = linesOf(widget);
    const queries = lines.map(({ query }) => query);
    const period = periodOf(queries) ?? 60;
    const range = { from: periodBegin(from, period), to };
    const results = new QueryEvaluation(queries, pointsIn(this.metrics), range);
    return lines
      .filter(({ query }) => query.returnData)
      .flatMap(({ query, rendering }) =>
        results.seriesOf(query.id).map((series) => ({
          id: series.id || query.id,
          label: query.label ?? labelOf(query),
          axis: rendering.yAxis ?? ("left" as const),
          color: rendering.color,
          period: series.period,
          points: [...series.points].map(([at, value]) => ({ at, value })),
        })),
      );
  }

  #alarmsOf(arns: readonly string[]): readonly AlarmView[] {
    return arns.flatMap((arn) => this.alarms.find(arn)?.view() ?? []);
  }
}

function labelOf({ source }: MetricQuery): string {
  return source.kind === "metric" ? source.stat.metric.name : source.text;
}
