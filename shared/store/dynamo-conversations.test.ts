import { DeleteCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Alias, aliasKey } from "../domain/contact/alias";
import { statementsOf, withStatements } from "../domain/contact/consent";
import type { Contact, ContactId } from "../domain/contact/contact";
import { changeAliases, identify } from "../domain/contact/identity";
import { phoneNumber } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import { answerId } from "../domain/message/message-id";
import type { Claim, Commit } from "../ports";
import { DynamoConversations } from "./dynamo-conversations";
import { openTestTable, type TestTable } from "./table.testing";

const number = (n: number): Alias => ({ kind: "waId", value: `1202555019${n}` });
const user = (n: number): Alias => ({ kind: "bsuid", value: `US.${n}` });

let testTable: TestTable;
let now: number;
let people: DynamoConversations;
let next = 0;

beforeEach(async () => {
  testTable = await openTestTable();
  now = 1_000_000;
  people = open();
});
afterEach(() => testTable.close());

const open = () =>
  new DynamoConversations(testTable.table, { now: () => now, wait: async () => {} });
const facts = () => ({ salt: "pepper", newId: `contact-${next++}` as ContactId, at: now });

function message(id = "in-1"): InboundMessage {
  return {
    channel: "whatsapp",
    provider: "aws",
    providerMessageId: id,
    businessNumber: phoneNumber("+12025550101"),
    from: [number(1)],
    content: { type: "text", body: "eggs" },
    writtenAt: now,
    receivedAt: now,
  };
}

const commitOf = (
  contact: Contact,
  read: Contact | undefined,
  more: Partial<Commit> = {},
): Commit => ({
  people: { contact, ...(read ? { read } : {}), changed: [], merged: [], moved: [] },
  statements: [],
  messages: [],
  held: [],
  released: [],
  ...more,
});

/** As a turn does it: read, decide; what is returned commits. */
async function seen(...aliases: [Alias, ...Alias[]]) {
  const owners = await people.owners(aliases);
  const person = identify(aliases, owners, facts());
  const read = [...owners.values()].find(({ contact }) => contact?.id === person.contact.id);
  return {
    person,
    commit: (more: Partial<Commit> = {}) =>
      people.commit({
        ...commitOf(person.contact, read?.contact, more),
        people: { ...person, ...(read?.contact ? { read: read.contact } : {}) },
      }),
  };
}

const owner = async (alias: Alias) => (await people.owners([alias])).get(aliasKey(alias))?.contact;
const items = async () =>
  (
    await testTable.table.client.send(
      new ScanCommand({ TableName: testTable.table.name, ConsistentRead: true }),
    )
  ).Items ?? [];

const claimed = async (one: InboundMessage, leaseMs = 6_000): Promise<Claim> => {
  const result = await people.claim(one, leaseMs);
  if (result.kind !== "claimed") throw new Error(result.kind);
  return result.claim;
};

describe("a claim", () => {
  it("is one run's alone, until its lease is over or it is given back", async () => {
    const claim = await claimed(message());
    expect(await people.claim(message(), 6_000)).toEqual({ kind: "held" });
    await people.release(claim);
    await claimed(message());
    now += 6_001;
    await claimed(message());
  });

  it("of many at the same time is one's", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => open().claim(message(), 6_000)));
    expect(all.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
  });

  it("that is done tells its answers for good", async () => {
    const claim = await claimed(message());
    const messageId = answerId("aws", "in-1", 1);
    const { person, commit } = await seen(number(1));
    const record = {
      messageId,
      contactId: person.contact.id,
      channel: "whatsapp",
      purpose: "answer",
      content: "text",
      createdAt: now,
      notAfter: now,
    } as const;
    const content = { content: { type: "text", body: "x" }, to: [number(1)] } as const;
    expect(await commit({ claim, messages: [{ record, content }] })).toBe("committed");
    now += 60_000;
    expect(await people.claim(message(), 6_000)).toEqual({ kind: "done", answers: [messageId] });
  });

  it("that another run took over is lost, and nothing is written", async () => {
    const claim = await claimed(message());
    now += 6_001;
    await claimed(message());
    const { commit } = await seen(number(1));
    expect(await commit({ claim })).toBe("lost");
    expect(await owner(number(1))).toBeUndefined();
    await people.release(claim);
    expect(await people.claim(message(), 6_000)).toEqual({ kind: "held" });
  });
});

