import type { TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Contact, ContactId } from "../domain/contact/contact";
import type { AliasMove } from "../domain/contact/identity";
import type { Claim, Commit, NewAttempt, NewMessage } from "../ports";
import {
  aliasItemKey,
  attemptSort,
  contactKey,
  contentSort,
  heldKey,
  heldPartition,
  type ItemKey,
  inboundKey,
  messagePartition,
  personEventKey,
  recordSort,
  statementKey,
} from "./item-shapes";
import { contentExpiry, ledgerExpiry } from "./table";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** DynamoDB API reference, TransactWriteItems. */
const mostWrites = 100;

/** The claim or the event first, so that a cancelled transaction tells whether it was theirs. */
export function commitWrites(tableName: string, commit: Commit, now: number): Write[] {
  const { people } = commit;
  const writes: Write[] = [
    ...(commit.claim ? [claimDone(commit.claim, commit, now)] : []),
    ...(commit.event ? [eventTaken(commit.event, now)] : []),
    people.contact === people.read ? unchanged(people.contact) : contactPut(people.contact),
    ...people.changed.map(contactPut),
    ...people.merged.map((lost) => signpost(lost, people.contact.id)),
    ...people.moved.map((move) => aliasPut(move, people.contact.id)),
    ...statementPuts(commit),
    ...commit.messages.flatMap((message) => messagePuts(message, now)),
    ...commit.held.map(({ message, round, until }) =>
      put({
        ...heldKey(people.contact.id, message),
        message,
        round,
        until,
        expiresAt: contentExpiry(now),
      }),
    ),
  ];
  // Of a round that is over: those that there is no room for wait no more, and expire.
  const released = commit.released.slice(0, Math.max(0, mostWrites - writes.length));
  const removes = released.map(({ key }) =>
    remove({ pk: heldPartition(key.contactId), sk: key.sort }),
  );
  return [...writes, ...removes].map((write) => inTable(tableName, write));
}

/** What was said now, and what the contact took over from those whose aliases it has got. */
function statementPuts({ people: { contact, read }, statements }: Commit): Write[] {
  const takenOver = contact.consent.filter((statement) => !read?.consent.includes(statement));
  const items = [...takenOver, ...statements].map((statement) => ({
    ...statementKey(contact.id, statement),
    statement,
  }));
  return [...new Map(items.map((item) => [item.sk, item])).values()].map((item) => put(item));
}

function claimDone({ message, token }: Claim, commit: Commit, now: number): Write {
  return {
    Update: {
      TableName: "",
      Key: inboundKey(message.provider, message.providerMessageId),
      ConditionExpression: "claimToken = :token AND attribute_not_exists(doneAt)",
      UpdateExpression: "SET doneAt = :now, person = :person, answers = :answers",
      ExpressionAttributeValues: {
        ":token": token,
        ":now": now,
        ":person": commit.people.contact.id,
        ":answers": commit.messages.map(({ record }) => record.messageId),
      },
    },
  };
}

function eventTaken({ provider, eventId }: NonNullable<Commit["event"]>, now: number): Write {
  return put(
    { ...personEventKey(provider, eventId), expiresAt: ledgerExpiry(now) },
    { ConditionExpression: "attribute_not_exists(pk)" },
  );
}

const ofVersion = {
  ConditionExpression: "version = :version",
} as const;

/** Of somebody about whom something was decided: what was read still holds. */
export function unchanged({ id, version }: Contact): Write {
  return {
    ConditionCheck: {
      TableName: "",
      Key: contactKey(id),
      ...ofVersion,
      ExpressionAttributeValues: { ":version": version },
    },
  };
}

/** A merged contact has another version and so is never written over. */
function contactPut({ version, ...contact }: Contact): Write {
  const item = { ...contactKey(contact.id), version: version + 1, contact };
  if (version === 0) return put(item, { ConditionExpression: "attribute_not_exists(pk)" });
  return put(item, { ...ofVersion, ExpressionAttributeValues: { ":version": version } });
}

function signpost({ id, version }: Contact, mergedInto: ContactId): Write {
  return put(
    { ...contactKey(id), version: version + 1, mergedInto },
    { ...ofVersion, ExpressionAttributeValues: { ":version": version } },
  );
}

function aliasPut({ key, from }: AliasMove, contactId: ContactId): Write {
  const item = { ...aliasItemKey(key), contactId };
  if (from === undefined) return put(item, { ConditionExpression: "attribute_not_exists(pk)" });
  return put(item, {
    ConditionExpression: "contactId = :from",
    ExpressionAttributeValues: { ":from": from },
  });
}

function messagePuts({ record, content, attempt }: NewMessage, now: number): Write[] {
  const pk = messagePartition(record.messageId);
  const isNew = { ConditionExpression: "attribute_not_exists(pk)" };
  return [
    put(
      { pk, sk: recordSort, ...record, person: record.contactId, expiresAt: ledgerExpiry(now) },
      isNew,
    ),
    put({ pk, sk: contentSort, ...content, expiresAt: contentExpiry(now, record.notAfter) }),
    ...(attempt ? [attemptPut(pk, attempt, now)] : []),
  ];
}

export function attemptPut(pk: string, attempt: NewAttempt, now: number): Write {
  const item = {
    pk,
    sk: attemptSort(attempt.number),
    ...attempt,
    events: { intended: { at: now } },
    expiresAt: ledgerExpiry(now),
  };
  return put(item, { ConditionExpression: "attribute_not_exists(pk)" });
}

type Condition = Pick<
  NonNullable<Write["Put"]>,
  "ConditionExpression" | "ExpressionAttributeValues"
>;

function put(Item: Record<string, unknown>, condition: Condition = {}): Write {
  return { Put: { TableName: "", Item, ...condition } };
}

function remove(Key: ItemKey): Write {
  return { Delete: { TableName: "", Key: { ...Key } } };
}

export function inTable(TableName: string, write: Write): Write {
  return Object.fromEntries(
    Object.entries(write).map(([kind, value]) => [kind, { ...value, TableName }]),
  ) as Write;
}
