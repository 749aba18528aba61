import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { type Alias, aliasKey } from "../domain/contact/alias";
import { statementsOf, withStatements } from "../domain/contact/consent";
import type { ContactId } from "../domain/contact/contact";
import { changeAliases, identify } from "../domain/contact/identity";
import type { DeliveryEvent } from "../domain/delivery/event";
import type { SendOutcome } from "../domain/delivery/outcome";
import { phoneNumber } from "../domain/message/channel";
import type { InboundMessage } from "../domain/message/message";
import { attemptId, initiatedId } from "../domain/message/message-id";
import type { Claim, Commit, NewAttempt } from "../ports";
import { DynamoConversations } from "./dynamo-conversations";
import { DynamoLedger } from "./dynamo-ledger";
import { DynamoRequests } from "./dynamo-requests";
import { MemoryTable } from "./memory-table.testing";
import type { Table } from "./table";
import { openTestTable, type TestTable } from "./table.testing";

/*
 * The store over the table in memory and over the simulated DynamoDB: whatever is done, both say
 * and keep the same. So what is shown over the one holds over the other.
 */

const alias = (n: number): Alias =>
  n < 3 ? { kind: "waId", value: `1202555019${n}` } : { kind: "bsuid", value: `US.${n}` };
const messageId = (n: number) => initiatedId(`message-${n}`);

/** One store, in which ids and tokens are drawn the same as in the other. */
class Side {
  readonly #conversations: DynamoConversations;
  readonly #ledger: DynamoLedger;
  readonly #requests: DynamoRequests;
  readonly #claims: Claim[] = [];
  readonly #planned: Commit[] = [];
  #now = 1_000_000;
  #next = 0;

