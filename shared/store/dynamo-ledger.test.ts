import fc from "fast-check";
import { type Contact, type ContactId, newContact } from "../domain/contact/contact";
import type { DeliveryEvent } from "../domain/delivery/event";
import type { SendOutcome } from "../domain/delivery/outcome";
import { ownRefusal } from "../domain/delivery/own-codes";
import { climb, type DeliveryStatus, type ReportedStatus } from "../domain/delivery/status";
import { type Attempt, statusOfAttempt } from "../domain/message/ledger-record";
import {
  type AttemptId,
  attemptId,
  initiatedId,
  loggableId,
  type OutboundMessageId,
} from "../domain/message/message-id";
import type { NewAttempt } from "../ports";
import { DynamoConversations } from "./dynamo-conversations";
import { DynamoLedger } from "./dynamo-ledger";
import { openTestTable, type TestTable } from "./table.testing";

let test: TestTable;
let now = 1_000;
let ledger: DynamoLedger;
let conversations: DynamoConversations;
let contact: Contact;
const clock = { now: () => now, wait: async () => {} };

beforeAll(async () => {
  test = await openTestTable();
  ledger = new DynamoLedger(test.table, clock);
  conversations = new DynamoConversations(test.table, clock);
  contact = await kept(newContact("contact-1" as ContactId, []));
});
afterAll(() => test.close());

async function kept(changed: Contact, read?: Contact): Promise<Contact> {
  const people = {
    contact: changed,
    ...(read ? { read } : {}),
    changed: [],
    merged: [],
    moved: [],
  };
  const nothing = { statements: [], messages: [], held: [], released: [] };
  expect(await conversations.commit({ people, ...nothing })).toBe("committed");
  return { ...changed, version: changed.version + 1 };
}

const newAttempt = (number: number): NewAttempt => ({
  number,
  sender: "B",
  provider: "aws",
  routing: { reason: "written-to" },
  run: "run-1",
});

const recordOf = (messageId: OutboundMessageId) => ({
  messageId,
  contactId: contact.id,
  channel: "whatsapp" as const,
  purpose: "answer" as const,
  content: "text",
  createdAt: now,
  notAfter: now + 1,
});

let next = 0;
async function intended(): Promise<OutboundMessageId> {
  const messageId = initiatedId(`request-${next++}`);
  const content = {
    content: { type: "text", body: "x" },
    to: [{ kind: "waId", value: "12025550199" }],
  } as const;
  const people = { contact, read: contact, changed: [], merged: [], moved: [] };
  const messages = [{ record: recordOf(messageId), content, attempt: newAttempt(1) }];
  expect(
    await conversations.commit({ people, messages, statements: [], held: [], released: [] }),
  ).toBe("committed");
  return messageId;
}

async function read(messageId: OutboundMessageId, number = 1): Promise<Attempt> {
  const message = await ledger.message(messageId);
  const attempt = message?.attempts.find((one) => one.number === number);
  if (!attempt) throw new Error(`There is no attempt ${number}.`);
  return attempt;
}

const event = (status: ReportedStatus, more: Partial<DeliveryEvent> = {}): DeliveryEvent => ({
  channel: "whatsapp",
  provider: "aws",
  providerMessageIds: [],
  status,
  receivedAt: now,
  ...more,
});
/** An index follows its table with a delay: whoever is told nothing yet asks again. */
async function soon(one: DeliveryEvent) {
  for (let times = 0; times < 20; times += 1) {
    const found = await ledger.record([one]);
    if (found !== "unknown message") return found;
  }
  return "unknown message";
}

const own = (messageId: OutboundMessageId) => ({ attemptId: attemptId(messageId, 1) });
const accepted = (id: string): SendOutcome => ({ kind: "accepted", providerMessageId: id });

