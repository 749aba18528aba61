import { aliasKey } from "../../shared/domain/contact/alias";
import {
  type ConsentStatement,
  isOptedOut,
  mayStart,
  statementsOf,
} from "../../shared/domain/contact/consent";
import type { ContactId } from "../../shared/domain/contact/contact";
import { changeAliases } from "../../shared/domain/contact/identity";
import { phoneNumber } from "../../shared/domain/message/channel";
import { systemClock } from "../../shared/ports";
import { DynamoConversations } from "../../shared/store/dynamo-conversations";
import { DynamoPeople } from "../../shared/store/dynamo-people";
import { openTestTable, type TestTable } from "../../shared/store/table.testing";
import type { ConsentLine } from "./consent-lines";
import { importConsent } from "./import-consent";
import type { System } from "./system";

const person = phoneNumber("+12025550142");
const alias = { kind: "phone", value: person } as const;
const none = { new: 0, overridden: 0, known: 0, erased: 0 };

let test_: TestTable;
let system: System;
let listed: Set<string>;

beforeEach(async () => {
  test_ = await openTestTable();
  listed = new Set();
  const conversations = new DynamoConversations(test_.table, systemClock);
  const wait = async (ms: number) => test_.cloud.clock.advance(ms);
  system = {
    conversations,
    people: new DynamoPeople(test_.table, conversations, { wait }),
    optOutList: {
      has: async (number) => listed.has(number),
      add: async (number) => void listed.add(number),
      remove: async (number) => listed.delete(number),
    },
    mediaBucket: undefined,
    now: Date.now(),
    close: () => {},
  };
});
afterEach(() => test_.close());

function line(at: number, state: ConsentStatement["state"], more: Partial<ConsentLine> = {}) {
  const channel = more.channel ?? "sms";
  const said = { state, source: "import" as const, at: at * 1000 };
  const statements = statementsOf(channel, ["marketing", "utility"], said);
  return { line: 2, number: person, channel, statements, ...more };
}

async function consent() {
  const owner = (await system.conversations.owners([alias])).get(aliasKey(alias));
  return owner?.contact?.consent ?? [];
}

test("a dry run counts, and changes nothing", async () => {
  const lines = [line(5, "opted-out"), line(5, "opted-out"), line(4, "opted-in")];
  expect(await importConsent(lines, system, false)).toEqual({
    counts: { ...none, new: 1, known: 1, overridden: 1 },
    mirrored: 1,
  });
  expect([await consent(), listed.size]).toEqual([[], 0]);
});

test("an opt-out of all SMS is written with its time and put on AWS's list, once", async () => {
  const lines = [line(5, "opted-out")];
  expect((await importConsent(lines, system, true)).counts).toEqual({ ...none, new: 1 });
  expect(await consent()).toEqual(lines[0]?.statements);
  expect([...listed]).toEqual([person]);
  // What was cut short before it came to the list is made good by importing again.
  listed.clear();
  expect((await importConsent(lines, system, true)).counts).toEqual({ ...none, known: 1 });
  expect([...listed]).toEqual([person]);
  expect((await system.people.read(alias)).statements).toHaveLength(2);
});

test("what a person said later holds, and both are written down", async () => {
  await importConsent([line(9, "opted-in")], system, true);
  const { counts } = await importConsent([line(5, "opted-out")], system, true);
  expect(counts).toEqual({ ...none, overridden: 1 });
  expect(isOptedOut(await consent(), "sms")).toBe(false);
  expect(listed.size).toBe(0);
  expect((await system.people.read(alias)).statements).toHaveLength(4);
});

test("an opt-out of one purpose, or of WhatsApp, never blocks all SMS at AWS", async () => {
  const said = { state: "opted-out", source: "import", at: 5 } as const;
  const marketing = line(5, "opted-out", { statements: statementsOf("sms", ["marketing"], said) });
  await importConsent([marketing, line(5, "opted-out", { channel: "whatsapp" })], system, true);
  expect(listed.size).toBe(0);
  expect(mayStart(await consent(), "sms", "utility")).toBe(true);
});

test("of one person a log may have more than one transaction takes", async () => {
  const lines = Array.from({ length: 101 }, (_, at) =>
    line(at, at % 2 === 0 ? "opted-out" : "opted-in"),
  );
  expect((await importConsent(lines, system, true)).counts).toEqual({ ...none, new: 101 });
  expect(isOptedOut(await consent(), "sms")).toBe(true);
  expect((await importConsent(lines, system, true)).counts).toEqual({ ...none, known: 101 });
});

test("an opt-out follows who has changed their number since, and blocks the new one", async () => {
  await importConsent([line(5, "opted-in")], system, true);
  const left = [alias] as const;
  const now = { kind: "phone", value: "+12025550143" } as const;
  const owners = await system.conversations.owners([...left, now]);
  const facts = { salt: "s", newId: "other" as ContactId, at: 100_000 };
  const change = changeAliases(left, [now], owners, facts);
  const read = owners.get(aliasKey(alias))?.contact;
  await system.conversations.commit({
    people: { ...change, ...(read ? { read } : {}) },
    statements: [],
    messages: [],
    held: [],
    released: [],
  });
  const { counts } = await importConsent([line(50, "opted-out")], system, true);
  expect(counts).toEqual({ ...none, new: 1 });
  const file = await system.people.read(now);
  expect(isOptedOut(file.contact?.consent ?? [], "sms")).toBe(true);
  expect([...listed]).toEqual([now.value]);
});

test("nobody is made anew of who was erased; what they refused joins the hash", async () => {
  await importConsent([line(5, "opted-out")], system, true);
  await system.people.erase(await system.people.read(alias));
  const whatsapp = line(6, "opted-out", { channel: "whatsapp" });
  const { counts } = await importConsent([whatsapp, line(7, "opted-in")], system, true);
  expect(counts).toEqual({ ...none, erased: 2 });
  const file = await system.people.read(alias);
  expect(file.contact).toBeUndefined();
  expect(isOptedOut(file.refused, "sms") && isOptedOut(file.refused, "whatsapp")).toBe(true);
});
