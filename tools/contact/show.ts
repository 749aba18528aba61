import { type Contact, currentAliases } from "../../shared/domain/contact/contact";
import {
  type Attempt,
  statusOfAttempt,
  statusOfMessage,
} from "../../shared/domain/message/ledger-record";
import { isWindowOpen, serviceWindowMs } from "../../shared/domain/window";
import type { KeptMessage, PersonFile } from "../../shared/store/dynamo-people";

/** A person's file as text, without a word of what was written. */
export function shown(file: PersonFile, onOptOutList: boolean | undefined, now: number): string {
  const { contact } = file;
  return [
    ...(contact ? identity(contact) : nobody(file)),
    ...section("consent", [
      ...file.statements.map(
        ({ at, channel, purpose, state, source }) =>
          `${time(at)}  ${channel.padEnd(9)} ${purpose.padEnd(10)} ${state.padEnd(10)} ${source}` +
          (isInForce(contact, { at, channel, purpose, state }) ? "  in force" : ""),
      ),
      ...(onOptOutList === undefined
        ? []
        : [`AWS's opt-out list for SMS: ${onOptOutList ? "on it" : "not on it"}`]),
    ]),
    ...section("windows", contact ? windows(contact, now) : []),
    ...section("waiting for them to write to B", [
      ...file.held.map(({ message }) => `${time(message.writtenAt)}  ${message.content.type}`),
    ]),
    ...section("received from them", [
      ...file.received.map(
        (record) =>
          `${time(Number(record.writtenAt))}  ${String(record.channel).padEnd(9)} ` +
          `${String(record.provider).padEnd(7)} ${String(record.content)}`,
      ),
    ]),
    ...section("sent to them", file.sent.flatMap(messageLines)),
  ].join("\n");
}

/** All that is kept, for the person themselves: what is written is included. */
export function exported(file: PersonFile, onOptOutList: boolean | undefined): string {
  const { alias, contact, refused, statements, held, received, files, sent } = file;
  return JSON.stringify(
    {
      askedFor: alias.value,
      ...(contact ? { contact } : {}),
      ...(refused.length > 0 ? { keptAfterErasure: refused } : {}),
      consent: statements,
      ...(onOptOutList === undefined ? {} : { onOptOutListOfAws: onOptOutList }),
      held: held.map(({ message }) => message),
      received,
      files: files.map(({ key }) => key),
      sent,
    },
    undefined,
    2,
  );
}

function identity(contact: Contact): string[] {
  const { id, formerIds, addresses, sender } = contact;
  return [
    `contact ${id}`,
    ...(formerIds.length > 0 ? [`  was also kept as ${formerIds.join(", ")}`] : []),
    ...(sender ? [`  is written to from ${sender}`] : []),
    ...section(
      "addresses",
      addresses.map(({ alias, state, dead }) =>
        [
          `${alias.kind.padEnd(6)} ${alias.value}  ${state}`,
          ...Object.entries(dead ?? {}).map(([channel, at]) => `  no ${channel} since ${time(at)}`),
        ].join(""),
      ),
    ),
  ];
}

function nobody({ refused }: PersonFile): string[] {
  return [
    "Nobody is known by this address.",
    ...section(
      "kept under the address's hash after an erasure",
      refused.map(({ at, channel, purpose }) => `${time(at)}  ${channel} ${purpose} opted-out`),
    ),
  ];
}

function windows(contact: Contact, now: number): string[] {
  return Object.entries(contact.lastInbound).map(([number, last]) => {
    const open = isWindowOpen(contact, number as keyof Contact["lastInbound"], now);
    return `${number}  ${open ? "open until" : "closed since"} ${time(last + serviceWindowMs)}`;
  });
}

function messageLines({ messageId, record, request, attempts = [] }: KeptMessage): string[] {
  const about = record ?? request;
  const status = record
    ? statusOfMessage({ record, attempts })
    : request?.ending
      ? `refused: ${request.ending.code}`
      : "queued";
  const kind = record?.content ?? request?.content.type ?? "";
  const line =
    `${time(about?.createdAt ?? 0)}  ${(about?.channel ?? "").padEnd(9)} ` +
    `${(about?.purpose ?? "").padEnd(10)} ${kind}  ${status}  ${messageId}`;
  return [line, ...attempts.map(attemptLine)];
}

function attemptLine(attempt: Attempt): string {
  const { outcome, failure, number, sender, provider } = attempt;
  const refusal = failure ?? (outcome?.kind === "refused" ? outcome.refusal : undefined);
  return (
    `  ${number}. from ${sender} by ${provider}: ${statusOfAttempt(attempt)}` +
    (refusal ? ` (${refusal.code})` : "")
  );
}

function isInForce(
  contact: Contact | undefined,
  said: Pick<PersonFile["statements"][number], "at" | "channel" | "purpose" | "state">,
): boolean {
  return (contact?.consent ?? []).some(
    (one) =>
      one.channel === said.channel &&
      one.purpose === said.purpose &&
      one.state === said.state &&
      one.at === said.at,
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];
}

/** The phone numbers of a person, which AWS's list for SMS goes by. */
export function phonesOf({ contact, alias }: PersonFile): string[] {
  const aliases = contact ? currentAliases(contact) : [alias];
  const phones = aliases.filter(({ kind }) => kind === "phone").map(({ value }) => value);
  return [...new Set(phones)];
}

function time(at: number): string {
  return new Date(at).toISOString();
}
