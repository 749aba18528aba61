import { randomUUID } from "node:crypto";
import { aliasKey } from "../../shared/domain/contact/alias";
import { type Contact, type ContactId, withLifeSign } from "../../shared/domain/contact/contact";
import {
  type Identification,
  identify,
  type Owners,
  withRead,
} from "../../shared/domain/contact/identity";
import { senderWrittenTo } from "../../shared/domain/message/channel";
import { conversationGroup } from "../../shared/domain/message/conversation-item";
import { recordedContent } from "../../shared/domain/message/ledger-record";
import { type InboundMessage, saidAt } from "../../shared/domain/message/message";
import { answerId, loggableId } from "../../shared/domain/message/message-id";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { StatedError } from "../../shared/domain/stated-error";
import type { Home, Prepared } from "../../shared/messaging/messaging-ports";
import { type Claim, type HeldTurn, rolloutIfRead } from "../../shared/ports";
import { type AnswerPlan, Answers } from "./answer-plan";
import { type Meaning, meaningOf } from "./meaning";
import { mirror } from "./opt-out-mirror";
import { unreadSalt } from "./person-event";
import { planAnswer } from "./plan-answer";
import type { ConversationPorts } from "./take-item";

/** How long an answer is worth sending after the question was written. */
const answerableMs = 6 * 60 * 60 * 1000;

/** So often somebody else may be quicker before the item goes back to its queue. */
const readings = 4;

/**
 * Answers a message once. One parallel read, a decision, one transaction, then the call: what a
 * crash leaves half done, the next run finds and goes on with.
 */
export async function answerMessage(
  message: InboundMessage,
  ports: ConversationPorts,
): Promise<void> {
  checkNumber(message, ports);
  const meaning = meaningOf(message.content);
  ports.messaging.readAhead(senderWrittenTo(message));
  const claiming = ports.conversations.claim(message, ports.remainingMs());
  const [claimed, owners, rollout] = await Promise.all([
    claiming,
    ports.conversations.owners(message.from),
    // Where it cannot be read, the answer leaves from where it was written to.
    rolloutIfRead(ports.rollout),
  ]).catch(async (error: unknown) => {
    const made = await claiming.catch(() => undefined);
    if (made?.kind === "claimed") await release(made.claim, ports);
    throw error;
  });
  const home: Home = {
    group: conversationGroup({ kind: "inbound", message }),
    queue: "conversation",
  };
  const fields = {
    channel: message.channel,
    provider: message.provider,
    id: loggableId(message.providerMessageId),
  };
  switch (claimed.kind) {
    case "done": {
      // Who was read beside the claim may be as they were before this very message.
      const owner = ownerOf(message, await ports.conversations.owners(message.from));
      await mirror("opted-in", { message, meaning }, owner, ports);
      for (const id of claimed.answers) await ports.messaging.resume(id, home);
      await mirror("opted-out", { message, meaning }, owner, ports);
      return ports.log.info("inbound.duplicate", fields);
    }
    case "held":
      throw new StatedError(
        "The message is being answered by another run; come back after its lease.",
      );
    case "claimed":
      return underClaim(claimed.claim, ports, async () => {
        const turn = { message, meaning, claim: claimed.claim, home, rollout };
        const typing = showTyping(turn, ports);
        const plan = await decideAndCommit(turn, owners, ports);
        await typing;
        ports.log.info("inbound.done", { ...fields, answers: plan.contents.length, why: plan.why });
      });
  }
}

/** Where an answer follows. For the looks alone: no turn takes longer or fails because of it. */
async function showTyping(
  { message, meaning }: Read,
  { messaging, log }: ConversationPorts,
): Promise<void> {
  if (meaning.kind !== "question") return;
  try {
    await messaging.showTyping(senderWrittenTo(message), message.providerMessageId);
  } catch (error) {
    log.error("typing", {}, error);
  }
}

interface Read {
  readonly message: InboundMessage;
  /** Told once: a message is held against every sentence that we know. */
  readonly meaning: Meaning;
}

interface Turn extends Read {
  readonly claim: Claim;
  readonly home: Home;
  readonly rollout: RolloutInForce | undefined;
}

async function underClaim(
  claim: Claim,
  ports: ConversationPorts,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await release(claim, ports);
    throw error;
  }
}

/** So that the retry need not wait for the lease. */
async function release(claim: Claim, { conversations, log }: ConversationPorts): Promise<void> {
  await conversations
    .release(claim)
    .catch((reason: unknown) => log.error("claim.release", {}, reason));
}

