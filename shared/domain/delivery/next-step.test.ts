import fc from "fast-check";
import type { ContactId } from "../contact/contact";
import type { Arm, SenderKey } from "../message/channel";
import type { Attempt, Message } from "../message/ledger-record";
import { initiatedId } from "../message/message-id";
import { backOffMs, closeAfterMs, lookUpsAfterMs, type NextStep, nextStep } from "./next-step";
import { type Disposition, dispositions, type Refusal, type SendOutcome } from "./outcome";
import { deliveryStatuses } from "./status";

const start = 1_000_000;
const hour = 60 * 60_000;

const refusal = (disposition: Disposition, more: Partial<Refusal> = {}): Refusal => ({
  disposition,
  code: "x",
  alarm: false,
  known: true,
  explanation: "x",
  ...more,
});
const refused = (disposition: Disposition, more: Partial<Refusal> = {}): SendOutcome => ({
  kind: "refused",
  refusal: refusal(disposition, more),
});
const notTaken: SendOutcome = { kind: "not-taken", reason: "ECONNREFUSED" };
const ambiguous: SendOutcome = { kind: "ambiguous", reason: "timeout" };

function attempt(number: number, sender: SenderKey, more: Partial<Attempt> = {}): Attempt {
  return {
    number,
    sender,
    provider: sender === "A" ? "twilio" : "aws",
    routing: { reason: number === 1 ? "written-to" : "again" },
    events: { intended: { at: start } },
    ...more,
  };
}

function message(...attempts: Attempt[]): Message {
  return {
    record: {
      messageId: initiatedId("one"),
      contactId: "contact-1" as ContactId,
      channel: "whatsapp",
      purpose: "answer",
      content: "text",
      createdAt: start,
      notAfter: start + 6 * hour,
    },
    content: {
      content: { type: "text", body: "x" },
      to: [{ kind: "waId", value: "12025550199" }],
    },
    attempts,
  };
}

const step = (
  one: Message,
  {
    now = start,
    sender = "A" as SenderKey,
    standIn,
  }: Partial<{ now: number; sender: SenderKey; standIn: Arm }> = {},
) => nextStep(one, { now, sender, ...(standIn ? { standIn } : {}) });

const later = start + hour;
const firstBackOff = start + backOffMs(initiatedId("one"), 1);

describe("a message", () => {
  it("without an attempt gets its first, from the sender of the moment", () => {
    expect(step(message(), { sender: "B" })).toEqual({
      do: "attempt",
      sender: "B",
      number: 1,
      again: false,
      reason: "first",
    });
  });

  it("that is out of time before its first attempt is not sent", () => {
    expect(step(message(), { now: start + 6 * hour })).toEqual({
      do: "nothing",
      because: "expired",
    });
  });

  it.each(["accepted", "sent", "delivered", "read"] as const)("that was %s is over", (status) => {
    const one = attempt(1, "A", { events: { intended: { at: start }, [status]: { at: start } } });
    expect(step(message(one))).toEqual({ do: "nothing", because: "taken" });
    expect(step(message({ ...one, outcome: ambiguous }), { now: later })).toEqual({
      do: "nothing",
      because: "taken",
    });
  });
});

test("an attempt that was taken is over, also where only its outcome says so", () => {
  const taken = { kind: "accepted", providerMessageId: "p" } as const;
  const over = { do: "nothing", because: "taken" };
  expect(step(message(attempt(1, "A", { outcome: taken })), { now: later })).toEqual(over);
});

