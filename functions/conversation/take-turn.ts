import { type Contact, isOptedOut, newContact } from "../../shared/domain/contact/contact";
import { mergeContacts } from "../../shared/domain/contact/merge";
import { senderWrittenTo } from "../../shared/domain/message/channel";
import type {
  ConversationTurn,
  InboundMessage,
  InitiateRequest,
} from "../../shared/domain/message/message";
import {
  answerId,
  initiatedId,
  loggableId,
  type OutboundMessageId,
} from "../../shared/domain/message/message-id";
import { type Route, routeInitiated, routeReply } from "../../shared/domain/routing/route";
import type {
  SendResult,
  UniversalMessagingService,
} from "../../shared/messaging/universal-messaging-service";
import type {
  Answerer,
  Claims,
  Clock,
  ContactStore,
  Identity,
  Log,
  RolloutSource,
} from "../../shared/ports";
import { type Reply, replyTo } from "./reply";

/** Takes one turn of a conversation. Rejects when it must be tried again. */
export async function takeTurn(turn: ConversationTurn, ports: TurnPorts): Promise<void> {
  switch (turn.kind) {
    case "inbound":
      return answerMessage(turn.message, ports);
    case "initiate":
      return initiateMessage(turn.request, ports);
  }
}

/** What a turn of a conversation needs of the world. */
export interface TurnPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly claims: Claims;
  readonly contacts: ContactStore;
  readonly rollout: RolloutSource;
  readonly answerer: Answerer;
  readonly messaging: UniversalMessagingService;
  /** How long a claim holds: as long as the function may run. */
  readonly leaseMs: number;
}

/**
 * Answers a message once: claim, contact, answer, send, done. What a crash leaves half done, the
 * next run finds and goes on with.
 */
async function answerMessage(message: InboundMessage, ports: TurnPorts): Promise<void> {
  checkNumber(message, ports);
  const rollout = rolloutOfTurn(ports.rollout);
  const [claimed, identity] = await Promise.all([
    ports.claims.claim(message, ports.leaseMs),
    ports.contacts.identify(message.from),
    senderWrittenTo(message) === "A" ? rollout() : undefined,
  ]);
  const fields = {
    channel: message.channel,
    provider: message.provider,
    providerMessageId: loggableId(message.providerMessageId),
  };
  if (claimed.kind === "answered") {
    ports.log.info("inbound.duplicate", fields);
    return;
  }
  if (claimed.kind === "held") {
    throw new Error(
      `Message ${fields.providerMessageId} is being answered by another run; ` +
        "come back when its lease is over.",
    );
  }
  try {
    const contact = await contactOf(message, identity, rollout, ports);
    const answer = await sendReply(message, contact, rollout, ports);
    await ports.claims.complete(claimed.claim, {
      contactId: contact.id,
      ...(answer ? { answer } : {}),
    });
    ports.log.info("inbound.done", { ...fields, contactId: contact.id, answer });
  } catch (error) {
    await ports.claims
      .release(claimed.claim)
      .catch((reason: unknown) => ports.log.error("claim.release", fields, reason));
    throw error;
  }
}

/** An answer from another number than the one written to would be a new chat for the person. */
function checkNumber(message: InboundMessage, { messaging }: TurnPorts): void {
  const sender = senderWrittenTo(message);
  if (sender === "sms") return;
  const own = messaging.numbers[sender];
  if (own === undefined || own === message.businessNumber) return;
  throw new Error(
    `Message ${loggableId(message.providerMessageId)} was written to ${message.businessNumber}, ` +
      `but this stack's number ${sender} is ${own}: it cannot be answered from here.`,
  );
}

async function contactOf(
  message: InboundMessage,
  [id, ...others]: Identity,
  rollout: Rollout,
  { contacts, messaging, clock, log }: TurnPorts,
): Promise<Contact> {
  let contact = await contacts.recordInbound(id, message);
  for (const otherId of others) {
    const other = await contacts.get(otherId);
    if (!other) continue;
    const { salt } = await rollout();
    const numberA = messaging.numbers.A;
    const merged = mergeContacts(contact, other, {
      salt,
      now: clock.now(),
      ...(numberA ? { numberA } : {}),
    });
    const lost = merged.id === contact.id ? otherId : contact.id;
    await contacts.merge(merged, lost);
    log.info("contact.merged", { contactId: merged.id, lost });
    contact = merged;
  }
  return contact;
}

