import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Alias, aliasKey } from "../domain/contact/alias";
import { type ConsentStatement, mayStart, statementsOf } from "../domain/contact/consent";
import type { Contact, ContactId } from "../domain/contact/contact";
import { identify } from "../domain/contact/identity";
import { phoneNumber } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import { answerId, attemptId, initiatedId } from "../domain/message/message-id";
import type { StartRequest } from "../domain/message/start-request";
import type { Commit, NewMessage } from "../ports";
import { DynamoConversations } from "./dynamo-conversations";
import { DynamoLedger } from "./dynamo-ledger";
import { ChangedMeanwhile, DynamoPeople } from "./dynamo-people";
import { DynamoRequests } from "./dynamo-requests";
import { openTestTable, type TestTable } from "./table.testing";

const digits = "12025550191";
const phone: Alias = { kind: "phone", value: `+${digits}` };
const waId: Alias = { kind: "waId", value: digits };
const userId: Alias = { kind: "bsuid", value: "US.77" };
const otherPhone: Alias = { kind: "phone", value: "+12025550192" };
/** Meta's form: base64, with the person's number in it. */
const wamid = `wamid.${Buffer.from(`\u0018\u000b${digits}\u0015\u0002`).toString("base64")}`;
const question = "how many calories in a banana?";
const answer = "a banana: 105 kcal";

const now = Date.UTC(2026, 10, 22, 12);
/** Indexes follow by the cloud's clock. */
const clock = {
  now: () => now,
  wait: async (milliseconds: number) => test.cloud.clock.advance(milliseconds),
};

let test: TestTable;
let conversations: DynamoConversations;
let ledger: DynamoLedger;
let requests: DynamoRequests;
let people: DynamoPeople;

beforeEach(async () => {
  test = await openTestTable();
  conversations = new DynamoConversations(test.table, clock);
  ledger = new DynamoLedger(test.table, clock);
  requests = new DynamoRequests(test.table);
  people = new DynamoPeople(test.table, conversations, clock);
});
afterEach(() => test.close());

const items = async () =>
  (
    await test.table.client.send(
      new ScanCommand({ TableName: test.table.name, ConsistentRead: true }),
    )
  ).Items ?? [];

const message: InboundMessage = {
  channel: "whatsapp",
  provider: "aws",
  providerMessageId: wamid,
  businessNumber: phoneNumber("+12025550101"),
  from: [waId, userId],
  content: { type: "text", body: question },
  writtenAt: now,
  receivedAt: now,
};
const answerTo = answerId("aws", wamid, 1);

let ids = 0;
function met(aliases: readonly [Alias, ...Alias[]], owners = new Map()) {
  return identify(aliases, owners, { salt: "s", newId: `contact-${ids++}` as ContactId, at: now });
}

function sent(contactId: ContactId): NewMessage {
  const { channel } = message;
  return {
    record: {
      messageId: answerTo,
      contactId,
      channel,
      purpose: "answer",
      content: "text",
      createdAt: now,
      notAfter: now + 1,
    },
    content: { content: { type: "text", body: answer }, to: [waId] },
    attempt: {
      number: 1,
      sender: "B",
      provider: "aws",
      routing: { reason: "written-to" },
      run: "run-1",
    },
  };
}

const stop = (channel: "sms" | "whatsapp", at = now) =>
  statementsOf(channel, ["marketing", "utility"], { state: "opted-out", source: "keyword", at });

async function commit(
  aliases: readonly [Alias, ...Alias[]],
  statements: readonly ConsentStatement[],
  more: Partial<Commit> = {},
): Promise<Contact> {
  const owners = await conversations.owners(aliases);
  const person = met(aliases, owners as Map<never, never>);
  const read = [...owners.values()].find(({ contact }) => contact?.id === person.contact.id);
  const contact = {
    ...person.contact,
    consent: [...person.contact.consent, ...statements],
  };
  const result = await conversations.commit({
    people: { ...person, contact, ...(read?.contact ? { read: read.contact } : {}) },
    statements,
    messages: [],
    held: [],
    released: [],
    ...more,
  });
  expect(result).toBe("committed");
  return contact;
}

const asked: StartRequest = {
  messageId: initiatedId("campaign-1"),
  channel: "whatsapp",
  to: phone,
  purpose: "marketing",
  content: { type: "text", body: "hello" },
  createdAt: now,
  notAfter: now + 1,
};

/** Somebody who asked, was answered, asked to stop and is held; and a campaign. */
async function aKnownPerson(): Promise<Contact> {
  const claim = await conversations.claim(message, 6_000);
  if (claim.kind !== "claimed") throw new Error(claim.kind);
  const contact = await commit([waId, userId], stop("whatsapp"), {
    claim: claim.claim,
    held: [{ message, round: "one", until: now + 1 }],
  });
  const owners = await conversations.owners([waId]);
  const read = owners.get(aliasKey(waId))?.contact;
  if (!read) throw new Error("unknown");
  await conversations.commit({
    people: { contact: read, read, changed: [], merged: [], moved: [] },
    statements: [],
    messages: [sent(read.id)],
    held: [],
    released: [],
  });
  await ledger.record([
    {
      channel: "whatsapp",
      provider: "aws",
      attemptId: attemptId(answerTo, 1),
      providerMessageIds: [wamid],
      status: "delivered",
      receivedAt: now,
    },
  ]);
  await requests.put(asked);
  return contact;
}