describe("one transaction", () => {
  it("writes a person and all their aliases, or nothing", async () => {
    const first = await seen(number(1), user(1));
    const second = await seen(user(1));
    expect(await second.commit()).toBe("committed");
    expect(await first.commit()).toBe("conflict");
    expect(await owner(number(1))).toBeUndefined();
    expect(await (await seen(number(1), user(1))).commit()).toBe("committed");
    expect((await owner(number(1)))?.id).toBe((await owner(user(1)))?.id);
  });

  it("is refused where what it read was changed meanwhile, also where it changes nothing", async () => {
    await (await seen(number(1))).commit();
    const [one, other, unchanged] = [
      await seen(number(1)),
      await seen(number(1)),
      await seen(number(1)),
    ];
    const change = { ...one.person.contact, invitedAt: 1 };
    expect(await people.commit(commitOf(change, one.person.contact))).toBe("committed");
    expect(
      await people.commit(
        commitOf({ ...other.person.contact, invitedAt: 2 }, other.person.contact),
      ),
    ).toBe("conflict");
    expect(await unchanged.commit()).toBe("conflict");
    expect((await owner(number(1)))?.invitedAt).toBe(1);
  });

  it("keeps each statement, the same once", async () => {
    await (await seen(number(1))).commit();
    const said = { state: "opted-out", source: "keyword", at: 5 } as const;
    for (let time = 0; time < 2; time += 1) {
      const { person } = await seen(number(1));
      const change = withStatements(person.contact, statementsOf("sms", ["marketing"], said));
      const commit = commitOf(change.contact, person.contact, {
        statements: [...change.statements],
      });
      expect(await people.commit(commit)).toBe("committed");
    }
    expect((await items()).filter(({ statement }) => statement)).toHaveLength(1);
  });

  it("takes a provider's notice once", async () => {
    const event = { provider: "aws", eventId: "notice-1" } as const;
    expect(await (await seen(number(1))).commit({ event })).toBe("committed");
    expect(await (await seen(number(1))).commit({ event })).toBe("lost");
  });
});

describe("whom an alias named before", () => {
  const reads = async (work: () => Promise<unknown>) => {
    const send = jest.spyOn(testTable.table.client, "send");
    await work();
    const count = send.mock.calls.length;
    send.mockRestore();
    return count;
  };

  it("is read along with it: a round trip less, and the same person", async () => {
    await (await seen(number(1))).commit();
    const cold = open();
    expect(await reads(() => cold.owners([number(1)]))).toBe(2);
    expect(await reads(() => cold.owners([number(1)]))).toBe(1);
    expect(await cold.owners([number(1)])).toEqual(await open().owners([number(1)]));
  });

  it("is not who they are when it names somebody else by now, or nobody", async () => {
    await (await seen(number(1))).commit();
    await (await seen(user(1))).commit();
    const warm = open();
    await warm.owners([number(1), user(1)]);
    expect(await (await seen(number(1), user(1))).commit()).toBe("committed");
    const now = await warm.owners([number(1), user(1)]);
    expect(now).toEqual(await open().owners([number(1), user(1)]));
    expect(now.get(aliasKey(number(1)))?.contact?.id).toBe(now.get(aliasKey(user(1)))?.contact?.id);
    for (const { pk, sk } of await items())
      await testTable.table.client.send(
        new DeleteCommand({ TableName: testTable.table.name, Key: { pk, sk } }),
      );
    expect((await warm.owners([number(1)])).size).toBe(0);
  });

  it("is no newer than what was read: a change meanwhile is a conflict", async () => {
    await (await seen(number(1))).commit();
    await seen(number(1));
    const warm = await seen(number(1));
    const other = open();
    const contact = (await other.owners([number(1)])).get(aliasKey(number(1)))?.contact;
    if (!contact) throw new Error("nobody");
    expect(await other.commit(commitOf({ ...contact, invitedAt: 1 }, contact))).toBe("committed");
    expect(await warm.commit()).toBe("conflict");
  });
});