describe("an attempt", () => {
  it("ends at the same status whatever the order and number of events, in batches or alone", async () => {
    const step = fc.constantFrom<(ReportedStatus | "outcome")[]>(
      "accepted",
      "sent",
      "failed",
      "delivered",
      "read",
      "outcome",
    );
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        const messageId = await intended();
        for (const batch of all) {
          if (batch.includes("outcome")) await ledger.recordOutcome(messageId, 1, accepted("p"));
          const [first, ...others] = batch
            .filter((one) => one !== "outcome")
            .map((one) => event(one as ReportedStatus, own(messageId)));
          if (first) expect(await ledger.record([first, ...others])).toEqual(own(messageId));
        }
        const statuses = all
          .flat()
          .map((one): DeliveryStatus => (one === "outcome" ? "accepted" : one));
        const attempt = await read(messageId);
        expect(statusOfAttempt(attempt)).toBe(statuses.reduce(climb, "intended"));
        expect(Object.keys(attempt.events).sort()).toEqual(
          [...new Set(["intended", ...statuses])].sort(),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("notes when each status was first seen, on both clocks", async () => {
    now = 1_000;
    const messageId = await intended();
    const times = (providerAt: number, receivedAt: number) => ({
      ...own(messageId),
      providerAt,
      receivedAt,
    });
    await ledger.record([event("delivered", times(900, 2_000))]);
    await ledger.record([event("delivered", times(950, 3_000))]);
    await ledger.record([event("sent", times(800, 4_000)), event("sent", times(810, 3_500))]);
    expect((await read(messageId)).events).toEqual({
      intended: { at: 1_000 },
      delivered: { at: 2_000, providerAt: 900 },
      sent: { at: 3_500, providerAt: 810 },
    });
  });

  it("keeps a certain outcome whatever another run thinks of it later", async () => {
    const messageId = await intended();
    await ledger.recordOutcome(messageId, 1, { kind: "ambiguous", reason: "timeout" });
    await ledger.recordOutcome(messageId, 1, accepted("p-1"));
    await ledger.recordOutcome(messageId, 1, { kind: "not-taken", reason: "late" });
    expect(await read(messageId)).toMatchObject({
      outcome: { kind: "accepted" },
      providerMessageId: "p-1",
    });
  });

  it("is failed where it was refused for good, and not taken where another may follow", async () => {
    const [good, other] = [await intended(), await intended()];
    await ledger.recordOutcome(good, 1, { kind: "refused", refusal: ownRefusal("window-closed") });
    await ledger.recordOutcome(other, 1, { kind: "refused", refusal: ownRefusal("not-in-time") });
    expect(statusOfAttempt(await read(good))).toBe("failed");
    expect(statusOfAttempt(await read(other))).toBe("not-taken");
  });

  it("is closed once", async () => {
    const messageId = await intended();
    expect(await ledger.recordClosed(messageId, 1)).toBe(true);
    expect(await ledger.recordClosed(messageId, 1)).toBe(false);
  });
});

describe("an event", () => {
  it("is found by the provider's id where ours did not come back, or is not ours", async () => {
    const messageId = await intended();
    await ledger.recordOutcome(messageId, 1, accepted("aws-1"));
    for (const wrong of ["somebody-else", "m-1.1", `${initiatedId("unheard")}.1`, `${messageId}.9`])
      expect(
        await soon(
          event("read", {
            attemptId: wrong as AttemptId,
            providerMessageIds: ["unheard", "aws-1"],
          }),
        ),
      ).toEqual(own(messageId));
    expect(statusOfAttempt(await read(messageId))).toBe("read");
  });

  it("brings the provider's id where the outcome was lost, and a later one changes it no more", async () => {
    const messageId = await intended();
    await ledger.record([event("sent", { ...own(messageId), providerMessageIds: ["wamid.1"] })]);
    await ledger.recordOutcome(messageId, 1, accepted("aws-2"));
    expect(await read(messageId)).toMatchObject({ providerMessageId: loggableId("wamid.1") });
    expect(await soon(event("delivered", { providerMessageIds: ["wamid.1"] }))).toEqual(
      own(messageId),
    );
  });

  it("that belongs to none makes no record", async () => {
    const nobody = initiatedId("nobody");
    const lost = event("read", { ...own(nobody), providerMessageIds: ["unheard"] });
    expect(await ledger.record([lost])).toBe("unknown message");
    expect(await ledger.message(nobody)).toBeUndefined();
  });
});

describe("an attempt that follows", () => {
  it("is intended by one alone", async () => {
    const messageId = await intended();
    const intend = () => ledger.intend(recordOf(messageId), newAttempt(2), contact);
    expect((await Promise.all([intend(), intend(), intend()])).filter(Boolean)).toHaveLength(1);
    expect((await ledger.message(messageId))?.attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("is not intended, nor begun, once the person has changed", async () => {
    const messageId = await intended();
    await ledger.recordNeverBegun(messageId, newAttempt(1));
    const before = contact;
    contact = await kept({ ...contact, invitedAt: now }, contact);
    expect(await ledger.intend(recordOf(messageId), newAttempt(2), before)).toBe(false);
    expect(await ledger.begin(messageId, newAttempt(1), before)).toBe(false);
    expect(await ledger.begin(messageId, newAttempt(1), contact)).toBe(true);
  });

  it("that was given back is begun by one alone, and counts from then", async () => {
    now = 1_000;
    const messageId = await intended();
    expect(await ledger.begin(messageId, newAttempt(1), contact)).toBe(false);
    await ledger.recordNeverBegun(messageId, newAttempt(1));
    now = 90_000;
    const begin = () => ledger.begin(messageId, newAttempt(1), contact);
    expect((await Promise.all([begin(), begin()])).filter(Boolean)).toHaveLength(1);
    const attempt = await read(messageId);
    expect(attempt.neverBegun).toBeUndefined();
    expect(attempt.events.intended).toEqual({ at: 90_000 });
  });

  it("is not given back by a run that is not its own: that one may be calling", async () => {
    const messageId = await intended();
    await ledger.recordNeverBegun(messageId, { number: 1, run: "run-2" });
    expect((await read(messageId)).neverBegun).toBeUndefined();
    await ledger.recordNeverBegun(messageId, newAttempt(1));
    await ledger.begin(messageId, { ...newAttempt(1), run: "run-2" }, contact);
    await ledger.recordNeverBegun(messageId, newAttempt(1));
    expect((await read(messageId)).neverBegun).toBeUndefined();
  });

  it("is not given back once its outcome is known", async () => {
    const messageId = await intended();
    await ledger.recordOutcome(messageId, 1, accepted("p-9"));
    await ledger.recordNeverBegun(messageId, newAttempt(1));
    expect((await read(messageId)).neverBegun).toBeUndefined();
  });
});
