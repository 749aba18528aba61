import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ada, crowd } from "../../local/rehearsal/people";
import { OutsideParties } from "../../local/system/outside-parties";
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

type Service = "social-messaging" | "sms-voice" | "twilio" | "secretsmanager";
type Kind = "throttle" | "refuse" | "answer-lost" | "reset-after-reading";

const minute = 60_000;

const breaks = (service: Service, kind: Kind, operation?: string) =>
  system.client.call("POST /failures", {
    service,
    failure: { kind },
    ...(operation === undefined ? {} : { operation }),
  });

const mends = () => system.client.call("DELETE /failures", {});

const passing = (milliseconds: number) =>
  system.talk(() => system.client.call("POST /clock/pass", { milliseconds }));

async function deadLetters(): Promise<readonly string[]> {
  return (await system.queues.withDeadLetters()).map(({ name }) => name);
}

/** What the functions counted under a metric since the system began. */
async function counted(metric: string): Promise<number> {
  const { entries } = await system.client.call("GET /logs", {});
  return entries.filter(({ text }) => text.includes(`"Name":"${metric}"`)).length;
}

test("a provider that is throttled for a while is tried again later, and the person gets one answer", async () => {
  await breaks("sms-voice", "throttle");
  const throttled = await system.talk(() => system.write(ada, "sms", question));
  await mends();
  const later = await passing(minute);
  expect([answersIn(throttled), answersIn(later)]).toEqual([[], ["aws delivered"]]);
});

test("throttling never leaves from A what B may not send, though the person's window is open there too", async () => {
  await ask("A");
  await breaks("social-messaging", "throttle");
  expect(answersIn(await ask("B"))).toEqual([]);
  await mends();
  expect(answersIn(await passing(5 * minute))).toEqual(["aws delivered"]);
});

test("what B cannot send because nobody answers there leaves from A, where the person's window is open too", async () => {
  await ask("A");
  await breaks("social-messaging", "refuse");
  expect(answersIn(await ask("B"))).toEqual(["twilio delivered"]);
});

test("where no other number may write, the answer waits until the provider is reached again", async () => {
  await breaks("social-messaging", "refuse");
  const refused = await ask("B");
  await mends();
  expect([answersIn(refused), answersIn(await passing(5 * minute))]).toEqual([
    [],
    ["aws delivered"],
  ]);
});

test("twelve minutes of throttling kill nothing: everybody is answered afterwards, once", async () => {
  await breaks("social-messaging", "throttle");
  const people = crowd(20);
  const asked = await system.talk(async () => {
    for (const person of people) await system.write(person, "B", question);
    await system.client.call("POST /clock/pass", { milliseconds: 12 * minute });
  });
  expect([answersIn(asked), await deadLetters()]).toEqual([[], []]);
  await mends();
  const answered = await passing(6 * minute);
  expect(answersIn(answered)).toEqual(people.map(() => "aws delivered"));
  expect(new Set(answered.map(({ person }) => person)).size).toBe(people.length);
  expect(await deadLetters()).toEqual([]);
}, 120_000);

test("a hundred SMS at once to a number of three parts a second are all answered, and none dies", async () => {
  const people = crowd(100);
  const answered = await system.talk(async () => {
    await Promise.all(people.map((person) => system.write(person, "sms", question)));
    await system.client.call("POST /clock/pass", { milliseconds: 20 * minute });
  });
  expect(answersIn(answered)).toEqual(people.map(() => "aws delivered"));
  expect(await deadLetters()).toEqual([]);
}, 180_000);

test("while Twilio's token cannot be read an answer from A waits; nothing is lost, nothing in doubt", async () => {
  // The webhook has the token to check signatures with; the function that answers has none yet.
  const { number: to } = await system.sender("A");
  await system.client.call("POST /events/twilio/forged", { from: ada.number, to, text: "hello" });
  await breaks("secretsmanager", "refuse");
  const asked = await system.talk(async () => {
    await system.write(ada, "A", question);
    await system.client.call("POST /clock/pass", { milliseconds: 30_000 });
  });
  await mends();
  const later = await passing(5 * minute);
  expect([answersIn(asked), answersIn(later)]).toEqual([[], ["twilio delivered"]]);
  expect(await deadLetters()).toEqual([]);
  expect(await counted("MessageUnknown")).toBe(0);
});

test("after a rotation of Twilio's token the functions that are warm go on receiving and sending", async () => {
  expect(answersIn(await ask("A"))).toEqual(["twilio delivered"]);
  // Another one, in the secret and at Twilio.
  const stack = await system.config();
  await new OutsideParties(system.client).setUpTwilio(stack.outputs, stack);
  await passing(minute);
  expect(answersIn(await ask("A"))).toEqual(["twilio delivered"]);
});

test("an answer of Twilio's that is lost is found by asking after half a minute, and nothing is sent twice", async () => {
  await breaks("twilio", "answer-lost", "POST *");
  const talk = await system.talk(() => system.write(ada, "A", question));
  await mends();
  expect(answersIn(talk)).toEqual(["twilio delivered"]);
  expect(answersIn(await passing(10 * minute))).toEqual([]);
  expect(await counted("MessageUnknown")).toBe(0);
});

test("a message that Twilio read and never took is sent again, once it was looked for in vain", async () => {
  await breaks("twilio", "reset-after-reading", "POST *");
  const talk = await system.talk(() => system.write(ada, "A", question));
  await mends();
  const later = await passing(10 * minute);
  expect([answersIn(talk), answersIn(later)]).toEqual([[], ["twilio delivered"]]);
});

test("the brake holds the weight back within seconds, and with pause nothing leaves that the business starts, whatever the cap", async () => {
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
          at: await system.watch.now(),
          ...item,
        },
      }),
    );
    // As long as the functions use what they have read.
    await passing(6_000);
  };
  const [first, second, third] = crowd(3);
  const write = (person = ada) =>
    system.talk(() => system.writeFirst(person, `brake-${person.number}`));
  // The weight that was declared is cached as well.
  await passing(6_000);
  expect(answersIn(await write(first))).toEqual(["aws delivered"]);
  await brake({ cap: 0 });
  expect((await system.rolloutInForce()).awsWeight).toBe(0);
  expect(answersIn(await write(second))).toEqual(["twilio delivered"]);
  await brake({ cap: 100, pause: true });
  expect(answersIn(await write(third))).toEqual([]);
  await brake({ cap: 100 });
  expect(answersIn(await passing(2 * minute))).toEqual(["aws delivered"]);
});
