import { isOptedOut, newContact } from "../../shared/domain/contact/contact";
import type { InitiateRequest } from "../../shared/domain/message/message";
import { initiatedId } from "../../shared/domain/message/message-id";
import { routeInitiated } from "../../shared/domain/routing/route";
import { rejectDeferred } from "./deferred";
import { rolloutOfTurn, type TurnPorts } from "./turn-ports";

/**
 * Sends what the business starts, unless the person opted out or the kill switch is on. Its intent
 * makes it once only.
 */
export async function initiateMessage(request: InitiateRequest, ports: TurnPorts): Promise<void> {
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