describe("an attempt that was refused", () => {
  it.each(["suppress", "reject"] as const)("with %s is the last", (disposition) => {
    for (const standIn of [undefined, "B"] as const)
      expect(
        step(message(attempt(1, "A", { outcome: refused(disposition) })), {
          now: later,
          ...(standIn ? { standIn } : {}),
        }),
      ).toEqual({ do: "nothing", because: disposition === "suppress" ? "suppressed" : "rejected" });
  });

  it.each(["retry", "wait"] as const)(
    "with %s waits, and goes to the same sender",
    (disposition) => {
      const one = message(attempt(1, "A", { outcome: refused(disposition) }));
      expect(step(one, { standIn: "B" })).toEqual({
        do: "wait",
        until: firstBackOff,
        about: "attempt",
      });
      expect(step(one, { standIn: "B", now: firstBackOff })).toMatchObject({
        do: "attempt",
        sender: "A",
        number: 2,
        again: false,
      });
    },
  );

  it("is followed by one that says it is made again", () => {
    const one = message(attempt(1, "A", { outcome: refused("retry") }));
    expect(step(one, { now: later })).toEqual({
      do: "attempt",
      sender: "A",
      number: 2,
      again: false,
      reason: "again",
    });
  });

  it("with a least time waits that long", () => {
    const one = message(attempt(1, "A", { outcome: refused("wait", { waitMs: hour }) }));
    expect(step(one)).toEqual({ do: "wait", until: start + hour, about: "attempt" });
  });

  it("that would wait past its time is given up at once", () => {
    const one = message(attempt(1, "A", { outcome: refused("wait", { waitMs: 6 * hour }) }));
    expect(step(one)).toEqual({ do: "nothing", because: "expired" });
  });

  it.each([
    ["failover", refused("failover")],
    ["no connection", notTaken],
  ])("for %s goes to the other number at once, and then waits for its own", (_, outcome) => {
    const first = attempt(1, "A", { outcome });
    expect(step(message(first), { standIn: "B" })).toEqual({
      do: "attempt",
      sender: "B",
      number: 2,
      again: false,
      reason: "failover",
    });
    expect(step(message(first))).toEqual({ do: "wait", until: firstBackOff, about: "attempt" });
    const second = attempt(2, "B", { outcome, routing: { reason: "failover" } });
    expect(step(message(first, second), { standIn: "A" })).toMatchObject({ do: "wait" });
    expect(step(message(first, second), { standIn: "B", now: later })).toMatchObject({
      do: "attempt",
      sender: "A",
      number: 3,
    });
  });

  it("by a limit on the number that stood in is not sent around it", () => {
    const first = attempt(1, "A", { outcome: refused("failover") });
    const second = attempt(2, "B", {
      outcome: refused("wait"),
      routing: { reason: "failover" },
    });
    expect(step(message(first, second), { sender: "A", standIn: "B", now: later })).toMatchObject({
      do: "attempt",
      sender: "B",
    });
  });
});

describe("an attempt that failed later", () => {
  const accepted: SendOutcome = { kind: "accepted", providerMessageId: "p" };
  const failed = { intended: { at: start }, accepted: { at: start }, failed: { at: start } };

  it.each([
    ["failover", { do: "attempt", sender: "B", reason: "failover" }],
    ["retry", { do: "wait", about: "attempt" }],
    ["wait", { do: "wait", about: "attempt" }],
    ["suppress", { do: "nothing", because: "suppressed" }],
    ["reject", { do: "nothing", because: "rejected" }],
  ] as const)("goes by its disposition: %s", (disposition, expected) => {
    const one = attempt(1, "A", {
      outcome: accepted,
      failure: refusal(disposition),
      events: failed,
    });
    expect(step(message(one), { standIn: "B" })).toMatchObject(expected);
  });

  it("and was delivered all the same is over", () => {
    const one = attempt(1, "A", {
      outcome: accepted,
      failure: refusal("failover"),
      events: { ...failed, delivered: { at: start } },
    });
    expect(step(message(one), { standIn: "B" })).toEqual({ do: "nothing", because: "taken" });
  });
});