async function decideAndCommit(
  turn: Turn,
  firstOwners: Owners,
  ports: ConversationPorts,
): Promise<AnswerPlan> {
  const answers = new Answers(ports);
  for (let owners = firstOwners, reading = 1; reading <= readings; reading++) {
    const person = whoWrites(turn, owners);
    const held = await heldFor(person.contact, turn.message, ports);
    const plan = await planAnswer({ ...turn, contact: person.contact, held }, answers, ports);
    const prepared = await prepareAll(turn, plan, ports);
    const result = await commitOnce(turn, person, owners, plan, prepared, ports);
    if (result === "committed") {
      const lifted = () => mirror("opted-in", turn, plan.contact, ports);
      await ports.messaging.orGiveBack(prepared, lifted);
      await ports.messaging.perform(prepared);
      await mirror("opted-out", turn, plan.contact, ports);
      return plan;
    }
    if (result === "lost") throw new StatedError("Another run took the claim over.");
    owners = await ports.conversations.owners(turn.message.from);
  }
  throw new StatedError(
    `The person was changed ${readings} times while their message was answered.`,
  );
}

function whoWrites({ message, rollout }: Turn, owners: Owners): Identification {
  const person = identify(message.from, owners, {
    salt: rollout?.salt ?? "",
    newId: randomUUID() as ContactId,
    at: saidAt(message),
  });
  if (person.merged.length > 0 && !rollout) throw new StatedError(unreadSalt);
  const keys = message.from.map(aliasKey);
  return { ...person, contact: withInbound(person.contact, message, keys) };
}

/** A provider's clock that runs ahead must not hold a window open. */
function withInbound(
  contact: Contact,
  message: InboundMessage,
  keys: readonly ReturnType<typeof aliasKey>[],
): Contact {
  const { businessNumber } = message;
  const last = contact.lastInbound[businessNumber] ?? 0;
  const alive = withLifeSign(contact, keys, message.channel);
  return {
    ...alive,
    lastInbound: { ...alive.lastInbound, [businessNumber]: Math.max(last, saidAt(message)) },
    ...(senderWrittenTo(message) === "B" ? { sender: "B" as const } : {}),
  };
}

async function heldFor(
  contact: Contact,
  message: InboundMessage,
  { conversations, clock }: ConversationPorts,
): Promise<HeldTurn[]> {
  const now = clock.now();
  if (message.channel !== "whatsapp" || now >= (contact.heldUntil ?? 0)) return [];
  const turns = await conversations.heldTurns(contact);
  return turns.filter(({ round, until }) => contact.heldRounds?.includes(round) && now < until);
}

async function prepareAll(
  { message, home }: Turn,
  plan: AnswerPlan,
  { messaging, clock }: ConversationPorts,
): Promise<Prepared[]> {
  const createdAt = clock.now();
  return Promise.all(
    plan.contents.map((content, index) =>
      messaging.prepare(
        {
          record: {
            messageId: answerId(message.provider, message.providerMessageId, index + 1),
            contactId: plan.contact.id,
            channel: message.channel,
            purpose: "answer",
            content: recordedContent(content),
            ...(index > 0
              ? { after: answerId(message.provider, message.providerMessageId, index) }
              : {}),
            createdAt,
            askedAt: plan.askedAt,
            notAfter: createdAt + answerableMs,
          },
          content: { content, to: message.from },
          route: plan.route,
          home,
        },
        plan.contact,
      ),
    ),
  );
}

async function commitOnce(
  { claim }: Turn,
  person: Identification,
  owners: Owners,
  plan: AnswerPlan,
  prepared: readonly Prepared[],
  { conversations, messaging }: ConversationPorts,
): Promise<"committed" | "conflict" | "lost"> {
  return messaging.orGiveBack(prepared, () =>
    conversations.commit({
      claim,
      people: withRead({ ...person, contact: plan.contact }, owners),
      statements: plan.statements,
      messages: prepared.map(({ message }) => message),
      held: plan.held,
      released: plan.released,
    }),
  );
}

function ownerOf({ from }: InboundMessage, owners: Owners): Contact | undefined {
  return from.flatMap((alias) => owners.get(aliasKey(alias))?.contact ?? [])[0];
}

/** An answer from another number than the one written to would be a new chat for the person. */
function checkNumber(message: InboundMessage, { messaging }: ConversationPorts): void {
  const sender = senderWrittenTo(message);
  if (sender === "sms") return;
  const own = messaging.numbers[sender];
  if (own === undefined || own === message.businessNumber) return;
  throw new StatedError(
    `A message was written to another number than this stack's number ${sender}: it cannot be ` +
      "answered from here.",
  );
}
