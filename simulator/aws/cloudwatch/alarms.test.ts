import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

const minute = 60_000;

describe("alarms", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
    cloud.clock.set(Date.UTC(2030, 10, 24, 10, 0, 5));
    await declare.queue("dead");
    await declare.queue("other");
    await declare.topic("alarms", "cloudwatch.amazonaws.com");
    await declare.resource("aws:sns/topicSubscription:TopicSubscription", "ops", {
      topic: arn("sns", "alarms"),
      protocol: "email",
      endpoint: "ops@example.org",
    });
    cloud.sns.mail.confirm("ops@example.org");
  });
  afterEach(() => cloud.stop());

  const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const actions = {
    alarmActions: [arn("sns", "alarms")],
    okActions: [arn("sns", "alarms")],
    insufficientDataActions: [arn("sns", "alarms")],
  };
  const onDepth = {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    period: 60,
    dimensions: { QueueName: "dead" },
  };
  const alarm = (properties: object, name = "dead-letters") =>
    declare.resource(alarmType, name, {
      name,
      arn: arn("cloudwatch", `alarm:${name}`),
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      ...actions,
      ...properties,
    });
  const state = (name = "dead-letters") => cloud.alarms.find(name)?.state;
  const pass = (minutes: number) => cloud.clock.pass(minutes * minute, () => cloud.quiet());
  const put = (value: number) =>
    cloud.cloudwatch.metrics
      .series({ namespace: "app", name: "latency", dimensions: {} }, "None")
      .add(cloud.clock.now(), value);
  const mails = () =>
    cloud.sns.mail
      .emails()
      .filter(({ subject }) => !subject?.includes("Confirmation"))
      .map(({ message }) => JSON.parse(message));

  it("on a queue's depth rises and falls with it, each minute, and mails what CloudWatch does", async () => {
    await alarm({ ...onDepth, alarmDescription: "Look" });
    expect(state()).toBe("INSUFFICIENT_DATA");
    await pass(1);
    expect(state()).toBe("OK");
    cloud.sqs.send("dead", { body: "x" });
    await pass(1);
    expect(state()).toBe("ALARM");
    const [message] = cloud.sqs.receive("dead");
    cloud.sqs.delete("dead", message?.receiptHandle ?? "");
    await pass(1);
    expect(mails().map(({ NewStateValue }) => NewStateValue)).toEqual(["OK", "ALARM", "OK"]);
    expect(mails()[1]).toEqual({
      AlarmName: "dead-letters",
      AlarmDescription: "Look",
      AWSAccountId: "123456789012",
      AlarmConfigurationUpdatedTimestamp: expect.stringMatching(
        /^2030-11-24T10:00:05\.\d{3}\+0000$/,
      ),
      NewStateValue: "ALARM",
      NewStateReason:
        "Threshold Crossed: 1 out of the last 1 datapoint [1.0 (24/11/30 10:01:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).",
      StateChangeTime: "2030-11-24T10:02:00.000+0000",
      Region: "EU (Frankfurt)",
      AlarmArn: arn("cloudwatch", "alarm:dead-letters"),
      OldStateValue: "OK",
      OKActions: [arn("sns", "alarms")],
      AlarmActions: [arn("sns", "alarms")],
      InsufficientDataActions: [arn("sns", "alarms")],
      Trigger: {
        MetricName: "ApproximateNumberOfMessagesVisible",
        Namespace: "AWS/SQS",
        StatisticType: "Statistic",
        Statistic: "MAXIMUM",
        Unit: null,
        Dimensions: [{ value: "dead", name: "QueueName" }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 0,
        TreatMissingData: "missing",
        EvaluateLowSampleCountPercentile: "",
      },
    });
    expect(cloud.sns.mail.emails().at(-1)?.subject).toBe('OK: "dead-letters" in EU (Frankfurt)');
  });

  const depthOf = (id: string, QueueName: string) => ({
    id,
    metric: {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName },
      stat: "Maximum",
      period: 60,
    },
  });

  it("on an expression over several queues rings though only one of them still reports", async () => {
    await pass(7 * 60);
    await alarm({
      treatMissingData: "notBreaching",
      metricQueries: [
        { id: "held", expression: "m0+m1", label: "Messages held", returnData: true },
        depthOf("m0", "dead"),
        depthOf("m1", "other"),
      ],
    });
    await pass(1);
    expect(state()).toBe("OK");
    cloud.sqs.send("other", { body: "x" });
    await pass(2);
    expect(state()).toBe("ALARM");
    expect(mails().at(-1)?.Trigger).toEqual({
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 0,
      TreatMissingData: "notBreaching",
      EvaluateLowSampleCountPercentile: "",
      Metrics: [
        { Expression: "m0+m1", Id: "held", Label: "Messages held", ReturnData: true },
        ...["dead", "other"].map((queue, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Dimensions: [{ value: queue, name: "QueueName" }],
              MetricName: "ApproximateNumberOfMessagesVisible",
              Namespace: "AWS/SQS",
            },
            Period: 60,
            Stat: "Maximum",
          },
          ReturnData: false,
        })),
      ],
    });
  });

  it("goes through each minute of a jump, so that what rose and fell meanwhile was mailed", async () => {
    await alarm(onDepth);
    await pass(1);
    cloud.sqs.send("dead", { body: "x" });
    cloud.sqs.receive("dead");
    // Its visibility timeout is 30 seconds: it shows again within the jump, and stays.
    cloud.clock.advance(10 * minute);
    await cloud.quiet();
    expect(cloud.alarms.find("dead-letters")?.history.map(({ summary }) => summary)).toContain(
      "Alarm updated from OK to ALARM",
    );
    expect(state()).toBe("ALARM");
  });

  it("has no data of a queue that nobody used for six hours, unless it holds messages", async () => {
    await alarm(onDepth);
    await pass(6 * 60 - 1);
    expect(state()).toBe("OK");
    await pass(6);
    expect(state()).toBe("INSUFFICIENT_DATA");
    cloud.sqs.send("dead", { body: "x" });
    await pass(7 * 60);
    expect(state()).toBe("ALARM");
  });

  it("waits for M of N", async () => {
    await alarm({
      namespace: "app",
      metricName: "latency",
      statistic: "Average",
      period: 60,
      threshold: 100,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
    const seen: unknown[] = [];
    for (const value of [50, 150, 50, 150, 50, 50]) {
      put(value);
      await pass(1);
      seen.push(state());
    }
    expect(seen).toEqual(["OK", "OK", "OK", "ALARM", "OK", "OK"]);
  });

  it("on a percentile keeps still while there are too few samples, where it is told to", async () => {
    const percentile = {
      namespace: "app",
      metricName: "latency",
      extendedStatistic: "p90",
      period: 60,
      threshold: 100,
    };
    await alarm({ ...percentile, evaluateLowSampleCountPercentiles: "ignore" }, "patient");
    await alarm(percentile, "hasty");
    put(500);
    await pass(1);
    expect([state("patient"), state("hasty")]).toEqual(["INSUFFICIENT_DATA", "ALARM"]);
    for (let sample = 0; sample < 200; sample += 1) put(sample < 150 ? 1 : 500);
    await pass(1);
    expect(state("patient")).toBe("ALARM");
    expect(mails().at(-1)?.Trigger).toMatchObject({
      StatisticType: "ExtendedStatistic",
      ExtendedStatistic: "p90",
    });
  });

  it("of ten seconds is evaluated every ten seconds", async () => {
    await alarm({ namespace: "app", metricName: "latency", statistic: "Sum", period: 10 });
    cloud.cloudwatch.metrics
      .series({ namespace: "app", name: "latency", dimensions: {} }, "None")
      .add(cloud.clock.now() + minute, 1, 1, true);
    // The first minute's timer was set before there was such an alarm.
    await cloud.clock.pass(minute + 6000, () => cloud.quiet());
    expect(state()).toBe("ALARM");
    await cloud.clock.pass(30_000, () => cloud.quiet());
    expect(state()).toBe("INSUFFICIENT_DATA");
  });

  it("does nothing while its actions are off, and says so when its topic refuses", async () => {
    await alarm({ ...onDepth, actionsEnabled: false }, "silent");
    await declare.topic("closed", "events.amazonaws.com");
    await alarm({ ...onDepth, okActions: [arn("sns", "closed")] }, "refused");
    await pass(1);
    expect([state("silent"), state("refused")]).toEqual(["OK", "OK"]);
    expect(mails()).toEqual([]);
    expect(cloud.faults.since(0).map(({ message }) => message)).toContainEqual(
      expect.stringContaining("Alarm refused could not be published"),
    );
    expect(cloud.alarms.find("refused")?.history.at(-1)?.summary).toContain("Failed to execute");
  });

  it("mails nothing to a recipient who has not confirmed, and nothing is wrong about it", async () => {
    await declare.resource("aws:sns/topicSubscription:TopicSubscription", "new", {
      topic: arn("sns", "alarms"),
      protocol: "email",
      endpoint: "new@example.org",
    });
    await alarm(onDepth);
    await pass(1);
    const to = (address: string) => cloud.sns.mail.emails().filter((email) => email.to === address);
    expect(to("new@example.org").map(({ subject }) => subject)).toEqual([
      "AWS Notification - Subscription Confirmation",
    ]);
    expect(cloud.sns.mail.confirm("new@example.org")).toBe(1);
    cloud.sqs.send("dead", { body: "x" });
    await pass(1);
    expect(to("new@example.org").at(-1)?.subject).toContain("ALARM");
    expect(cloud.faults.since(0).filter(({ service }) => service === "sns")).toEqual([]);
  });

  it("keeps its state when it is declared anew, and forgets it with the resource", async () => {
    await alarm(onDepth);
    await pass(1);
    await alarm({ ...onDepth, threshold: 5 });
    expect(state()).toBe("OK");
    await declare.remove(alarmType, "dead-letters");
    expect(state()).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ["neither metric nor queries", { metricName: undefined }, "either metricName"],
    [
      "an unknown comparison",
      { comparisonOperator: "GreaterThenThreshold" },
      "did you mean GreaterThan",
    ],
    [
      "a band",
      { comparisonOperator: "GreaterThanUpperThreshold" },
      "an anomaly detection band, which is not simulated",
    ],
    [
      "M above N",
      { datapointsToAlarm: 2 },
      "datapointsToAlarm (2) is more than evaluationPeriods (1)",
    ],
    ["an odd period", { period: 45 }, "not 45"],
    ["a week and more", { period: 86_400, evaluationPeriods: 8 }, "at most 604800 seconds"],
    ["an unknown statistic", { statistic: "Median" }, "the statistic Median is none of"],
    [
      "an action elsewhere",
      { alarmActions: ["arn:aws:lambda:x:1:function:f"] },
      "is not simulated",
    ],
    [
      "an expression that names nothing",
      {
        metricName: undefined,
        metricQueries: [
          { id: "e1", expression: "m0 + m2", returnData: true },
          depthOf("m0", "dead"),
          depthOf("m1", "dead"),
        ],
      },
      'the expression names "m2", which is no query',
    ],
    [
      "two results",
      {
        metricName: undefined,
        metricQueries: [
          { ...depthOf("m0", "dead"), returnData: true },
          { ...depthOf("m1", "dead"), returnData: true },
        ],
      },
      "exactly one of metricQueries",
    ],
    [
      "SEARCH",
      {
        metricName: undefined,
        metricQueries: [
          { id: "e1", expression: "SUM(SEARCH('x', 'Sum', 60))", returnData: true },
          depthOf("m0", "dead"),
        ],
      },
      "the function SEARCH is not simulated",
    ],
    [
      "an unknown member of a query",
      { metricName: undefined, metricQueries: [{ ...depthOf("m0", "dead"), returnsData: true }] },
      "returnsData",
    ],
  ])("refuses %s", async (_what, properties, message) => {
    await expect(alarm({ ...onDepth, ...properties })).rejects.toThrow(message);
    expect(cloud.alarms.all()).toEqual([]);
  });
});

