import { randomUUID } from "node:crypto";
import type { Alias } from "../../shared/domain/contact/alias";
import {
  type ConsentStatement,
  statementsOf,
  withStatements,
} from "../../shared/domain/contact/consent";
import type { ContactId } from "../../shared/domain/contact/contact";
import {
  changeAliases,
  type Identification,
  identify,
  type Owners,
  withRead,
} from "../../shared/domain/contact/identity";
import type { PersonEvent } from "../../shared/domain/message/message";
import { StatedError } from "../../shared/domain/stated-error";
import { nothingMore, rolloutIfRead } from "../../shared/ports";
import { statementsBy } from "./consent";
import { meaningOf } from "./meaning";
import type { ConversationPorts } from "./take-item";

type Of<Kind> = Extract<PersonEvent, { readonly kind: Kind }>;

type Takers = {
  readonly [Kind in PersonEvent["kind"]]: (
    event: Of<Kind>,
    ports: ConversationPorts,
  ) => Promise<void>;
};

const takers: Takers = {
  "aliases-changed": (event, ports) =>
    change([...event.who, ...event.to], event, ports, (owners, facts) => ({
      ...changeAliases(event.who, event.to, owners, facts),
      statements: [],
    })),
  "marketing-preference": (event, ports) =>
    change(event.who, event, ports, (owners, facts) => {
      const person = identify(event.who, owners, facts);
      const said = {
        state: event.wanted ? ("opted-in" as const) : ("opted-out" as const),
        source: "preference" as const,
        at: event.at,
      };
      return {
        ...person,
        ...withStatements(person.contact, statementsOf(event.channel, ["marketing"], said)),
      };
    }),
  "message-changed": async (event, ports) => {
    const refused = refusalsIn(event);
    if (refused.length > 0)
      await change(event.who, event, ports, (owners, facts) => {
        const person = identify(event.who, owners, facts);
        return { ...person, ...withStatements(person.contact, refused) };
      });
    const { provider, providerMessageId, change: what } = event;
    await ports.conversations.noteChange(provider, providerMessageId, what);
  },
};

/**
 * A message that is edited into a STOP says it when it is edited. What it said before is not taken
 * back, and nobody is taken to want more messages because they mended an old one.
 */
function refusalsIn({ text, channel, at }: Of<"message-changed">): ConsentStatement[] {
  const meaning = meaningOf({ type: "text", body: text ?? "" });
  if (meaning.kind !== "consent") return [];
  const said = statementsBy(meaning.keyword, channel, at);
  return said.filter(({ state }) => state === "opted-out");
}

/** What a provider tells of a person: the record follows, and nothing is answered. */
export async function takePersonEvent(event: PersonEvent, ports: ConversationPorts): Promise<void> {
  const take = takers[event.kind] as (
    event: PersonEvent,
    ports: ConversationPorts,
  ) => Promise<void>;
  await take(event, ports);
  ports.log.info("person", { kind: event.kind, provider: event.provider });
}

type Change = Identification & {
  readonly statements: ReturnType<typeof withStatements>["statements"];
};

async function change(
  aliases: readonly Alias[],
  { provider, eventId, at }: PersonEvent,
  { conversations, rollout }: ConversationPorts,
  decide: (owners: Owners, facts: Parameters<typeof identify>[2]) => Change,
): Promise<void> {
  // Only a merge asks for the salt: a person's word is not kept waiting for the rollout.
  const salt = (await rolloutIfRead(rollout))?.salt;
  for (let reading = 1; reading <= readings; reading++) {
    const owners = await conversations.owners(aliases);
    const newId = randomUUID() as ContactId;
    const { statements, ...person } = decide(owners, { salt: salt ?? "", newId, at });
    if (person.merged.length > 0 && salt === undefined) throw new StatedError(unreadSalt);
    const result = await conversations.commit({
      ...nothingMore,
      people: withRead(person, owners),
      statements,
      event: { provider, eventId },
    });
    // Lost: it was taken before, and people may have changed since.
    if (result !== "conflict") return;
  }
  throw new StatedError(
    `A person was changed ${readings} times while an event of theirs was taken.`,
  );
}

/** So often somebody else may be quicker before the item goes back to its queue. */
const readings = 4;

export const unreadSalt =
  "Two contacts are one person, and the rollout that says which of them stays cannot be read.";