  constructor(table: Table) {
    const clock = { now: () => this.#now, wait: async () => {} };
    this.#conversations = new DynamoConversations(table, clock, () => `token-${this.#next++}`);
    this.#ledger = new DynamoLedger(table, clock);
    this.#requests = new DynamoRequests(table);
  }

  async take({ kind, x, y, flag }: Step): Promise<unknown> {
    this.#now += 500;
    const a = alias(x);
    const b = alias(y);
    const id = messageId(x);
    switch (kind) {
      case "claim": {
        const result = await this.#conversations.claim(this.#message(x), 1_000);
        if (result.kind === "claimed") this.#claims.push(result.claim);
        return result;
      }
      case "release": {
        const [claim] = this.#claims;
        return claim && this.#conversations.release(claim);
      }
      case "plan":
        this.#planned.push(await this.#plan([a, b], { number: y, isStop: flag }));
        return this.#planned.at(-1);
      case "change": {
        const owners = await this.#conversations.owners([a, b]);
        const person = changeAliases([a], [b], owners, this.#facts());
        const event = { provider: "aws", eventId: `notice-${x}-${y}` } as const;
        return this.#conversations.commit({ ...this.#commitOf(person, owners), event });
      }
      case "commit": {
        const commit = flag ? this.#planned.shift() : this.#planned.pop();
        return commit && this.#conversations.commit(commit);
      }
      case "intend":
      case "begin": {
        const contact = (await this.#conversations.owners([b])).get(aliasKey(b))?.contact;
        const message = await this.#ledger.message(id);
        if (!contact || !message) return undefined;
        return kind === "intend"
          ? this.#ledger.intend(message.record, this.#attempt(message.attempts.length + 1), contact)
          : this.#ledger.begin(id, this.#attempt(1), contact);
      }
      case "give back":
        return this.#ledger.recordNeverBegun(id, this.#attempt(1));
      case "outcome": {
        const outcome: SendOutcome = flag
          ? { kind: "accepted", providerMessageId: `p-${y}` }
          : { kind: "ambiguous", reason: "timeout" };
        return this.#ledger.recordOutcome(id, 1, outcome);
      }
      case "event":
        return this.#ledger.record([this.#event(x, y), this.#event(x, y + 1)]);
      case "look":
        await this.#ledger.recordLookUp(id, 1, y);
        return [await this.#ledger.recordClosed(id, 1), await this.#ledger.message(id)];
      case "request": {
        const purpose = flag ? "utility" : "marketing";
        const request = {
          messageId: id,
          channel: "sms",
          to: a,
          purpose,
          content: { type: "text", body: "x" },
          createdAt: 1,
          notAfter: 2,
        } as const;
        const put = await this.#requests.put(request);
        if (y > 3) await this.#requests.end(id, { code: "expired", at: this.#now });
        return [put, await this.#requests.get(id)];
      }
      case "read": {
        const owners = await this.#conversations.owners([a, b]);
        const contact = owners.get(aliasKey(a))?.contact;
        return [owners, contact && (await this.#conversations.heldTurns(contact))];
      }
      case "note":
        return this.#conversations.noteChange("aws", `in-${x}`, "deleted");
    }
  }

  async #plan(aliases: [Alias, Alias], what: { number: number; isStop: boolean }): Promise<Commit> {
    const owners = await this.#conversations.owners(aliases);
    const person = identify(aliases, owners, this.#facts());
    const said = { state: "opted-out", source: "keyword", at: this.#now } as const;
    const statements = what.isStop ? statementsOf("whatsapp", ["utility"], said) : [];
    const { contact } = withStatements(person.contact, statements);
    const held = contact.version > 0 ? await this.#conversations.heldTurns(contact) : [];
    const claim = this.#claims.at(-1);
    const record = {
      messageId: messageId(what.number),
      contactId: contact.id,
      channel: "whatsapp",
      purpose: "utility",
      content: "text",
      createdAt: this.#now,
      notAfter: this.#now,
    } as const;
    const content = { content: { type: "text", body: "x" }, to: aliases } as const;
    return {
      ...this.#commitOf({ ...person, contact }, owners),
      ...(claim && what.number % 2 === 0 ? { claim } : {}),
      statements,
      messages: what.isStop ? [] : [{ record, content, attempt: this.#attempt(1) }],
      held:
        what.number === 1
          ? [{ message: this.#message(what.number), round: "one", until: this.#now }]
          : [],
      released: held,
    };
  }

  #commitOf(
    person: Commit["people"],
    owners: Awaited<ReturnType<DynamoConversations["owners"]>>,
  ): Commit {
    const read = [...owners.values()].find(({ contact }) => contact?.id === person.contact.id);
    return {
      people: { ...person, ...(read?.contact ? { read: read.contact } : {}) },
      statements: [],
      messages: [],
      held: [],
      released: [],
    };
  }

  #facts() {
    return { salt: "pepper", newId: `contact-${this.#next++}` as ContactId, at: this.#now };
  }

  #attempt(number: number): NewAttempt {
    return { number, sender: "B", provider: "aws", routing: { reason: "again" }, run: "run" };
  }

  #event(x: number, y: number): DeliveryEvent {
    const statuses = ["accepted", "sent", "delivered", "read"] as const;
    return {
      channel: "whatsapp",
      provider: "aws",
      attemptId: attemptId(messageId(x), 1),
      providerMessageIds: [`p-${x}`],
      status: statuses[y % 4] ?? "sent",
      receivedAt: this.#now,
    };
  }

  #message(n: number): InboundMessage {
    return {
      channel: "whatsapp",
      provider: "aws",
      providerMessageId: `in-${n}`,
      businessNumber: phoneNumber("+12025550101"),
      from: [alias(n)],
      content: { type: "text", body: "eggs" },
      writtenAt: n,
      receivedAt: n,
    };
  }
}

const kinds = [
  ...["claim", "release", "plan", "change", "commit", "intend", "begin", "give back"],
  ...["outcome", "event", "look", "request", "read", "note"],
] as const;
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly x: number;
  readonly y: number;
  readonly flag: boolean;
}
const anyStep = fc.record({
  kind: fc.oneof(
    fc.constantFrom(...kinds),
    fc.constantFrom<(typeof kinds)[number][]>("plan", "commit", "commit"),
  ),
  x: fc.nat(5),
  y: fc.nat(5),
  flag: fc.boolean(),
});

let testTable: TestTable;
beforeEach(async () => {
  testTable = await openTestTable();
});
afterEach(() => testTable.close());

it("says and keeps what the simulated DynamoDB says and keeps", async () => {
  let seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 30 }), async (steps) => {
      await testTable.close();
      testTable = await openTestTable();
      const memory = new MemoryTable();
      const [one, other] = [new Side(memory.table), new Side(testTable.table)];
      for (const step of steps) {
        const [said, expected] = [await sayOf(one, step), await sayOf(other, step)];
        expect({ step, said }).toEqual({ step, said: expected });
        seen = seen.add(`${step.kind} ${typeof said === "object" ? "" : said}`);
      }
      const { Items = [] } = await testTable.table.client.send(
        new ScanCommand({ TableName: testTable.table.name, ConsistentRead: true }),
      );
      expect(memory.items().sort(byKey)).toEqual(Items.sort(byKey));
    }),
    { numRuns: 30, seed: 1 },
  );
  // That what is compared happened at all.
  for (const happened of ["commit committed", "commit conflict", "commit lost", "begin true"])
    expect(seen).toContain(happened);
});

/** An error is told by its name. */
async function sayOf(side: Side, step: Step): Promise<unknown> {
  return side.take(step).catch((error: unknown) => (error as Error).name);
}

function byKey(one: Readonly<Record<string, unknown>>, other: typeof one): number {
  const [a, b] = [one, other].map(({ pk, sk }) => `${pk} ${sk}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