async function sendReply(
  message: InboundMessage,
  contact: Contact,
  rollout: Rollout,
  ports: TurnPorts,
) {
  const route = await routeOf(message, contact, rollout, ports);
  const reply = await replyTo({ message, contact, route, rollout }, ports);
  for (const change of reply.before) await ports.contacts.change(contact.id, change);
  if (!reply.content) return undefined;
  const messageId = answerId(message.provider, message.providerMessageId);
  const to = [...message.from, ...contact.aliases];
  const result = await ports.messaging.send({
    messageId,
    contact,
    to,
    content: reply.content,
    route,
    rollout,
  });
  rejectDeferred(result, messageId);
  if (result.kind !== "refused") await changeAfter(reply, contact, ports);
  return messageId;
}

async function changeAfter(reply: Reply, contact: Contact, { contacts }: TurnPorts): Promise<void> {
  for (const change of reply.after) await contacts.change(contact.id, change);
}

async function routeOf(
  message: InboundMessage,
  contact: Contact,
  rollout: Rollout,
  ports: TurnPorts,
): Promise<Route> {
  const facts = { contact, numbers: ports.messaging.numbers, now: ports.clock.now() };
  const sender = senderWrittenTo(message);
  return routeReply(
    sender === "A" ? { sender, stage: (await rollout()).stage } : { sender },
    facts,
  );
}

/**
 * Sends what the business starts, unless the person opted out or the kill switch is on. The intent
 * in the ledger keeps a repeated request from being sent twice.
 */
async function initiateMessage(request: InitiateRequest, ports: TurnPorts): Promise<void> {
  const messageId = initiatedId(request.requestId);
  const rollout = rolloutOfTurn(ports.rollout);
  const [{ paused }, [contactId]] = await Promise.all([
    rollout(),
    ports.contacts.identify([request.to]),
  ]);
  if (paused) {
    ports.log.warn("initiate.paused", { requestId: request.requestId, messageId });
    return;
  }
  const contact = (await ports.contacts.get(contactId)) ?? newContact(contactId, [request.to]);
  if (isOptedOut(contact, request.channel)) {
    ports.log.info("initiate.optedOut", { requestId: request.requestId, messageId, contactId });
    return;
  }
  const facts = { contact, numbers: ports.messaging.numbers, now: ports.clock.now() };
  const route =
    request.channel === "sms"
      ? ({ sender: "sms", may: "anything" } as const)
      : routeInitiated(await rollout(), facts);
  const to = [request.to, ...contact.aliases];
  const result = await ports.messaging.send({
    messageId,
    contact,
    to,
    content: request.content,
    route,
    rollout,
  });
  rejectDeferred(result, messageId);
  if (result.kind === "refused" && result.fault.class === "opt-out") {
    const state = { kind: "opted-out", source: "provider", at: ports.clock.now() } as const;
    await ports.contacts.change(contactId, { kind: "consent", channel: request.channel, state });
  }
}

type Rollout = () => ReturnType<RolloutSource["read"]>;

/** The rollout as one turn sees it: read when first asked for, then the same to the turn's end. */
function rolloutOfTurn(source: RolloutSource): Rollout {
  let read: ReturnType<RolloutSource["read"]> | undefined;
  return () => {
    read ??= source.read();
    return read;
  };
}

/**
 * @throws when the message was surely not taken and should be tried again: its turn goes back to
 * the queue, and at last to the DLQ.
 */
function rejectDeferred(result: SendResult, messageId: OutboundMessageId): void {
  if (result.kind !== "deferred") return;
  const { class: faultClass, code, explanation } = result.fault;
  throw new Error(
    `Message ${messageId} was not taken (${faultClass}, ${code}: ${explanation}); ` +
      "it will be tried again.",
  );
}
