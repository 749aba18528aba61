import { arn } from "../account/account";
import { SimulatedCloud } from "../cloud";
import { Declare, readsQueue } from "../declare.testing";

const topicArn = arn("sns", "events");
const publisher = {
  servicePrincipal: "social-messaging.amazonaws.com",
  sourceArn: arn("social-messaging", "waba/1"),
};

describe("a topic", () => {
  let cloud: SimulatedCloud;
  let declare: Declare;

  beforeEach(async () => {
    cloud = await SimulatedCloud.start({ seed: 3, unkindness: { duplicateProbability: 0 } });
    declare = new Declare(cloud.controlPlane);
    await declare.topic("events", publisher.servicePrincipal);
    await declare.queue("inbox");
    await declare.queue("dead");
    await declare.function(
      "reader",
      "exports.handler = async () => { throw new Error('busy'); };",
      {
        allow: readsQueue("inbox"),
      },
    );
    await declare.mapping("inbox", "reader");
  });
  afterEach(() => cloud.stop());

  const publish = async (message: string) => {
    await cloud.sns.publish(topicArn, message, publisher);
    await cloud.quiet();
  };
  const bodies = (queue: string) => cloud.sqs.peekAll(queue).map(({ body }) => body);
  const faults = () => cloud.faults.since(0).map(({ message }) => message);

  it("delivers in its envelope", async () => {
    await declare.subscription("events", "inbox");
    await publish("two eggs");
    expect(JSON.parse(bodies("inbox")[0] ?? "")).toMatchObject({
      Type: "Notification",
      MessageId: expect.any(String),
      TopicArn: topicArn,
      Message: "two eggs",
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      SignatureVersion: "1",
    });
    expect(faults()).toEqual([]);
  });

  it("delivers the bare message where the subscription asks for it", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    await publish("two eggs");
    expect(bodies("inbox")).toEqual(["two eggs"]);
  });

  it("keeps no order", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    const sent = Array.from({ length: 20 }, (_, index) => String(index));
    const arrived: string[] = [];
    cloud.sqs.onChange((queue) => {
      for (const { body } of queue.peekAll()) if (!arrived.includes(body)) arrived.push(body);
    });
    await Promise.all(sent.map((message) => cloud.sns.publish(topicArn, message, publisher)));
    await cloud.quiet();
    expect([...arrived].sort()).toEqual([...sent].sort());
    expect(arrived).not.toEqual(sent);
  });

  it("refuses a service that its policy does not allow, by name", async () => {
    const other = { ...publisher, servicePrincipal: "events.amazonaws.com" };
    await expect(cloud.sns.publish(topicArn, "x", other)).rejects.toThrow(
      `does not allow events.amazonaws.com sns:Publish for ${publisher.sourceArn}`,
    );
    expect(faults()).toEqual([
      expect.stringContaining(
        `The policy of topic ${topicArn} does not allow events.amazonaws.com`,
      ),
    ]);
  });

  it("refuses everybody when it has no policy, and names a topic that does not exist", async () => {
    await declare.remove("aws:sns/topicPolicy:TopicPolicy", "events");
    await expect(publish("x")).rejects.toThrow("does not allow social-messaging.amazonaws.com");
    await expect(cloud.sns.publish(arn("sns", "nothing"), "x", publisher)).rejects.toThrow(
      "does not exist",
    );
  });

  it("takes a message from a role that may publish, where the service comes with one", async () => {
    const role = (name: string, service: string, actions: string[]) =>
      Promise.all([
        declare.resource("aws:iam/role:Role", name, {
          name,
          arn: `arn:aws:iam::123456789012:role/${name}`,
          assumeRolePolicy: JSON.stringify({
            Statement: {
              Effect: "Allow",
              Principal: { Service: service },
              Action: "sts:AssumeRole",
            },
          }),
        }),
        declare.resource("aws:iam/rolePolicy:RolePolicy", name, {
          role: name,
          policy: JSON.stringify({
            Statement: { Effect: "Allow", Action: actions, Resource: topicArn },
          }),
        }),
      ]);
    const sms = (name: string) =>
      cloud.sns.publish(topicArn, "x", {
        servicePrincipal: "sms-voice.amazonaws.com",
        sourceArn: "arn:pool",
        roleArn: `arn:aws:iam::123456789012:role/${name}`,
      });
    await role("good", "sms-voice.amazonaws.com", ["sns:Publish"]);
    await role("weak", "sms-voice.amazonaws.com", ["sns:ListTopics"]);
    await role("strange", "ec2.amazonaws.com", ["sns:Publish"]);
    await expect(sms("good")).resolves.toMatchObject({ messageId: expect.any(String) });
    await expect(sms("weak")).rejects.toThrow(
      "role/weak does not let sms-voice.amazonaws.com publish",
    );
    await expect(sms("strange")).rejects.toThrow(
      "role/strange does not let sms-voice.amazonaws.com publish",
    );
  });

  it("without a subscription loses the message, by name", async () => {
    await publish("x");
    expect(faults()).toEqual([
      `A message to topic ${topicArn} went nowhere: the topic has no subscription.`,
    ]);
  });

  it("loses a message that the queue's policy refuses, by name", async () => {
    await declare.subscription("events", "inbox");
    await declare.remove("aws:sqs/queuePolicy:QueuePolicy", "inbox");
    await publish("x");
    expect(bodies("inbox")).toEqual([]);
    expect(faults()[0]).toContain(
      "the policy of queue inbox does not allow sns.amazonaws.com sqs:SendMessage",
    );
    expect(faults()[0]).toContain("it is lost: it has no dead-letter queue");
  });

  it("sends a refused message to the subscription's dead-letter queue, when that allows it", async () => {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead") });
    await declare.subscription("events", "inbox", { redrivePolicy, rawMessageDelivery: true });
    await declare.remove("aws:sqs/queuePolicy:QueuePolicy", "inbox");
    await publish("first");
    expect(faults()[0]).toContain("it is lost: the policy of queue dead does not allow");
    await declare.queuePolicy("dead", "events");
    await publish("second");
    expect(bodies("dead")).toEqual(["second"]);
    expect(faults()[1]).toContain(`it went to the dead-letter queue ${arn("sqs", "dead")}`);
  });

  describe("of more than a queue takes", () => {
    const large = "x".repeat(262_000);
    const deadLetters = {
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead") }),
    };

    it("loses the message, by name, and lives on", async () => {
      await declare.queue("inbox", { maxMessageSize: 1024 });
      await declare.subscription("events", "inbox");
      await publish("x".repeat(2048));
      expect(faults()).toEqual([
        "Subscription events-inbox could not deliver a message: queue inbox refused it: InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.; it is lost: it has no dead-letter queue.",
      ]);
      await publish("two eggs");
      expect(bodies("inbox")).toHaveLength(1);
    });

    it("in its envelope alone, goes to the dead-letter queue that takes it", async () => {
      await declare.queue("dead", { maxMessageSize: 1_048_576 });
      await declare.queuePolicy("dead", "events");
      await declare.subscription("events", "inbox", deadLetters);
      await publish(large);
      expect([bodies("inbox").length, bodies("dead").length]).toEqual([0, 1]);
      await declare.subscription("events", "inbox", { rawMessageDelivery: true });
      await publish(large);
      expect(bodies("inbox")).toEqual([large]);
    });
  });

  it("takes no message of more than 256 KB from a service, by name, and lives on", async () => {
    await declare.subscription("events", "inbox", { rawMessageDelivery: true });
    await expect(publish("x".repeat(262_145))).rejects.toMatchObject({ code: "InvalidParameter" });
    expect(faults()).toEqual([
      `Topic ${topicArn} does not take a message of ${publisher.servicePrincipal} for ${publisher.sourceArn}: Invalid parameter: Message too long`,
    ]);
    await publish("two eggs");
    expect(bodies("inbox")).toEqual(["two eggs"]);
  });

  it("survives what fails in the delivery, and names it", async () => {
    await declare.subscription("events", "inbox");
    jest.spyOn(cloud.sqs.queue("inbox"), "send").mockImplementationOnce(() => {
      throw new Error("out of order");
    });
    await publish("x");
    expect(faults()).toEqual(["The delivery to subscription events-inbox failed: out of order"]);
  });

  it("mails to a recipient once they have confirmed the subscription", async () => {
    await declare.resource("aws:sns/topicSubscription:TopicSubscription", "ops", {
      topic: topicArn,
      protocol: "email",
      endpoint: "ops@example.org",
    });
    const to = "ops@example.org";
    await publish("too early");
    expect(cloud.sns.mail.subscriptions()).toEqual([{ topicArn, to, confirmed: false }]);
    expect(cloud.sns.mail.confirm(to)).toBe(1);
    expect(cloud.sns.mail.confirm(to)).toBe(0);
    await publish("something is wrong");
    expect(cloud.sns.mail.emails()).toMatchObject([
      { to, message: expect.stringContaining("To confirm this subscription") },
      { to, message: "something is wrong" },
    ]);
    expect(faults()).toEqual([]);
  });

  it.each([
    ["topic", { topic: arn("sns", "nothing") }, arn("sns", "nothing")],
    ["queue", { endpoint: arn("sqs", "nothing") }, arn("sqs", "nothing")],
    [
      "dead-letter queue",
      { redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("sqs", "nothing") }) },
      arn("sqs", "nothing"),
    ],
    ["protocol", { protocol: "https" }, "protocol"],
    ["filter policy", { filterPolicy: "{}" }, "filter policies are not simulated"],
  ])("refuses a subscription whose %s it does not have", async (_, properties, named) => {
    await expect(declare.subscription("events", "inbox", properties)).rejects.toThrow(named);
  });
});
