import type { Contact } from "../../shared/domain/contact/contact";
import { mergeContacts } from "../../shared/domain/contact/merge";
import type { InboundMessage } from "../../shared/domain/message/inbound-message";
import { loggableId } from "../../shared/domain/message/loggable-id";
import { answerId } from "../../shared/domain/message/message-id";
import { type Route, routeReply } from "../../shared/domain/routing/route";
import { senderWrittenTo } from "../../shared/domain/routing/sender";
import type { Identity } from "../../shared/ports/contact-store";
import { rejectDeferred } from "./deferred";
import { type Reply, replyTo } from "./reply";
import { rolloutOfTurn, type TurnPorts } from "./turn-ports";

type Rollout = ReturnType<typeof rolloutOfTurn>;

/**
 * Answers a message once: claim, contact, answer, send, done. What a crash leaves half done, the
 * next run finds and goes on with.
 */
export async function answerMessage(message: InboundMessage, ports: TurnPorts): Promise<void> {
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
      `Message ${loggableId(message.providerMessageId)} is being answered by another run; come back when its lease is over.`,
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
    `Message ${loggableId(message.providerMessageId)} was written to ${message.businessNumber}, but this stack's number ${sender} is ${own}: it cannot be answered from here.`,
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