describe("a merge", () => {
  const merged = async () => {
    await (await seen(number(1))).commit();
    await (await seen(user(1))).commit();
    const [byNumber, byUser] = [await owner(number(1)), await owner(user(1))];
    return {
      byNumber: byNumber as Contact,
      byUser: byUser as Contact,
      both: await seen(number(1), user(1)),
    };
  };

  it("does not overwrite what is written on either of the two meanwhile", async () => {
    for (const which of ["byNumber", "byUser"] as const) {
      const world = await merged();
      const stop = withStatements(
        world[which],
        statementsOf("whatsapp", ["utility"], { state: "opted-out", source: "keyword", at: 1 }),
      );
      expect(await people.commit(commitOf(stop.contact, world[which]))).toBe("committed");
      expect(await world.both.commit()).toBe("conflict");
      expect(await (await seen(number(1), user(1))).commit()).toBe("committed");
      expect((await owner(number(1)))?.consent).toMatchObject([{ state: "opted-out" }]);
      await testTable.close();
      testTable = await openTestTable();
      people = open();
    }
  });

  it("leaves a signpost: what is written on the lost one afterwards is refused, then follows", async () => {
    const { byNumber, byUser, both } = await merged();
    expect(await both.commit()).toBe("committed");
    const survivor = await owner(number(1));
    const lost = survivor?.id === byNumber.id ? byUser : byNumber;
    expect(await people.commit(commitOf({ ...lost, invitedAt: 1 }, lost))).toBe("conflict");
    expect((await people.contact(lost.id))?.id).toBe(survivor?.id);
    expect((await owner(user(1)))?.id).toBe(survivor?.id);
  });

  it("of a merge is followed to its end, and its held turns are found", async () => {
    const held = { message: message(), round: "one", until: now + 1 };
    await (await seen(number(1))).commit({ held: [held] });
    for (const n of [1, 2, 3]) await (await seen(user(n))).commit();
    const first = await owner(number(1));
    for (const n of [1, 2, 3]) {
      const aliases: [Alias, ...Alias[]] = n === 1 ? [number(1), user(1)] : [user(n - 1)];
      const owners = await people.owners([...aliases, user(n)]);
      const person = changeAliases(aliases, [user(n)], owners, facts());
      const read = [...owners.values()].find(({ contact }) => contact?.id === person.contact.id);
      expect(
        await people.commit({
          ...commitOf(person.contact, undefined),
          people: { ...person, ...(read?.contact ? { read: read.contact } : {}) },
        }),
      ).toBe("committed");
    }
    const last = await owner(user(3));
    expect((await people.contact(first?.id as ContactId))?.id).toBe(last?.id);
    expect(await people.heldTurns(last as Contact)).toMatchObject([held]);
  });
});

test("a held turn is released with the turn that answers it", async () => {
  await (await seen(number(1))).commit({
    held: [
      { message: { ...message("late"), writtenAt: 20 }, round: "one", until: 1 },
      { message: { ...message("early"), writtenAt: 10 }, round: "one", until: 2 },
    ],
  });
  const contact = (await owner(number(1))) as Contact;
  const turns = await people.heldTurns(contact);
  expect(turns.map((turn) => turn.message.providerMessageId)).toEqual(["early", "late"]);
  await (await seen(number(1))).commit({ released: turns });
  expect(await people.heldTurns(contact)).toEqual([]);
});

test("a message that was taken back says so in its record; one that nobody knows makes none", async () => {
  await claimed(message());
  await people.noteChange("aws", "in-1", "deleted");
  await people.noteChange("aws", "in-2", "deleted");
  expect(await items()).toMatchObject([{ deleted: now }]);
});
