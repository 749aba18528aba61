import type { PhoneMessage, Tick } from "end-user-messaging-simulator";
import fc from "fast-check";
import { phoneNumber } from "../../../shared/domain/message/channel";
import type { LogLine, PageState } from "../page-state";
import { applyEvent, kept, trimmed } from "./apply-event";

const empty: PageState = {
  stack: "dev",
  person: { name: "Maya", number: "+12065550142" },
  senders: [],
  rollout: { awsWeight: 10, weightInForce: 10, stage: "primary" },
  messages: [],
  log: [],
  faults: [],
};

const message = (id: string, tick: Tick): PhoneMessage => ({
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

test("each message stands once, where it first came, with the tick that came last", () => {
  const events = fc.array(
    fc.record({
      id: fc.constantFrom("a", "b", "c", "d"),
      tick: fc.constantFrom<Tick>("sent", "delivered", "read"),
    }),
  );
  fc.assert(
    fc.property(events, (happened) => {
      const { messages } = happened.reduce(
        (state, { id, tick }) => applyEvent(state, { kind: "message", message: message(id, tick) }),
        empty,
      );
      expect(messages.map(({ id }) => id)).toEqual([...new Set(happened.map(({ id }) => id))]);
      for (const { id, tick } of messages)
        expect(tick).toBe(happened.findLast((each) => each.id === id)?.tick);
    }),
  );
});

test("only the newest log lines are kept, whether they come one by one or with the whole state", () => {
  const lines = Array.from({ length: kept.log + 3 }, (_, at) => line(at));
  const oneByOne = lines.reduce(
    (state, each) => applyEvent(state, { kind: "log", line: each }),
    empty,
  );
  expect(oneByOne.log).toEqual(lines.slice(3));
  expect(trimmed({ ...empty, log: lines }).log).toEqual(lines.slice(3));
});

test("a deployment brings the new weight, the senders that are left and what changed", () => {
  const deployment = { at: 5, milliseconds: 84, changes: ["update declared-weight"] };
  const rollout = { awsWeight: 100, weightInForce: 25, stage: "backup" } as const;
  const state = applyEvent(empty, { kind: "rollout", rollout, deployment, senders: [] });
  expect(state).toEqual({ ...empty, rollout, senders: [], lastDeployment: deployment });
});
