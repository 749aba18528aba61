import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare } from "../declare.testing";

describe("an alarm on a queue's depth", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 1, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
    await declare.queue("dead");
    await declare.topic("alarms", "cloudwatch.amazonaws.com");
    await declare.resource("aws:sns/topicSubscription:TopicSubscription", "ops", {
      topic: arn("sns", "alarms"),
      protocol: "email",
      endpoint: "ops@example.org",
    });
  });
  afterEach(() => cloud.stop());

  const alarm = (properties = {}) =>
    declare.resource("aws:cloudwatch/metricAlarm:MetricAlarm", "dead-letters", {
      name: "dead-letters",
      arn: arn("cloudwatch", "alarm:dead-letters"),
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "dead" },
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 1,
      alarmActions: [arn("sns", "alarms")],
      okActions: [arn("sns", "alarms")],
      ...properties,
    });
  const state = () => cloud.alarms.all()[0]?.state;
  const mails = () => cloud.sns.emails().map(({ message }) => JSON.parse(message).NewStateValue);

  it("rises with the depth, falls with it, and mails both", async () => {
    await alarm();
    expect(state()).toBe("OK");
    cloud.sqs.send("dead", { body: "x" });
    await cloud.quiet();
    expect([state(), mails()]).toEqual(["ALARM", ["ALARM"]]);
    const [message] = cloud.sqs.receive("dead");
    cloud.sqs.delete("dead", message?.receiptHandle ?? "");
    await cloud.quiet();
    expect([state(), mails()]).toEqual(["OK", ["ALARM", "OK"]]);
  });

  it("waits for its evaluation periods on the simulated clock, and forgets a depth that goes down meanwhile", async () => {
    await alarm({ evaluationPeriods: 3 });
    cloud.sqs.send("dead", { body: "x" });
    cloud.clock.advance(119_000);
    expect(state()).toBe("OK");
    cloud.sqs.receive("dead");
    cloud.clock.advance(1_500);
    expect(state()).toBe("OK");
    cloud.clock.advance(30_000);
    cloud.clock.advance(121_000);
    expect(state()).toBe("ALARM");
  });

  it("on another metric has no data", async () => {
    await alarm({ namespace: "AWS/Lambda", metricName: "Errors" });
    cloud.sqs.send("dead", { body: "x" });
    expect(state()).toBe("INSUFFICIENT_DATA");
  });

  it("says so when its topic does not take the notification", async () => {
    await declare.remove("aws:sns/topicPolicy:TopicPolicy", "alarms");
    await alarm();
    cloud.sqs.send("dead", { body: "x" });
    await cloud.quiet();
    expect(cloud.faults.since(0).map(({ message }) => message)).toContainEqual(
      expect.stringContaining("Alarm dead-letters could not be published"),
    );
  });
});