describe("an attempt of unknown outcome", () => {
  it.each([
    ["that nobody wrote down", {}],
    ["that was ambiguous", { outcome: ambiguous }],
  ])("%s at Twilio is asked for after 30 seconds and after 5 minutes", (_, more) => {
    const once = (lookUps: number) => message(attempt(1, "A", { ...more, lookUps }));
    expect(step(once(0), { standIn: "B" })).toEqual({
      do: "wait",
      until: start + 30_000,
      about: "look-up",
    });
    expect(step(once(0), { now: start + 30_000 })).toMatchObject({ do: "look-up", last: false });
    expect(step(once(1), { now: start + 30_000 })).toMatchObject({
      do: "wait",
      until: start + 300_000,
    });
    expect(step(once(1), { now: start + 300_000 })).toMatchObject({ do: "look-up", last: true });
    expect(step(once(2), { now: start + 300_000 })).toMatchObject({ do: "close" });
  });

  it("at AWS is held for 185 minutes and then closed, once", () => {
    const one = attempt(1, "B", { outcome: ambiguous });
    expect(step(message(one), { standIn: "A" })).toEqual({
      do: "wait",
      until: start + 185 * 60_000,
      about: "look-up",
    });
    expect(step(message(one), { now: start + closeAfterMs, standIn: "A" })).toMatchObject({
      do: "close",
    });
    const closed = { ...one, closedAt: start + closeAfterMs };
    expect(step(message(closed), { now: start + closeAfterMs, standIn: "A" })).toEqual({
      do: "nothing",
      because: "unknown",
    });
  });

  it("is waited for although the message would be too late to send by then", () => {
    const begun = start + 6 * hour - 1;
    const one = attempt(1, "B", { outcome: ambiguous, events: { intended: { at: begun } } });
    expect(step(message(one), { now: begun })).toEqual({
      do: "wait",
      until: begun + closeAfterMs,
      about: "look-up",
    });
  });

  it("is counted from the message where nobody wrote down when it began", () => {
    expect(step(message(attempt(1, "B", { events: {} })))).toEqual({
      do: "wait",
      until: start + closeAfterMs,
      about: "look-up",
    });
  });

  it("is looked up although the message would be too late to send", () => {
    const late = { ...message(attempt(1, "A")), record: { ...message().record, notAfter: start } };
    expect(step(late, { now: later })).toMatchObject({ do: "look-up" });
  });

  it("that was never begun is begun, from its own sender", () => {
    const one = attempt(1, "B", { neverBegun: true });
    expect(step(message(one), { sender: "A" })).toEqual({
      do: "attempt",
      sender: "B",
      number: 1,
      again: true,
      reason: "again",
    });
    expect(step(message(one), { now: start + 6 * hour })).toEqual({
      do: "nothing",
      because: "expired",
    });
  });
});

describe("the back-off", () => {
  it("grows from between one and two seconds to five minutes at most", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 40 }), (id, attempts) => {
        const full = Math.min(300_000, 1000 * 2 ** attempts);
        expect(backOffMs(id, attempts)).toBeGreaterThanOrEqual(full / 2);
        expect(backOffMs(id, attempts)).toBeLessThanOrEqual(full);
        expect(backOffMs(id, attempts)).toBe(backOffMs(id, attempts));
      }),
    );
  });

  it("sends a crowd that was refused at once back one by one", () => {
    const crowd = Array.from({ length: 100 }, (_, n) => backOffMs(`m-${n}`, 1));
    expect(new Set(crowd).size).toBeGreaterThan(90);
  });
});

const anyTime = fc.integer({ min: start - hour, max: start + hour });
const anyRefusal = fc
  .record({
    disposition: fc.constantFrom(...dispositions),
    waitMs: fc.option(fc.integer({ min: 0, max: 8 * hour }), { nil: undefined }),
  })
  .map(({ disposition, waitMs }) => refusal(disposition, waitMs === undefined ? {} : { waitMs }));
