import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricStreamsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

describe("CloudWatch on the wire, by the SDK's own client", () => {
  const start = Date.UTC(2030, 0, 1, 12);
  const at = (minutes: number) => new Date(start + minutes * 60_000);
  let cloud: SimulatedCloud;
  let declare: Declare;
  let client: CloudWatchClient;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1 });
    cloud.clock.set(start + 30 * 60_000);
    declare = new Declare(cloud.controlPlane);
    client = new CloudWatchClient({
      endpoint: cloud.endpoint,
      region: "eu-central-1",
      credentials: cloud.deployerCredentials,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await cloud.stop();
  });

  const put = (MetricName: string, Value: number, minutes: number, Dimensions = {}) =>
    client.send(
      new PutMetricDataCommand({
        Namespace: "app",
        MetricData: [
          {
            MetricName,
            Value,
            Timestamp: at(minutes),
            Unit: "Milliseconds",
            Dimensions: Object.entries(Dimensions).map(([Name, Value]) => ({
              Name,
              Value: String(Value),
            })),
          },
        ],
      }),
    );
  const stat = (MetricName: string, Stat = "Average") => ({
    Metric: { Namespace: "app", MetricName },
    Period: 60,
    Stat,
  });

  it("takes data and gives it back by GetMetricData, metric math included", async () => {
    await put("errors", 1, 1);
    await put("requests", 4, 1);
    await put("requests", 6, 1);
    await put("requests", 5, 3);
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at(0),
        EndTime: at(10),
        ScanBy: "TimestampAscending",
        MetricDataQueries: [
          { Id: "e", MetricStat: stat("errors", "Sum"), ReturnData: false },
          { Id: "r", MetricStat: stat("requests", "Sum") },
          { Id: "share", Expression: "100 * e / r", Label: "per cent" },
        ],
      }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: "r",
        Label: "requests",
        StatusCode: "Complete",
        Timestamps: [at(1), at(3)],
        Values: [10, 5],
      },
      {
        Id: "share",
        Label: "per cent",
        StatusCode: "Complete",
        Timestamps: [at(1), at(3)],
        Values: [10, 0],
      },
    ]);
  });

  it("pages through GetMetricData, the newest first", async () => {
    for (const minute of [1, 2, 3]) await put("requests", minute, minute);
    const values: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new GetMetricDataCommand({
          StartTime: at(0),
          EndTime: at(10),
          MaxDatapoints: 2,
          NextToken,
          MetricDataQueries: [{ Id: "r", MetricStat: stat("requests", "Sum") }],
        }),
      );
      values.push(...(page.MetricDataResults?.[0]?.Values ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(values).toEqual([3, 2, 1]);
  });

  it("takes arrays, statistic sets and a large request, which the SDK compresses", async () => {
    const MetricData = Array.from({ length: 200 }, (_, index) => ({
      MetricName: "latency",
      Values: [index, 1000],
      Counts: [1, 2],
      Timestamp: at(1),
      Dimensions: [
        { Name: "a dimension with a long name to fill the request", Value: "x".repeat(60) },
      ],
    }));
    await client.send(new PutMetricDataCommand({ Namespace: "app", MetricData }));
    await client.send(
      new PutMetricDataCommand({
        Namespace: "app",
        MetricData: [
          {
            MetricName: "set",
            Timestamp: at(1),
            StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 },
          },
        ],
      }),
    );
    const statistics = (MetricName: string, Dimensions: { Name: string; Value: string }[]) =>
      client.send(
        new GetMetricStatisticsCommand({
          Namespace: "app",
          MetricName,
          Dimensions,
          StartTime: at(0),
          EndTime: at(10),
          Period: 300,
          Statistics: ["SampleCount", "Sum", "Average", "Minimum", "Maximum"],
        }),
      );
    const long = MetricData[0]?.Dimensions ?? [];
    expect((await statistics("latency", long)).Datapoints).toEqual([
      {
        Timestamp: at(0),
        SampleCount: 600,
        Sum: 419_900,
        Average: 419_900 / 600,
        Minimum: 0,
        Maximum: 1000,
        Unit: "None",
      },
    ]);
    expect((await statistics("set", [])).Datapoints).toMatchObject([
      { SampleCount: 4, Average: 2.5 },
    ]);
  });

  it("lists metrics by namespace, name and dimension", async () => {
    await put("a", 1, 1, { Queue: "x" });
    await put("a", 1, 1, { Queue: "y", Kind: "z" });
    await put("b", 1, -200);
    const list = async (input: object) =>
      (await client.send(new ListMetricsCommand(input))).Metrics?.map(
        ({ MetricName, Dimensions }) =>
          [MetricName, ...(Dimensions ?? []).map(({ Value }) => Value)].join(" "),
      );
    expect(await list({ Namespace: "app" })).toEqual(["a x", "a y z", "b"]);
    expect(await list({ Dimensions: [{ Name: "Kind" }] })).toEqual(["a y z"]);
    expect(await list({ MetricName: "a", Dimensions: [{ Name: "Queue", Value: "x" }] })).toEqual([
      "a x",
    ]);
    expect(await list({ Namespace: "app", RecentlyActive: "PT3H" })).toEqual(["a x", "a y z"]);
  });

  it.each<[string, object, string]>([
    ["two kinds of value", { Value: 1, Values: [1] }, "InvalidParameterCombinationException"],
    ["a time too long ago", { Value: 1, Timestamp: new Date(0) }, "InvalidParameterValueException"],
    ["a unit that is none", { Value: 1, Unit: "Furlongs" }, "InvalidParameterValueException"],
    ["no name", { MetricName: undefined, Value: 1 }, "MissingRequiredParameterException"],
  ])("refuses %s, and counts nothing", async (_what, datum, name) => {
    const MetricData = [
      { MetricName: "a", Value: 1 },
      { MetricName: "a", ...datum },
    ];
    await expect(
      client.send(new PutMetricDataCommand({ Namespace: "app", MetricData })),
    ).rejects.toMatchObject({ name });
    expect((await client.send(new ListMetricsCommand({ Namespace: "app" }))).Metrics).toEqual([]);
  });

  const declareAlarm = (name: string) =>
    declare.resource("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
      name,
      arn: arn("cloudwatch", `alarm:${name}`),
      alarmDescription: "slow",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      evaluationPeriods: 2,
      datapointsToAlarm: 1,
      namespace: "app",
      metricName: "latency",
      statistic: "Average",
      period: 60,
      dimensions: { Kind: "z" },
      tags: { team: "messaging" },
    });

  it("describes alarms, sets their state, and tells their history", async () => {
    await declareAlarm("slow");
    await declareAlarm("other");
    await declare.resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "both", {
      alarmName: "both",
      arn: arn("cloudwatch", "alarm:both"),
      alarmRule: "ALARM(slow) AND ALARM(other)",
    });
    await client.send(
      new SetAlarmStateCommand({
        AlarmName: "slow",
        StateValue: "ALARM",
        StateReason: "a test",
        StateReasonData: '{"a":1}',
      }),
    );
    const described = await client.send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
    expect(described.CompositeAlarms).toEqual([]);
    expect(described.MetricAlarms).toEqual([
      {
        AlarmName: "slow",
        AlarmArn: arn("cloudwatch", "alarm:slow"),
        AlarmDescription: "slow",
        AlarmConfigurationUpdatedTimestamp: expect.any(Date),
        ActionsEnabled: true,
        OKActions: [],
        AlarmActions: [],
        InsufficientDataActions: [],
        StateValue: "ALARM",
        StateReason: "a test",
        StateReasonData: '{"a":1}',
        StateUpdatedTimestamp: expect.any(Date),
        StateTransitionedTimestamp: expect.any(Date),
        MetricName: "latency",
        Namespace: "app",
        Statistic: "Average",
        Dimensions: [{ Name: "Kind", Value: "z" }],
        Period: 60,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 1,
        Threshold: 5,
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: "missing",
      },
    ]);
    const composite = await client.send(
      new DescribeAlarmsCommand({ AlarmTypes: ["CompositeAlarm"], ParentsOfAlarmName: "slow" }),
    );
    expect(composite.CompositeAlarms).toMatchObject([{ AlarmName: "both", StateValue: "OK" }]);
    const history = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "slow", HistoryItemType: "StateUpdate" }),
    );
    expect(history.AlarmHistoryItems).toMatchObject([
      { AlarmName: "slow", HistorySummary: "Alarm updated from INSUFFICIENT_DATA to ALARM" },
    ]);
    const tags = await client.send(
      new ListTagsForResourceCommand({ ResourceARN: arn("cloudwatch", "alarm:slow") }),
    );
    expect(tags.Tags).toEqual([{ Key: "team", Value: "messaging" }]);
  });

  it("finds the alarms of a metric, pages, and turns actions off and on", async () => {
    await declareAlarm("slow");
    await declareAlarm("other");
    const ofMetric = (MetricName: string) =>
      client.send(
        new DescribeAlarmsForMetricCommand({
          Namespace: "app",
          MetricName,
          Dimensions: [{ Name: "Kind", Value: "z" }],
        }),
      );
    expect((await ofMetric("latency")).MetricAlarms).toHaveLength(2);
    expect((await ofMetric("else")).MetricAlarms).toEqual([]);
    const first = await client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
    const second = await client.send(
      new DescribeAlarmsCommand({ MaxRecords: 1, NextToken: first.NextToken }),
    );
    expect(
      [first, second].flatMap(({ MetricAlarms = [] }) => MetricAlarms.map((a) => a.AlarmName)),
    ).toEqual(["slow", "other"]);
    expect(second.NextToken).toBeUndefined();
    await client.send(new DisableAlarmActionsCommand({ AlarmNames: ["slow", "nobody"] }));
    const enabled = () => cloud.alarms.all().map(({ actionsEnabled }) => actionsEnabled);
    expect(enabled()).toEqual([false, true]);
    await client.send(new EnableAlarmActionsCommand({ AlarmNames: ["slow"] }));
    expect(enabled()).toEqual([true, true]);
  });

  it("reads dashboards", async () => {
    const dashboardBody = JSON.stringify({ widgets: [] });
    await declare.resource("aws:cloudwatch/dashboard:Dashboard", "flow", {
      dashboardName: "flow",
      dashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/flow",
      dashboardBody,
    });
    const found = await client.send(new GetDashboardCommand({ DashboardName: "flow" }));
    expect(found).toMatchObject({ DashboardName: "flow", DashboardBody: dashboardBody });
    const list = await client.send(new ListDashboardsCommand({ DashboardNamePrefix: "fl" }));
    expect(list.DashboardEntries).toMatchObject([{ DashboardName: "flow", Size: 14 }]);
  });

  it("names what does not exist, and an operation that is not simulated", async () => {
    const refused = (answer: Promise<unknown>) =>
      answer.then(
        () => "taken",
        (error: Error) => error.name,
      );
    const StateReason = "";
    expect(
      await Promise.all([
        refused(
          client.send(new SetAlarmStateCommand({ AlarmName: "x", StateValue: "OK", StateReason })),
        ),
        refused(client.send(new GetDashboardCommand({ DashboardName: "x" }))),
        refused(client.send(new ListTagsForResourceCommand({ ResourceARN: "x" }))),
        refused(client.send(new DescribeAlarmsCommand({ NextToken: "x" }))),
        refused(
          client.send(
            new GetMetricDataCommand({
              StartTime: at(0),
              EndTime: at(1),
              MetricDataQueries: [{ Id: "e", Expression: "m1 + 1" }],
            }),
          ),
        ),
        refused(client.send(new ListMetricStreamsCommand({}))),
      ]),
    ).toEqual([
      "ResourceNotFound",
      // DashboardNotFoundError: the SDK goes by the query protocol's code, which both have.
      "ResourceNotFound",
      "ResourceNotFoundException",
      "InvalidNextToken",
      "InvalidParameterValueException",
      "UnknownOperationException",
    ]);
  });
});
