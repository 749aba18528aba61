import { randomUUID } from "node:crypto";
import type { ContactId } from "../../shared/domain/contact/contact";
import { identify, withRead } from "../../shared/domain/contact/identity";
import type { SendItem } from "../../shared/domain/message/conversation-item";
import { type MessageContent, recordedContent } from "../../shared/domain/message/ledger-record";
import type { OutboundMessageId } from "../../shared/domain/message/message-id";
import type { StartRequest } from "../../shared/domain/message/start-request";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { StatedError } from "../../shared/domain/stated-error";
import type { Home } from "../../shared/messaging/messaging-ports";
import type { UniversalMessagingService } from "../../shared/messaging/universal-messaging-service";
import {
  type Clock,
  type Conversations,
  type Ledger,
  type Log,
  type Metrics,
  nothingMore,
  type RolloutSource,
  rolloutIfRead,
  type SendRequests,
  type WakeUps,
} from "../../shared/ports";
import { type Admission, admit, pauseMs } from "./admission";

export interface InitiatePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly requests: SendRequests;
  readonly conversations: Conversations;
  readonly ledger: Ledger;
  readonly rollout: RolloutSource;
  readonly messaging: UniversalMessagingService;
  readonly wakeUps: WakeUps;
  /** Until when it is night where this address lives; undefined by day. */
  readonly quietUntil: (request: StartRequest, now: number) => number | undefined;
}

/** How soon a rollout that cannot be read is asked for again. */
const unreadMs = 30_000;

/** So often somebody else may be quicker before the item goes back to its queue. */
const readings = 4;

/**
 * Sends what the business asked for, once, if it may be sent, and when. Whatever waits is parked;
 * nothing that waits is dropped before its time is over.
 */
export async function initiate(item: SendItem, ports: InitiatePorts): Promise<void> {
  const messageId = item.kind === "request" ? item.messageId : item.wakeUp.messageId;
  const home: Home = { group: `message:${messageId}`, queue: "sends" };
  const now = ports.clock.now();
  const [request, message, rollout] = await Promise.all([
    ports.requests.get(messageId),
    ports.ledger.message(messageId),
    rolloutIfRead(ports.rollout),
  ]);
  // Nothing dies of waiting for it.
  if (!rollout) {
    await park(messageId, now + unreadMs, "rollout unread", home, ports);
    return;
  }
  if (message) {
    const notBefore = Math.max(
      rollout.paused ? now + pauseMs : 0,
      (request?.purpose === "marketing" && ports.quietUntil(request, now)) || 0,
    );
    return ports.messaging.resume(messageId, home, notBefore);
  }
  if (!request) {
    ports.metrics.count("RequestGone", {});
    return ports.log.warn("request.gone", { messageId });
  }
  if (request.ending) return;
  for (let reading = 1; reading <= readings; reading++) {
    if (await sendIfItMay(request, rollout, home, ports)) return;
  }
  throw new StatedError(`The person was changed ${readings} times while ${messageId} was begun.`);
}

/** @returns false where the person was changed meanwhile: read and decide again. */
async function sendIfItMay(
  request: StartRequest,
  rollout: RolloutInForce,
  home: Home,
  ports: InitiatePorts,
): Promise<boolean> {
  const { conversations, messaging, clock } = ports;
  const owners = await conversations.owners([request.to]);
  const newId = randomUUID() as ContactId;
  const person = identify([request.to], owners, { salt: rollout.salt, newId, at: clock.now() });
  const now = clock.now();
  const admission = admit(request, {
    contact: person.contact,
    rollout,
    numbers: messaging.numbers,
    now,
    quietUntil: ports.quietUntil(request, now),
  });
  if (admission.do !== "send") return waitOrRefuse(request.messageId, admission, home, ports);
  const prepared = await messaging.prepare(
    {
      record: recordOf(request, admission, person.contact.id, now),
      content: contentOf(request),
      route: admission.route,
      home,
    },
    person.contact,
  );
  const delay = await messaging.untilItsTurn(prepared);
  if (delay > 0) return park(request.messageId, clock.now() + delay, "pace", home, ports);
  const commit = {
    ...nothingMore,
    people: withRead(person, owners),
    messages: [prepared.message],
  };
  const result = await messaging.orGiveBack([prepared], () => conversations.commit(commit));
  if (result !== "committed") return false;
  await messaging.perform([prepared]);
  return true;
}

function recordOf(
  { messageId, channel, purpose, notAfter }: StartRequest,
  { content }: Extract<Admission, { do: "send" }>,
  contactId: ContactId,
  createdAt: number,
) {
  const kind = recordedContent(content);
  return { messageId, contactId, channel, purpose, content: kind, createdAt, notAfter };
}

/** With both wordings: the window may have closed, or opened, by the time of an attempt. */
function contentOf({ content, outsideWindow, to }: StartRequest): MessageContent {
  return { content, to: [to], ...(outsideWindow ? { outsideWindow } : {}) };
}

async function waitOrRefuse(
  messageId: OutboundMessageId,
  admission: Exclude<Admission, { do: "send" }>,
  home: Home,
  ports: InitiatePorts,
): Promise<true> {
  if (admission.do === "wait")
    return park(messageId, admission.until, admission.because, home, ports);
  const { code } = admission;
  await ports.requests.end(messageId, { code, at: ports.clock.now() });
  ports.metrics.count("RequestRefused", { code });
  ports.log.info("request.refused", { messageId, code });
  return true;
}

async function park(
  messageId: OutboundMessageId,
  dueAt: number,
  because: string,
  home: Home,
  { wakeUps, log }: InitiatePorts,
): Promise<true> {
  await wakeUps.park({ about: "attempt", messageId, dueAt, ...home });
  log.info("request.waits", { messageId, because });
  return true;
}
