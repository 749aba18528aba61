import fc from "fast-check";
import { phoneNumber } from "../../../shared/domain/message/channel";
import type { ProductView } from "../product";
import {
  type Alarm,
  applyChange,
  kept,
  type LogLine,
  type PageState,
  type PhoneMessage,
  stateOf,
  withDeployed,
} from "./state";

const product: ProductView = {
  stack: "dev",
  person: { name: "Maya", number: "+12065550142" },
  senders: [],
  rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" },
  functionNames: {},
};
const empty: PageState = {
  product,
  alarms: [],
  deployments: [],
  ignored: [],
  dashboards: [],
  tables: [],
  queues: [],
  emails: [],
  subscriptions: [],
  failures: [],
  messages: [],
  log: [],
  faults: [],
};

const message = (id: string, tick: PhoneMessage["tick"]): PhoneMessage => ({
  id,
  tick,
  channel: "whatsapp",
  provider: "aws",
  direction: "from-person",
  person: phoneNumber("+12065550142"),
  businessNumber: phoneNumber("+12065550102"),
  text: "two eggs",
  at: 0,
});

const line = (at: number): LogLine => ({ at, functionName: "send", level: "info", text: "sent" });
const news = fc.array(
  fc
    .record({
      id: fc.constantFrom("a", "b", "c", "d"),
      tick: fc.constantFrom<PhoneMessage["tick"]>("sent", "delivered", "read"),
    })
    .map(({ id, tick }) => message(id, tick)),
);

test("each message stands once, where it first came, with the tick that came last", () => {
  fc.assert(
    fc.property(news, (happened) => {
      const { messages } = happened.reduce(
        (state, each) => applyChange(state, { kind: "message", message: each }),
        empty,
      );
      expect(messages.map(({ id }) => id)).toEqual([...new Set(happened.map(({ id }) => id))]);
      for (const { id, tick } of messages)
        expect(tick).toBe(happened.findLast((each) => each.id === id)?.tick);
    }),
  );
});

test("wherever the page begins to look, it comes to the same as from the beginning", () => {
  fc.assert(
    fc.property(news, fc.nat(), (happened, cut) => {
      const at = happened.length === 0 ? 0 : cut % (happened.length + 1);
      const from = (start: number) =>
        happened
          .slice(start)
          .reduce(
            (state, each) => applyChange(state, { kind: "message", message: each }),
            stateOf({ ...empty, news: happened.slice(0, start), lines: [], faults: [] }),
          );
      expect(from(at)).toEqual(from(0));
    }),
  );
});

test("other people's messages change nothing", () => {
  const foreign = { ...message("a", "sent"), person: phoneNumber("+12065550143") };
  expect(applyChange(empty, { kind: "message", message: foreign })).toBe(empty);
});

test("only the newest log lines are kept, whether they come one by one or all at once", () => {
  const lines = Array.from({ length: kept.log + 3 }, (_, at) => line(at));
  const oneByOne = lines.reduce(
    (state, each) => applyChange(state, { kind: "log", line: each }),
    empty,
  );
  expect(oneByOne.log).toEqual(lines.slice(3));
  expect(stateOf({ ...empty, news: [], lines, faults: [] }).log).toEqual(lines.slice(3));
});

test("a log line of ours is told as its event, early and late", () => {
  const told = { ...line(0), text: '{"event":"turn.done","channel":"sms"}' };
  const expected = [{ ...told, text: "turn.done channel=sms" }];
  expect(applyChange(empty, { kind: "log", line: told }).log).toEqual(expected);
  expect(stateOf({ ...empty, news: [], lines: [told], faults: [] }).log).toEqual(expected);
});

const queue = (visible: number) => ({
  name: "inbox",
  arn: "arn:aws:sqs:us-east-1:123456789012:inbox",
  takesDeadLetters: false,
  ...{ visible, inFlight: 0, delayed: 0 },
});

test("a queue stands as it was told last; one that is not declared stands nowhere", () => {
  const before = { ...empty, queues: [queue(1)] };
  expect(applyChange(before, { kind: "queue", queue: queue(3) }).queues).toEqual([queue(3)]);
  expect(applyChange(empty, { kind: "queue", queue: queue(3) })).toEqual(empty);
});

test("a mail that came while the page was reading stands once", () => {
  const email = {
    messageId: "1",
    to: "a@example.com",
    topicArn: "t",
    message: "m",
    publishedAt: 0,
  };
  const once = applyChange(empty, { kind: "email", email });
  expect(applyChange(once, { kind: "email", email }).emails).toEqual([email]);
  const other = { ...email, to: "b@example.com" };
  expect(applyChange(once, { kind: "email", email: other }).emails).toEqual([email, other]);
});

test("a recipient has confirmed, and what fails is what is set", () => {
  const open = { topicArn: "t", to: "a@example.com", confirmed: false };
  const subscription = { ...open, confirmed: true };
  const before = { ...empty, subscriptions: [open] };
  expect(applyChange(before, { kind: "subscription", subscription }).subscriptions).toEqual([
    subscription,
  ]);
  const failures = [{ id: "1", service: "sqs", share: 1, failure: { kind: "hang" as const } }];
  expect(applyChange(empty, { kind: "failures", failures }).failures).toEqual(failures);
});

describe("a deployment", () => {
  const alarm = (name: string, state: Alarm["state"], since: number): Alarm => ({
    name,
    arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
    kind: "metric",
    state,
    since,
    reason: "",
    actionsEnabled: true,
  });
  const deployments = [
    { at: 5, milliseconds: 84, set: ["rollout.awsWeight=25"], steps: [] },
  ] satisfies PageState["deployments"];

  test("brings the product as it is now, and the alarms that are left", () => {
    const state = { ...empty, alarms: [alarm("gone", "ALARM", 1), alarm("kept", "OK", 1)] };
    const now = { ...product, senders: [] };
    const alarms = [alarm("kept", "OK", 1)];
    const ignored = [{ type: "t", name: "inbox", property: "tags", reason: "nothing acts on it" }];
    const dashboards = ["traffic"];
    const around = { tables: ["data"], queues: [queue(2)], subscriptions: [] };
    const deployed = { product: now, deployments, alarms, ignored, dashboards, ...around };
    expect(withDeployed(state, deployed)).toEqual({
      ...empty,
      ...around,
      ignored,
      dashboards,
      product: now,
      deployments,
      alarms,
    });
  });

  test("does not take back what an alarm has told meanwhile", () => {
    const before = { ...empty, alarms: [alarm("dead-letters", "INSUFFICIENT_DATA", 1)] };
    const rings = applyChange(before, { kind: "alarm", alarm: alarm("dead-letters", "ALARM", 7) });
    const { alarms } = withDeployed(rings, {
      ...empty,
      deployments,
      alarms: [alarm("dead-letters", "INSUFFICIENT_DATA", 1)],
    });
    expect(alarms).toMatchObject([{ name: "dead-letters", state: "ALARM", since: 7 }]);
  });
});