describe("a composite alarm", () => {
  it("follows its rule at once, through other composites", async () => {
    const cloud = await SimulatedCloud.start({ seed: 1 });
    const declare = new Declare(cloud.controlPlane);
    const metric = (name: string) =>
      declare.resource("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
        name,
        arn: arn("cloudwatch", `alarm:${name}`),
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        namespace: "app",
        metricName: name,
        statistic: "Sum",
        period: 60,
      });
    const composite = (alarmName: string, alarmRule: string) =>
      declare.resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", alarmName, {
        alarmName,
        arn: arn("cloudwatch", `alarm:${alarmName}`),
        alarmRule,
      });
    await metric("a");
    await metric("b c");
    await composite("both", `ALARM(a) AND ALARM("b c")`);
    await composite("not both", `NOT (ALARM(${arn("cloudwatch", "alarm:both")}) OR FALSE)`);
    const states = () => ["both", "not both"].map((name) => cloud.alarms.find(name)?.state);
    const set = (name: string, state: "ALARM" | "OK") => {
      const alarm = cloud.alarms.find(name);
      if (alarm) cloud.alarms.setState(alarm, state, "told to");
    };
    expect(states()).toEqual(["OK", "ALARM"]);
    set("a", "ALARM");
    expect(states()).toEqual(["OK", "ALARM"]);
    set("b c", "ALARM");
    expect(states()).toEqual(["ALARM", "OK"]);
    set("a", "OK");
    expect(states()).toEqual(["OK", "ALARM"]);
    await expect(composite("bad", "ALARM(nobody)")).rejects.toThrow("nobody, which does not exist");
    await expect(composite("bad", "ALARM(a) ALARM(a)")).rejects.toThrow("AND, OR or the end");
    await cloud.stop();
  });
});
