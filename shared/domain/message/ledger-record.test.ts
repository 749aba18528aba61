import fc from "fast-check";
import type { ContactId } from "../contact/contact";
import { templateContent } from "../content/template-catalogue";
import type { Refusal, SendOutcome } from "../delivery/outcome";
import { climb, type DeliveryStatus, deliveryStatuses } from "../delivery/status";
import {
  type Attempt,
  type Message,
  recordedContent,
  refusalOfLast,
  statusOfAttempt,
  statusOfMessage,
  withAttempt,
  withOutcome,
} from "./ledger-record";
import { initiatedId } from "./message-id";

const attempt = (number: number, more: Partial<Attempt> = {}): Attempt => ({
  number,
  sender: "B",
  provider: "aws",
  routing: { reason: "written-to" },
  events: {},
  ...more,
});
const message = (...attempts: Attempt[]): Message => ({
  record: {
    messageId: initiatedId("one"),
    contactId: "contact-1" as ContactId,
    channel: "whatsapp",
    purpose: "answer",
    content: "text",
    createdAt: 0,
    notAfter: 1,
  },
  attempts,
});
const seen = (...statuses: readonly DeliveryStatus[]) => ({
  events: Object.fromEntries(statuses.map((status, at) => [status, { at }])),
});
const refusal: Refusal = {
  disposition: "reject",
  code: "1",
  alarm: false,
  known: true,
  explanation: "no",
};
const refused = (more: Partial<Refusal> = {}): SendOutcome => ({
  kind: "refused",
  refusal: { ...refusal, ...more },
});

test("what is recorded of a content is its kind, or a template's name; never the words", () => {
  expect(recordedContent({ type: "text", body: "Two eggs" })).toBe("text");
  expect(recordedContent(templateContent("we_moved", "en", {}))).toBe("template:we_moved");
});

describe("how far it got", () => {
  it("is the highest that was seen of an attempt, in whatever order", () => {
    expect(statusOfAttempt(attempt(1))).toBe("intended");
    fc.assert(
      fc.property(fc.shuffledSubarray([...deliveryStatuses], { minLength: 1 }), (statuses) => {
        const highest = deliveryStatuses.findLast((one) => statuses.includes(one));
        expect(statusOfAttempt(attempt(1, seen(...statuses)))).toBe(highest);
      }),
    );
  });

  it("is as far as the attempt that got furthest, and queued before there is any", () => {
    expect(statusOfMessage(message())).toBe("queued");
    expect(statusOfMessage(message(attempt(1)))).toBe("intended");
    const status = fc.constantFrom(...deliveryStatuses);
    fc.assert(
      fc.property(fc.array(status, { minLength: 1 }), (statuses) => {
        const attempts = statuses.map((one, index) => attempt(index + 1, seen(one)));
        expect(statusOfMessage(message(...attempts))).toBe(statuses.reduce(climb));
      }),
    );
  });
});

test("what a provider said last is what it said later, or at the call, of the last attempt", () => {
  const later = { ...refusal, code: "2" };
  expect(refusalOfLast(message())).toBeUndefined();
  expect(refusalOfLast(message(attempt(1)))).toBeUndefined();
  expect(refusalOfLast(message(attempt(1, { outcome: refused() }), attempt(2)))).toBeUndefined();
  const ambiguous = { outcome: { kind: "ambiguous", reason: "timeout" } } as const;
  expect(refusalOfLast(message(attempt(1, ambiguous)))).toBeUndefined();
  const both = [attempt(1), attempt(2, { outcome: refused() }), attempt(3, { outcome: refused() })];
  expect(refusalOfLast(message(...both))).toEqual(refusal);
  const failed = attempt(3, { outcome: refused(), failure: later });
  expect(refusalOfLast(message(attempt(1), failed))).toEqual(later);
});

describe("an attempt whose call has ended", () => {
  it.each<[SendOutcome, DeliveryStatus]>([
    [{ kind: "accepted", providerMessageId: "p" }, "accepted"],
    [{ kind: "ambiguous", reason: "x" }, "ambiguous"],
    [{ kind: "not-taken", reason: "x" }, "not-taken"],
    [refused({ disposition: "reject" }), "failed"],
    [refused({ disposition: "suppress" }), "failed"],
    [refused({ disposition: "retry" }), "not-taken"],
    [refused({ disposition: "wait" }), "not-taken"],
    [refused({ disposition: "failover" }), "not-taken"],
  ])("with %j is %s from then on, and the others are what they were", (outcome, status) => {
    const [first, second] = [attempt(1), attempt(2, seen("intended"))] as const;
    expect(withOutcome(message(first, second), second, outcome, 9)).toEqual(
      message(first, { ...second, outcome, events: { intended: { at: 0 }, [status]: { at: 9 } } }),
    );
  });
});

test("an attempt is replaced by its number", () => {
  const changed = attempt(2, { lookUps: 1 });
  const before = message(attempt(1), attempt(2), attempt(3));
  expect(withAttempt(before, changed)).toEqual(message(attempt(1), changed, attempt(3)));
});
