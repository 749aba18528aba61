import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ada, crowd } from "../../local/rehearsal/people";
import { RunningSystem } from "../../local/system/running-system";

const question = "how many calories in two eggs and a banana?";

let system: RunningSystem;

beforeEach(async () => {
  system = await RunningSystem.start({ stack: "dev" });
});

afterEach(() => system.stop());

function answersIn(talk: Awaited<ReturnType<RunningSystem["talk"]>>) {
  return talk
    .filter(({ direction }) => direction === "from-business")
    .map(({ provider, tick }) => `${provider} ${tick}`);
}

/** The person writes, and every retry that could follow is waited for. */
function ask(sender: "A" | "B" | "sms") {
  return system.talk(async () => {
    await system.write(ada, sender, question);
    await system.queues.untilTriedOut("conversation");
  });
}

test.each([
  ["A", "twilio", "POST *", "twilio delivered"],
  ["B", "social-messaging", "SendWhatsAppMessage", "aws delivered"],
  ["sms", "sms-voice", "SendTextMessage", "aws delivered"],
] as const)(
  "%s: a send whose answer is lost is not sent again",
  async (sender, service, operation, answer) => {
    await system.client.call("POST /failures", {
      service,
      operation,
      failure: { kind: "answer-lost" },
    });
    expect(answersIn(await ask(sender))).toEqual([answer]);
  },
);

test("a provider that is throttled for a while is tried again later, and the person gets one answer", async () => {
  await system.client.call("POST /failures", {
    service: "sms-voice",
    failure: { kind: "throttle" },
  });
  const throttled = await system.talk(() => system.write(ada, "sms", question));
  await system.client.call("DELETE /failures", {});
  const later = await system.talk(() => system.queues.untilTriedOut("conversation"));
  expect([answersIn(throttled), answersIn(later)]).toEqual([[], ["aws delivered"]]);
});

test("what B cannot send now leaves from A, where the person's window is open there too", async () => {
  await ask("A");
  await system.client.call("POST /failures", {
    service: "social-messaging",
    failure: { kind: "throttle" },
  });
  expect(answersIn(await ask("B"))).toEqual(["twilio delivered"]);
});

test("the brake holds the weight back from the next message on, and at cap 0 with pause nothing leaves that the business starts", async () => {
  await system.setConfig("rollout.awsWeight", "100");
  const brake = async (item: object) => {
    const { client, name } = await system.table();
    await client.send(
      new PutCommand({
        TableName: name,
        Item: {
          pk: "ROLLOUT",
          sk: "BRAKE",
          reason: "a test",
          incident: "INC-1",
          at: (await system.client.call("GET /clock", {})).now,
          ...item,
        },
      }),
    );
  };
  const [first, second, third] = crowd(3);
  const write = (person = ada) =>
    system.talk(() => system.writeFirst(person, `brake-${person.number}`));
  expect(answersIn(await write(first))).toEqual(["aws delivered"]);
  await brake({ cap: 0 });
  expect((await system.rolloutInForce()).awsWeight).toBe(0);
  expect(answersIn(await write(second))).toEqual(["twilio delivered"]);
  await brake({ cap: 0, pause: true });
  expect(answersIn(await write(third))).toEqual([]);
});