const anyOutcome: fc.Arbitrary<SendOutcome | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant(notTaken),
  fc.constant(ambiguous),
  fc.constant<SendOutcome>({ kind: "accepted", providerMessageId: "p" }),
  anyRefusal.map((one): SendOutcome => ({ kind: "refused", refusal: one })),
);
const anyAttempt = fc
  .record({
    sender: fc.constantFrom("A", "B"),
    outcome: anyOutcome,
    reason: fc.constantFrom("again", "failover"),
    failure: fc.option(anyRefusal, { nil: undefined }),
    neverBegun: fc.boolean(),
    lookUps: fc.nat(2),
    seen: fc.subarray([...deliveryStatuses]),
    at: anyTime,
  })
  .map(
    ({ sender, outcome, reason, failure, neverBegun, lookUps, seen, at }) =>
      (number: number) =>
        attempt(number, sender as Arm, {
          ...(outcome ? { outcome } : {}),
          ...(failure && seen.includes("failed") ? { failure } : {}),
          ...(neverBegun && !outcome ? { neverBegun } : {}),
          routing: { reason },
          lookUps,
          events: Object.fromEntries([...seen, "intended"].map((status) => [status, { at }])),
        }),
  );
const anyMessage = fc
  .array(anyAttempt, { maxLength: 4 })
  .map((all) => message(...all.map((make, index) => make(index + 1))));
const anyFacts = fc
  .record({
    now: fc.integer({ min: start, max: start + 8 * hour }),
    sender: fc.constantFrom<SenderKey>("A", "B"),
    standIn: fc.option(fc.constantFrom<Arm>("A", "B"), { nil: undefined }),
  })
  .map(({ now, sender, standIn }) => ({ now, sender, ...(standIn ? { standIn } : {}) }));

describe("whatever the attempts", () => {
  const property = (
    check: (one: Message, facts: Parameters<typeof nextStep>[1], next: NextStep) => void,
  ) =>
    fc.assert(
      fc.property(anyMessage, anyFacts, (one, facts) => check(one, facts, nextStep(one, facts))),
      { numRuns: 1_000 },
    );

  it("the next step repeated is the same", () => {
    property((one, facts, next) => expect(nextStep(one, facts)).toEqual(next));
  });

  it("an unknown outcome is never followed by a blind resend", () => {
    property(({ attempts }, _, next) => {
      const last = attempts.at(-1);
      const isUnknown =
        last &&
        !last.failure &&
        (last.outcome?.kind === "ambiguous" || (!last.outcome && !last.neverBegun));
      if (isUnknown) expect(next.do).not.toBe("attempt");
    });
  });

  it("the other number stands in by a disposition or a connection never made, and for no limit", () => {
    property(({ attempts }, _, next) => {
      if (next.do !== "attempt" || next.reason !== "failover") return;
      const last = attempts.at(-1);
      const why = last?.failure?.disposition ?? last?.outcome?.kind;
      const disposition =
        last?.outcome?.kind === "refused" ? last.outcome.refusal.disposition : undefined;
      expect(["failover", "not-taken", "refused"]).toContain(why);
      if (why === "refused") expect(disposition).toBe("failover");
      expect(next.sender).not.toBe(last?.sender);
    });
  });

  it("nothing is begun, and nothing waits for an attempt, after its time", () => {
    property(({ record }, { now }, next) => {
      if (next.do === "attempt") expect(now).toBeLessThan(record.notAfter);
      if (next.do === "wait" && next.about === "attempt")
        expect(next.until).toBeLessThan(record.notAfter);
    });
  });

  it("what waits, waits for a time to come, and is then something else", () => {
    property((one, facts, next) => {
      if (next.do !== "wait") return;
      expect(next.until).toBeGreaterThan(facts.now);
      expect(nextStep(one, { ...facts, now: next.until }).do).not.toBe("wait");
    });
  });

  it("a new attempt has the next number, one that is begun again its own", () => {
    property(({ attempts }, _, next) => {
      if (next.do !== "attempt") return;
      expect(next.number).toBe(attempts.length + (next.again ? 0 : 1));
      if (next.again) expect(attempts.at(-1)?.neverBegun).toBe(true);
    });
  });
});

test("Twilio is asked twice, the second time when it must know", () => {
  expect(lookUpsAfterMs).toEqual([30_000, 300_000]);
});
