import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const start = Date.UTC(2030, 0, 1, 12);
const minute = 60_000;

describe("a dashboard", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    cloud.clock.set(start + 30 * minute);
    declare = new Declare(cloud.controlPlane);
  });
  afterEach(() => cloud.stop());

  const dashboard = (body: object) =>
    declare.resource("aws:cloudwatch/dashboard:Dashboard", "flow", {
      dashboardName: "flow",
      dashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/flow",
      dashboardBody: JSON.stringify(body),
    });
  const metricWidget = (properties: object) => ({
    widgets: [{ type: "metric", x: 0, y: 0, width: 12, height: 6, properties }],
  });
  const record = (FunctionName: string, value: number, minutes: number) =>
    cloud.cloudwatch.metrics
      .series({ namespace: "AWS/Lambda", name: "Errors", dimensions: { FunctionName } }, "Count")
      .add(start + minutes * minute, value);
  const data = () =>
    cloud.cloudwatch.dashboards.data("flow", { from: start, to: start + 30 * minute });

  it("is the data of its metrics, shorthand and expressions written out", async () => {
    record("one", 2, 1);
    record("one", 3, 7);
    record("two", 5, 7);
    await dashboard(
      metricWidget({
        title: "Errors",
        stat: "Sum",
        period: 300,
        metrics: [
          ["AWS/Lambda", "Errors", "FunctionName", "one", { id: "m1", label: "first" }],
          ["...", "two", { id: "m2", yAxis: "right", color: "#ff0000" }],
          [".", "Invocations", ".", "two", { visible: false }],
          [{ expression: "m1 + m2", label: "both", id: "e1" }],
        ],
      }),
    );
    const [widget] = data()?.widgets ?? [];
    expect(widget).toEqual({
      type: "metric",
      x: 0,
      y: 0,
      width: 12,
      height: 6,
      title: "Errors",
      view: "timeSeries",
      stacked: false,
      alarms: [],
      annotations: [],
      lines: [
        {
          id: "m1",
          label: "first",
          axis: "left",
          period: 300,
          points: [
            { at: start, value: 2 },
            { at: start + 5 * minute, value: 3 },
          ],
        },
        {
          id: "m2",
          label: "Errors",
          axis: "right",
          color: "#ff0000",
          period: 300,
          points: [{ at: start + 5 * minute, value: 5 }],
        },
        {
          id: "e1",
          label: "both",
          axis: "left",
          period: 300,
          points: [
            { at: start, value: 2 },
            { at: start + 5 * minute, value: 8 },
          ],
        },
      ],
    });
  });

  it("shows texts, and alarms as they stand", async () => {
    await declare.resource("aws:cloudwatch/metricAlarm:MetricAlarm", "slow", {
      name: "slow",
      arn: arn("cloudwatch", "alarm:slow"),
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      namespace: "app",
      metricName: "latency",
      statistic: "Average",
      period: 60,
    });
    await dashboard({
      widgets: [
        { type: "text", properties: { markdown: "# Flow" } },
        { type: "alarm", properties: { title: "All", alarms: [arn("cloudwatch", "alarm:slow")] } },
      ],
    });
    expect(data()?.widgets).toMatchObject([
      { type: "text", markdown: "# Flow" },
      { type: "alarm", title: "All", alarms: [{ name: "slow", state: "INSUFFICIENT_DATA" }] },
    ]);
  });

  const errors = ["AWS/Lambda", "Errors", "FunctionName", "one"];
  it.each<[string, object, string]>([
    ["an unknown member of the body", { widgets: [], widget: [] }, "widget is no member"],
    [
      "an unknown property",
      metricWidget({ metrics: [errors], tittle: "x" }),
      'widgets.0.properties.tittle is no member that CloudWatch knows; did you mean "title"?',
    ],
    [
      "an unknown member of a metric",
      metricWidget({ metrics: [[...errors, { lable: "x" }]] }),
      'metrics.0.lable is no member that CloudWatch knows; did you mean "label"?',
    ],
    ["half a dimension", metricWidget({ metrics: [errors.slice(0, 3)] }), "pairs of dimension"],
    ["an odd view", metricWidget({ metrics: [errors], view: "pretty" }), "view"],
    ["a widget of another kind", { widgets: [{ type: "log", properties: {} }] }, "widgets of type"],
    [
      "an expression on nothing",
      metricWidget({ metrics: [[{ expression: "m9 * 2", id: "e1" }]] }),
      'the expression names "m9"',
    ],
    ["an odd period", metricWidget({ metrics: [errors], period: 45 }), "not 45"],
  ])("with %s is refused", async (_what, body, message) => {
    await expect(dashboard(body)).rejects.toThrow(message);
    expect(data()).toBeUndefined();
  });
});