describe("a person's file", () => {
  it("has all that is kept of them, also what was asked for before anybody knew them", async () => {
    const contact = await aKnownPerson();
    await clock.wait(1_000);
    const file = await people.read(userId);
    expect(file.contact?.id).toBe(contact.id);
    expect(file.statements).toEqual(expect.arrayContaining(stop("whatsapp")));
    expect(file.held.map((turn) => turn.message.content)).toEqual([message.content]);
    expect(file.received).toMatchObject([{ content: "text", writtenAt: now }]);
    const byId = new Map(file.sent.map((one) => [one.messageId, one]));
    expect(byId.get(answerTo)).toMatchObject({
      content: { content: { body: answer } },
      attempts: [{ sender: "B", events: { delivered: { at: now } } }],
    });
    expect(byId.get(asked.messageId)?.request).toEqual(asked);
  });

  it("is nobody's for an address that another person has got", async () => {
    await commit([waId, userId], []);
    await commit([waId, { kind: "bsuid", value: "US.78" }], []);
    expect((await people.read(userId)).contact?.addresses).toHaveLength(2);
    const other = (await people.read(waId)).contact;
    expect(other?.id).not.toBe((await people.read(userId)).contact?.id);
  });
});

describe("an erasure", () => {
  it("leaves nothing that names the person or was written, the newest included", async () => {
    const contact = await aKnownPerson();
    await people.erase(await people.read(userId));
    const left = JSON.stringify(await items());
    const names = [digits, userId.value, wamid, wamid.slice(6), question, answer, "hello"];
    expect(names.filter((name) => left.includes(name))).toEqual([]);
    expect(left).not.toContain(`CONSENT#${contact.id}`);
    expect(await people.read(userId)).toMatchObject({ statements: [], held: [] });
  });

  it("keeps the ledger's records: what comes in again is not taken for new", async () => {
    await aKnownPerson();
    await people.erase(await people.read(userId));
    expect(await conversations.claim(message, 6_000)).toMatchObject({ kind: "done" });
    expect(await ledger.message(answerTo)).toMatchObject({
      record: { content: "text" },
      attempts: [{ events: { delivered: { at: now } } }],
    });
  });

  it("keeps the opt-out under every address, for whoever is met there next", async () => {
    await aKnownPerson();
    await people.erase(await people.read(waId));
    for (const alias of [phone, userId]) {
      const { contact } = met([alias], (await conversations.owners([alias])) as Map<never, never>);
      expect(contact).toMatchObject({ version: 0 });
      expect(mayStart(contact.consent, "whatsapp", "utility")).toBe(false);
      expect(mayStart(contact.consent, "sms", "utility")).toBe(true);
    }
    const { contact } = met([otherPhone], (await conversations.owners([otherPhone])) as never);
    expect(contact.consent).toEqual([]);
  });

  it("is outlived by the opt-out, which is theirs when they are met again", async () => {
    await aKnownPerson();
    await people.erase(await people.read(waId));
    const again = await commit([phone], []);
    const file = await people.read(phone);
    expect(file.contact?.id).toBe(again.id);
    // Written down as theirs, as anything else that they said.
    expect(file.statements).toEqual(expect.arrayContaining(stop("whatsapp")));
  });

  it("keeps no hash of who opted out of nothing, nor one that no longer holds", async () => {
    await commit([phone], stop("sms"));
    await people.erase(await people.read(phone));
    expect((await people.read(phone)).refused).toEqual(stop("sms"));
    const owners = await conversations.owners([phone]);
    const person = met([phone], owners as Map<never, never>);
    const start = stop("sms", now + 1).map((one) => ({ ...one, state: "opted-in" as const }));
    await conversations.commit({
      people: { ...person, contact: { ...person.contact, consent: start } },
      statements: start,
      messages: [],
      held: [],
      released: [],
    });
    expect(await people.erase(await people.read(phone))).toMatchObject({ hashes: 0 });
    expect(await people.read(phone)).toMatchObject({ refused: [], statements: [] });
    expect((await items()).filter(({ pk }) => String(pk).startsWith("ERASED#"))).toEqual([]);
  });

  it("is refused where the person changed since they were read, and can be repeated", async () => {
    await commit([phone], []);
    const file = await people.read(phone);
    await commit([phone], stop("sms"));
    await expect(people.erase(file)).rejects.toThrow(ChangedMeanwhile);
    expect(await people.erase(await people.read(phone))).toMatchObject({ hashes: 1 });
  });

  it("takes the signposts of whom they were merged from: turns at work find nobody", async () => {
    const one = await commit([phone], []);
    const other = await commit([userId], []);
    await commit([phone, userId], []);
    await people.erase(await people.read(phone));
    expect(await conversations.contact(one.id)).toBeUndefined();
    expect(await conversations.contact(other.id)).toBeUndefined();
    expect((await items()).map(({ pk }) => String(pk).split("#")[0])).toEqual(["ERASED"]);
  });
});
